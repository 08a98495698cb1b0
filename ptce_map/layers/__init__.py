"""Rows and places as they are published: columns, features, CQL2."""
