"""A bulletin's file on its way in: upload, review, publish. Verbs and reads; the pages for them
are in ``admin/imports/``."""
