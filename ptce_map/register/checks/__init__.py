"""From tables of text to faults, each said once."""
