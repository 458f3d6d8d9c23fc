"""The pages of policy documents: the list, the page of one, its register of tasks, the desks.

``listing`` and ``asking`` read what the addresses of the two tables ask for; ``reading`` is what
the page of a document reads, ``outline`` its measures; ``tasks`` are the rows of a register as
they stood on a day, ``table`` how each is shown, ``counting`` how many there are of each kind.
``views``, ``desks`` and ``calendars`` show them.
"""
