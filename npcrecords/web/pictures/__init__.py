"""Pictures of who held what: drawn on the server as SVG, from a typed structure.

``timeline`` and ``board`` say what a picture tells, in words and dates, without a measure in it;
the tables beside the pictures are written from the same. ``tenures`` and ``seats`` make them of
tenures. ``scale``, ``lettering`` and ``rows`` give everything its place; ``timeline_svg`` and
``board_svg`` write it down. None of them asks the database.
"""
