"""The dialog of downloads: layer, geometry and format, then the address, its size and its lines."""

from __future__ import annotations

import json

from dash import html
from dash.development.base_component import Component

from app.api.lines import Tool, create_tools
from app.dashboard import ids
from app.dataset import Dataset
from app.sections.elements import attrs, icon_button
from app.sections.fragment import Node, Tag
from ptce_map.exports import EXPORTS, SUFFIXES
from ptce_map.exports.description import SUFFIX
from ptce_map.labels import label
from ptce_map.layers.layer import Geometry

TOOLS = ("curl", "python", "r", "qgis", "umap")
"""Tools of the dialog; the page of the API has more."""


def create_options(dataset: Dataset, lang: str) -> Node:
    """Create the dialog; its script fills what depends on the query."""
    site = dataset.shelf.site
    lines = {layer: create_tools(layer, lang, is_public=bool(site)) for layer in SUFFIXES}
    shown = [name for name in TOOLS if name in lines["poles"]]
    formats = {
        name: [str(geometry) for geometry in export.geometries] for name, export in EXPORTS.items()
    }
    return Tag(
        "dialog",
        [
            html.Div(
                [
                    html.H2(label("options.title", lang), id=ids.OPTIONS_TITLE),
                    icon_button("close", id=ids.OPTIONS_CLOSE, label=label("options.close", lang)),
                ],
                className="options-head",
            ),
            html.P(**attrs(data_sentence="true"), className="options-said"),
            Tag("div", create_choices(lang), {"className": "options-choices"}),
            html.Div(create_facts(lang), className="options-facts"),
            Tag("div", [create_line(name, lines["poles"][name], lang) for name in shown]),
            html.P(className="options-status", role="status", id=ids.OPTIONS_STATUS),
        ],
        {
            "id": ids.OPTIONS,
            "className": "options",
            "aria-labelledby": ids.OPTIONS_TITLE,
            "data-site": site,
            "data-suffix": SUFFIX,
            "data-formats": json.dumps(formats),
            "data-lines": json.dumps(
                {
                    layer: {name: dict(tools[name].templates) for name in shown}
                    for layer, tools in lines.items()
                }
            ),
            **texts(lang),
        },
    )


def texts(lang: str) -> dict[str, str]:
    """Return the texts that the script fills."""
    keys = {"one": "api.rows.one", "other": "api.rows.other"}
    sizes = {"kilobytes": "api.kilobytes", "megabytes": "api.megabytes"}
    said = {"copied": "options.copied", "failed": "options.failed", "waiting": "state.loading"}
    return {
        **{f"data-{name}": _template(key, lang) for name, key in (keys | sizes).items()},
        **{f"data-{name}": label(key, lang) for name, key in said.items()},
    }


def _template(key: str, lang: str) -> str:
    return label(key, lang, n="{n}", x="{x}")


def create_choices(lang: str) -> list[Node]:
    """Create the choices of layer, geometry and format, by their names."""
    formats = [
        (name, label(export.label_key, lang).partition(":")[0].strip())
        for name, export in EXPORTS.items()
    ]
    layers = [(suffix, label(f"options.layer.{suffix}", lang)) for suffix in SUFFIXES]
    geometries = [
        (geometry.value, label(f"options.geometry.{geometry.value}", lang)) for geometry in Geometry
    ]
    choices = (
        (ids.OPTIONS_LAYER, "options.layer", layers),
        (ids.OPTIONS_GEOMETRY, "options.geometry", geometries),
        (ids.OPTIONS_FORMAT, "api.format", formats),
    )
    return [create_choice(field_id, label(key, lang), values) for field_id, key, values in choices]


def create_choice(field_id: str, title: str, values: list[tuple[str, str]]) -> Node:
    """Create a choice of one value, under its name."""
    options = [Tag("option", name, {"value": value}) for value, name in values]
    return Tag("label", [html.Span(title), Tag("select", options, {"id": field_id})])


def create_facts(lang: str) -> list[Component]:
    """Create what is told of the file: address, rows, size; and the links to get it."""
    return [
        html.P(html.Code(id=ids.OPTIONS_URL), className="options-url"),
        html.P(
            [html.Span(id=ids.OPTIONS_ROWS), html.Span(id=ids.OPTIONS_SIZE)],
            className="options-size",
            **attrs(aria_live="polite"),
        ),
        html.P(
            [
                html.A(
                    label("header.download", lang), id=ids.OPTIONS_FILE, className="button primary"
                ),
                html.A(label("options.description", lang), id=ids.OPTIONS_DESCRIPTION),
            ],
            className="options-links",
        ),
    ]


def create_line(name: str, tool: Tool, lang: str) -> Node:
    """Create the line of a tool, folded but for the first, with what copies it."""
    note = [html.P(label(tool.note, lang))] if tool.note and name != "umap" else []
    opener = (
        [html.A(label("api.umap", lang), target="_blank", rel="noopener", **attrs(data_open=name))]
        if name == "umap"
        else []
    )
    copy = html.Button(
        label("options.copy", lang),
        type="button",
        className="button",
        **attrs(data_copy=name, aria_label=label("options.copy.named", lang, x=tool.name)),
    )
    return Tag(
        "details",
        [
            Tag("summary", tool.name),
            *note,
            html.Pre(html.Code(**attrs(data_line=name))),
            html.P([copy, *opener]),
        ],
        {"name": "options-tool", "open": name == TOOLS[0]},
    )
