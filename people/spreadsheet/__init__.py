"""Appointments as a spreadsheet, out and in.

``files`` reads and writes .xlsx and .csv; ``columns`` says what stands in which column;
``lookups`` finds what the cells name; ``sheet`` (a resource of django-import-export) says what
each row will do; ``keeping`` holds a file between the look at it and the word to go ahead.
"""
