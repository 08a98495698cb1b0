"""A file as people save it, to tables of text."""
