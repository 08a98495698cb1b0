"""The first page: a view as the server writes it, before any script and without one."""
