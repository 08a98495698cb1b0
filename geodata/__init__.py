"""Raw public sources in, clean boundaries of France out.

The package knows nothing of poles, of Dash or of Flask: it can serve any project that needs
French boundaries of one *millésime* (the year of the Code officiel géographique).
"""
