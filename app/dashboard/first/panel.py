"""The panel of the first page: the list of the poles shown, which the page of the scripts takes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import quote

from dash import html
from markupsafe import Markup

from app.dashboard import ids
from app.dashboard.first.shown import Shown
from app.dashboard.first.statistics import create_statistics
from app.dashboard.layout.listing import NEAR, create_list, create_row, fill_table
from app.dashboard.layout.method import create_method
from app.dashboard.layout.panel import say_list_title
from app.dataset import Dataset
from app.http.addresses import map_with, site_path, under_root
from app.sections.door import Door
from app.sections.elements import attrs
from app.sections.fields import FIELDS, UNKNOWN_RANK
from app.sections.fragment import to_html
from app.sections.stretches import create_pager, is_long, stretch_sheets
from ptce_map.labels import label, number
from ptce_map.query.grammar import to_query
from ptce_map.query.view import DESCENDING, View

ROW = "<tr data-pole="
END = "</tr>"
TABLE = f'id="{ids.POLES_TABLE}"'
RANKS = re.compile(r'data-ranks="([^"]*)"')
POLE = re.compile(r'data-pole="([^"]*)"')
POLE_MARK = "POLE"
"""What stands for the id of a pole in a link that is written once for all rows."""
PAGES = f'id="{ids.LIST_PAGES}">'
HIDDEN = '<tr hidden="" '
FAR = '<tr class="far" '


@dataclass(frozen=True)
class WrittenList:
    """The list of all poles as HTML: what comes before its rows, each row by pole, the rest."""

    before: str
    rows: Mapping[str, str]
    after: str


@lru_cache(maxsize=8)
def write_list(dataset: Dataset, lang: str, _: str) -> WrittenList:
    """Write the list in a language, under a path of the host: once, for all queries."""
    text = str(to_html(create_list(dataset, lang)))
    start = text.index(ROW) if ROW in text else text.index("</tbody>")
    end = text.index("</tbody>", start)
    rows = text[start:end].split(END)[:-1]
    written = {POLE.findall(row)[0]: row + END for row in rows}
    return WrittenList(text[:start], written, text[end:])


def create_panel(shown: Shown) -> Markup:
    """Write the panel: its tabs as links, then the list, or the method if it is asked for."""
    if shown.view.onglet == "methode":
        body = to_html(html.Div(create_method(shown.dataset, shown.lang), id="template-methode"))
    else:
        body = Markup('<div id="template-liste">{}</div>').format(fill_list(shown))
    if shown.view.onglet == "statistiques":
        body += create_statistics(shown)
    return Markup(
        '<section class="panel" aria-label="{}">{}<div class="panel-body">{}</div></section>'
    ).format(label("panel.title", shown.lang), to_html(create_bar(shown)), body)


def create_bar(shown: Shown) -> html.Div:
    """Create the tabs, each a link to its own view."""
    lang, tab = shown.lang, shown.view.onglet
    title = say_list_title(lang).replace("{n}", number(shown.selection.n, lang))
    tabs = (
        ("", label("phone.filters", lang), shown.href(onglet=""), False),
        (
            title,
            label("phone.list", lang),
            shown.href(onglet="liste"),
            tab not in ("statistiques", "methode"),
        ),
        (
            label("stats.title", lang),
            label("phone.figures", lang),
            shown.href(onglet="statistiques"),
            tab == "statistiques",
        ),
        (
            label("method.title", lang),
            label("phone.method", lang),
            shown.href(onglet="methode"),
            tab == "methode",
        ),
    )
    links = [
        html.A(
            [
                html.Span(name, className="desktop-only"),
                html.Span(short, className="phone-only"),
            ],
            href=href,
            className="tab" if name else "tab phone-only",
            **attrs(**({"aria_current": "true"} if is_shown else {})),
        )
        for name, short, href, is_shown in tabs
    ]
    named = attrs(aria_label=label("panel.title", lang))
    return html.Div(html.Nav(links, className="tabs", **named), className="panel-bar")


def fill_list(shown: Shown) -> Markup:
    """Write the list of a query: rows that answer it, in the order and with the columns asked."""
    written = write_list(shown.dataset, shown.lang, site_path())
    before = written.before.replace(TABLE, f"{TABLE}{columns_of(shown)}", 1)
    link = Markup.escape(shown.href(pole=POLE_MARK))
    if is_long(shown.dataset):
        stretch = write_stretch(shown)
        before = before.replace(TABLE, f'{TABLE} data-rows-of="{Markup.escape(rows_of(shown))}"', 1)
        after = written.after.replace(PAGES, f"{PAGES}{stretch.pager}", 1)
        return Markup("".join((before, stretch.rows, after)))  # noqa: S704 (written by `to_html`)
    rows = fill_rows(shown, sort(written.rows, shown.view.tri), link)
    return Markup("".join((before, *rows, written.after)))  # noqa: S704 (written by `to_html`)


def fill_rows(shown: Shown, rows: Iterable[tuple[str, str]], link: str) -> Iterator[str]:
    """Write the rows of all poles: those that answer, the first of which are laid out at once."""
    poles, n_shown = frozenset(shown.selection.ids), 0
    for pole, row in rows:
        if pole not in poles:
            yield row.replace("<tr ", HIDDEN, 1)
            continue
        n_shown += 1
        filled = fill_row(shown, pole, row, link)
        is_far = n_shown > NEAR and not shown.view.pole
        yield filled.replace("<tr ", FAR, 1) if is_far else filled


def fill_row(shown: Shown, pole: str, row: str, link: str) -> str:
    """Write the row of a pole that answers: its link keeps the query."""
    own = Markup.escape(under_root(map_with("pole", pole, shown.lang)))
    kept = row.replace(f'href="{own}"', f'href="{link.replace(POLE_MARK, quote(pole))}"', 1)
    return kept.replace("<tr ", '<tr aria-selected="true" ', 1) if pole == shown.view.pole else kept


@dataclass(frozen=True)
class WrittenStretch:
    """The rows of a stretch of a long list as HTML, and its pager."""

    rows: str
    pager: str


def write_stretch(shown: Shown) -> WrittenStretch:
    """Write the stretch of a long list that an address asks for."""
    dataset, door = shown.dataset, Door(shown.lang)
    stretch, sheets = stretch_sheets(dataset, shown.selection, shown.view, door)
    text = str(to_html(fill_table([create_row(sheet) for sheet in sheets], shown.lang)))
    rows = text[text.index(ROW) : text.index("</tbody>")] if sheets else ""
    link = Markup.escape(shown.href(pole=POLE_MARK))
    written = (
        fill_row(shown, POLE.findall(row)[0], row + END, link) for row in rows.split(END)[:-1]
    )
    pager = create_pager(stretch, door, lambda page: shown.href(page=page))
    return WrittenStretch("".join(written), str(to_html(pager)))


def rows_of(shown: Shown) -> str:
    """Return what decides the rows of a long list, as a query."""
    view, initial = shown.view, View()
    asked = replace(initial, tri=view.tri, page=view.page, lang=view.lang)
    return to_query(shown.query.filters, shown.dataset.vocabulary, asked)


def sort(rows: Mapping[str, str], order: str) -> list[tuple[str, str]]:
    """Sort rows by the ranks that they carry, as the page of the scripts does."""
    if not order:
        return list(rows.items())
    keys = [field.key for field in FIELDS]
    at, is_down = keys.index(order.removeprefix(DESCENDING)), order.startswith(DESCENDING)
    ranked = [
        ([int(rank) for rank in RANKS.findall(row)[0].split()], pole, row)
        for pole, row in rows.items()
    ]
    ranked.sort(key=lambda row: row[0][0])
    ranked.sort(key=lambda row: row[0][at], reverse=is_down)
    ranked.sort(key=lambda row: row[0][at] == UNKNOWN_RANK)
    return [(pole, row) for _, pole, row in ranked]


def columns_of(shown: Shown) -> str:
    """Write the attributes of the table that hide the columns which are not asked for."""
    asked = shown.view.colonnes.split(",") if shown.view.colonnes else []
    hidden = [
        field.key for field in FIELDS if (field.key not in asked if asked else field.is_extra)
    ]
    chosen = ' data-chosen=""' if asked else ""
    return chosen + "".join(f' data-without-{key}=""' for key in hidden)
