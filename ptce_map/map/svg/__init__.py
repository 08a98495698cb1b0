"""The map as SVG: shapes simplified for the screen, written with a view as one element."""
