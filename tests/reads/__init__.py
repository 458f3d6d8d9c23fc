"""The benchmark of the hot reads: who held what, over a million acts.

``generate`` fills a PostgreSQL database, ``by_hand`` answers the three reads with SQL written by
hand behind a bare WSGI application, ``bench`` runs both behind the same server in one run.
"""
