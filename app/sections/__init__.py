"""Sections that the map's page and the pages without script share, each written once as HTML."""
