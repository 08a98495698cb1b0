"""Which poles answer, and how that is said."""
