"""地基: settings, database, errors, edge; knows no duty word.

Enters: requests, files, settings. Leaves: hops on a database, problems, pages of rows, stored
files, a chain of who did what. It must never import another package of the app.
"""
