"""What the map's page does where no script runs: it gives way to the list for the same query.

The browser is led there at once. One that does not follow, and the frame of another site, which
shows nothing but the map, find a link instead.
"""

from __future__ import annotations

from dataclasses import replace

from dash import html
from markupsafe import Markup

from app.dashboard.queries import read_understood
from app.dataset import Dataset
from app.http.addresses import under_root
from app.sections.fragment import Node, Tag, to_html
from ptce_map.labels import label
from ptce_map.query.grammar import to_query

HIDDEN = "#react-entry-point,.shell{display:none!important}"


def address(dataset: Dataset, query_string: str) -> str:
    """Return the address of the list for a query, less what it does not understand."""
    query = read_understood(dataset, query_string)
    view = replace(query.view, pole="", embed="")
    written = to_query(query.filters, dataset.vocabulary, view)
    return under_root(f"/liste?{written}" if written else "/liste")


def create_refresh(table: str) -> Markup:
    """Lead to the list at once."""
    return Markup('<noscript><meta http-equiv="refresh" content="0; url={}"></noscript>').format(
        table
    )


def create_message(title: str, table: str, lang: str, *, is_embedded: bool) -> Markup:
    """Say that the map needs a script, in place of its outline, and link to the list."""
    target = "_blank" if is_embedded else None
    link = html.A(label("map.table", lang), href=table, className="button primary", target=target)
    said = [html.H1(title), html.P(label("state.no_script", lang)), html.P(link)]
    content: list[Node] = [Tag("style", HIDDEN), html.Main(said, className="no-script")]
    return Markup("<noscript>{}</noscript>").format(to_html(content))
