"""Print-quality maps, without a browser: sheets of A4 and A3 as SVG, PDF and PNG.

:func:`ptce_map.atlas.render.render_sheet` makes one sheet of a query,
:class:`ptce_map.atlas.book.Book` one sheet a région in one PDF.
"""
