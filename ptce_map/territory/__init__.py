"""Poles joined to communes: the territory of each."""
