"""The page, part by part: header, filters, sentence, map, panel, drawer; and Dash's part in it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component
from markupsafe import Markup

from app.dashboard import ids
from app.dashboard.layout.classes import create_fields
from app.dashboard.layout.drawer import create_drawer
from app.dashboard.layout.filters import create_filters
from app.dashboard.layout.header import create_header
from app.dashboard.layout.listing import create_columns, create_list
from app.dashboard.layout.map import create_map, create_tools
from app.dashboard.layout.method import create_method
from app.dashboard.layout.options import create_options
from app.dashboard.layout.panel import create_panel
from app.dashboard.layout.search import create_search_field
from app.dashboard.layout.sentence import create_band
from app.dashboard.layout.statistics import create_statistics
from app.dataset import Dataset
from app.http.addresses import under_root
from app.sections.elements import attrs, create_alert, create_retry, create_slot
from app.sections.fragment import Node, to_html
from ptce_map.filters.filters import filter_keys
from ptce_map.filters.vocabulary import Vocabulary
from ptce_map.labels import label, read_locale
from ptce_map.query.grammar import VIEW_VALUES, View, listed_values
from ptce_map.query.view import TEXTS

MOST_VALUES = 300
"""Values of a key that the page is told one by one."""
ANY_VALUE = r"\S+"
"""Form of a value, as browsers read it."""


ANSWERS: tuple[tuple[str, type[Component], str], ...] = (
    (ids.SENTENCE, html.Div, "sentence"),
    (ids.LEGEND_BODY, html.Div, "legend-body"),
    (ids.LEGEND_WITHOUT, html.P, "legend-note"),
    (ids.DRAWER_BODY, html.Div, "drawer-body"),
    (ids.MAP_WEBGL, html.Div, "map webgl"),
)
"""What the server's answers fill, and the graph of plotly: ids, their elements and classes."""


def create_layout() -> Component:
    """Create what Dash holds: the address, what is derived from it, what answers fill.

    Dash visits each of its components at every change: the page around them is written as HTML
    (`create_page`), and the script puts what answers fill in its place there.
    """
    answers = [element(id=key, className=look) for key, element, look in ANSWERS]
    return html.Div([*create_stores(), *answers])


def create_page(dataset: Dataset, lang: str, theme: str, *, embed: bool = False) -> Component:
    """Create the whole page in a language; it is the same for everyone, views come after.

    Embedded, it shows the map, its legend, and a link to the whole page.
    """
    main = html.Main(
        [create_band(lang), create_map(dataset, lang), create_panel(lang)],
        className="main",
    )
    page: Component = html.Div(
        [
            *([html.H1(dataset.title(lang), className="visually-hidden")] if embed else []),
            create_skip_links(lang),
            create_header(dataset, lang, theme),
            create_filters(lang),
            main,
            create_drawer(lang),
            create_embed_bar(lang),
            create_offline(lang),
            create_slot("telechargement"),
            create_copy(lang),
            html.P(id=ids.LIVE, className="visually-hidden", **attrs(aria_live="polite")),
            html.Div(id=ids.NOTICES, className="notices"),
        ],
        id=ids.PAGE,
        className="page",
        **page_data(dataset, lang),
        **attrs(**({"data_embed": "true"} if embed else {})),
    )
    return page


def create_templates(
    dataset: Dataset, lang: str, theme: str = "auto", shown: str = "", *, embed: bool = False
) -> Markup:
    """Write the page of the scripts and its parts, for the script to put in their places.

    Parameters
    ----------
    dataset
        The data.
    lang, theme
        Language and theme of the reader.
    shown
        The part that the first page shows: it is there already.
    embed
        Whether the map stands in the page of another site.
    """
    parts: dict[str, Callable[[], Node]] = {
        "page": lambda: create_page(dataset, lang, theme, embed=embed),
        "colonnes": lambda: create_columns(lang),
        "liste": lambda: create_list(dataset, lang),
        "statistiques": lambda: create_statistics(dataset, lang),
        "methode": lambda: create_method(dataset, lang),
        "telechargement": lambda: create_options(dataset, lang),
        "recherche": lambda: create_search_field(lang),
        "outils": lambda: create_tools(dataset, lang),
        "classes": lambda: create_fields(lang),
    }
    return Markup("\n").join(
        Markup('<template id="template-{}">{}</template>').format(name, to_html(part()))
        for name, part in parts.items()
        if name != shown
    )


def create_stores() -> list[Component]:
    """Create the URL and what is derived from it."""
    stores = (
        *(ids.QUERY, ids.SELECTED, ids.PLACE, ids.VIEW, ids.THEME, ids.MAP_EVENT),
        *(ids.STATISTICS, ids.CROSSED),
    )
    return [dcc.Location(id=ids.URL, refresh=False), *[dcc.Store(id=store) for store in stores]]


def create_embed_bar(lang: str) -> Component:
    """Create what stands under an embedded map: what it shows, and the link to the whole page."""
    text = label("share.full", lang)
    link = html.A(text, href=under_root("/"), target="_blank", id=ids.EMBED_LINK)
    return html.P([html.Span(**attrs(data_sentence="true")), link], className="embed-bar")


def create_offline(lang: str) -> Component:
    """Create what says that the server does not answer, and asks again."""
    retry = create_retry(ids.OFFLINE_RETRY, lang, "link")
    text = label("offline.text", lang)
    return create_alert(text, retry, id=ids.OFFLINE, className="alert offline")


def create_copy(lang: str) -> Component:
    """Create what shows a text to copy by hand, where the browser does not let the page do it."""
    text = label("copy.by_hand", lang)
    close = html.Button(
        label("drawer.close", lang), id=ids.COPY_CLOSE, type="button", className="button"
    )
    field = html.Textarea(id=ids.COPY_TEXT, readOnly="readonly", rows=4, **attrs(aria_label=text))
    return html.Dialog([html.P(text), field, close], id=ids.COPY, className="copy")


def create_skip_links(lang: str) -> Component:
    """Create the links that lead the keyboard to the map and to the list."""
    targets = ((ids.MAP_FRAME, "skip.map"), (ids.LIST, "skip.list"))
    links = [
        html.A(label(text, lang), href=f"#{target}", className="visually-hidden")
        for target, text in targets
    ]
    return html.Nav(links, className="skip-links", **attrs(aria_label=label("skip.title", lang)))


def page_data(dataset: Dataset, lang: str) -> dict[str, Any]:
    """Return what the scripts need to know of the query grammar, as attributes of the page."""
    return {
        "data-grammar": json.dumps(create_grammar(dataset.vocabulary)),
        "data-announce-level": label("announce.level", lang, x="{x}"),
        "data-no-measure": label("measure.not_at_level", lang),
        "data-close": label("drawer.close", lang),
        "data-copied": label("download.copied", lang),
        "data-copied-api": label("share.copied.api", lang),
        "data-copied-embed": label("share.copied.embed", lang),
        **{f"data-shown-{form}": text for form, text in download_titles(lang).items()},
    }


def download_titles(lang: str) -> dict[str, str]:
    """Return what stands above the downloads: for one pole, for several, for none."""
    texts = read_locale(lang)
    forms = {form: texts[f"download.shown.{form}"] for form in ("one", "other")}
    return {**forms, "none": texts["download.empty"]}


def create_grammar(vocabulary: Vocabulary) -> dict[str, object]:
    """Return the keys and values of the query, in canonical order.

    A key of the view comes with its default and the values that it takes, or the form of its texts.
    Of a long list of poles, their form stands for the ids: the server knows which there are.
    """
    initial = View()
    return {
        "lists": [(key, few(vocabulary.values(key))) for key in filter_keys(vocabulary)],
        "text": "q",
        "view": [
            (
                key,
                getattr(initial, key),
                listed_values(key, vocabulary) or accepted(vocabulary, key),
            )
            for key in VIEW_VALUES
        ],
    }


def accepted(vocabulary: Vocabulary, key: str) -> Sequence[str] | str:
    """Return the form of a text of the view, as a regular expression, or the ids of the poles."""
    return TEXTS[key].form if key in TEXTS else few(vocabulary.values(key))


def few(values: Sequence[str]) -> Sequence[str] | str:
    """Return values; the form that they have, where they are too many for a page."""
    return values if len(values) <= MOST_VALUES else ANY_VALUE
