"""Pictures of who held what, and of what became of an opinion: drawn on the server as SVG, from
a typed structure.

``timeline``, ``board`` and ``trace_map`` say what a picture tells, in words and dates, without a
measure in it; the tables beside the pictures are written from the same. ``tenures`` and ``seats``
make the first two of tenures; ``trace_map`` is made of a trace. ``scale``, ``lettering`` and
``rows`` give everything its place; ``timeline_svg``, ``board_svg`` and ``trace_svg`` write it
down. None of them asks the database.
"""
