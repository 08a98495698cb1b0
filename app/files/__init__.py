"""Files written once at start, named by their hash: styles, figures, contours, tiles."""
