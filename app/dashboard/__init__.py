"""The page in a browser: its layout, its callbacks, and the view that they answer."""
