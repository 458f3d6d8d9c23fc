"""What the resources of ``people/api`` and ``sessions/api`` are made of.

Fields, serializers, filters, lists and views know no table of either app. How requests come
in and answers go out (addresses, pages, errors, formats, caching) is in ``npcrecords/api``.
"""
