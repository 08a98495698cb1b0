"""The map as it is drawn: colours, style, overlays, SVG, words."""
