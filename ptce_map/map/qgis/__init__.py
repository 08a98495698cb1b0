"""What QGIS opens as the page draws it: styles in its own XML, and the definition of its layers.

:mod:`.symbols` writes symbols, :mod:`.styles` says how each layer is drawn, :mod:`.definition`
opens the layers of a site. Colours, classes and words are those of the page.
"""
