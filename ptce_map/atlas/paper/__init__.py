"""Drawing on paper: pages, panels, type, placement of names, PDF."""
