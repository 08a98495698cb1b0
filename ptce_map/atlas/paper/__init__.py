"""Drawing on paper: leaves, panels, type, placement of names, PDF."""
