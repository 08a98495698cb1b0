"""By name and by distance: search, what covers a place, what lies near."""
