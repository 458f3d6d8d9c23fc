"""The pages of review opinions: the table of all, the page of one, CSV, feed and calendar.

``asking`` reads what an address asks for, ``table`` the rows that answer it, ``counting`` how many
there are of each kind; ``views``, ``sheets``, ``feed`` and ``calendars`` show them.
"""
