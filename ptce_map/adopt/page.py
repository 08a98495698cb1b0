"""The report as a page: what was taken, the map of what was found, and what is to be looked at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape

import pandas as pd

import geopandas as gpd

from geodata.cog import WGS84, Level
from geodata.insets import INSETS, copies
from geodata.store import Boundaries, Scale
from ptce_map.adopt import report
from ptce_map.adopt.adoption import Adopted
from ptce_map.adopt.matching import Certainty
from ptce_map.adopt.placement import Placement
from ptce_map.labels import label
from ptce_map.map.svg.document import write_map
from ptce_map.map.svg.frame import project
from ptce_map.map.svg.look import Look
from ptce_map.map.svg.shapes import draw_sheets
from ptce_map.places.resolution import Resolver
from ptce_map.register.checks.localities import cog_resolver

STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; margin-top: 2rem; }
svg { width: 100%; max-height: 44rem; background: #eef2f5; }
svg path { fill: #fff; stroke: #9aa5ae; vector-effect: non-scaling-stroke; }
svg .limits path { fill: none; stroke: #6b7680; } svg .frames rect { fill: none; stroke: #9aa5ae; }
svg .frames text { font-size: 150px; fill: #333; } svg .frames .short { display: none; }
svg .grounds rect { fill: #eef2f5; } svg [hidden] { display: none; }
.sure { fill: #1f5fa8; } .doubt { fill: #fff; stroke: #b3400d; stroke-width: 18; }
.key svg { width: 1em; height: 1em; background: none; vertical-align: -.1em; }
@media (prefers-color-scheme: dark) { body { background: #15181b; color: #eee; } }
"""
RADIUS = {Certainty.SURE: 26, Certainty.DOUBT: 34}
"""Radius of a mark, in units of the frame."""
MOST_FORMER = 500
"""Former names that the page tells."""


def to_html(adopted: Adopted, boundaries: Boundaries | None, lang: str) -> str:
    """Write the page; without boundaries, it says that the map is missing."""
    title = label("adopt.page.title", lang, file=adopted.file)
    parts = (
        f"<h1>{escape(title)}</h1>",
        _paragraphs(report.say_table(adopted, lang)),
        f"<h2>{escape(label('adopt.page.places', lang))}</h2>",
        _paragraphs([report.say_shape(adopted, lang), report.say_counts(adopted, lang)]),
        _paragraphs(report.say_former(adopted, lang, MOST_FORMER)),
        _map(adopted, boundaries, lang),
        _doubts(adopted, lang),
        f"<h2>{escape(label('adopt.columns', lang))}</h2>",
        _list(report.say_columns(adopted, lang)),
        _lost(adopted, lang),
    )
    return (
        f'<!doctype html>\n<html lang="{lang}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{escape(title)}</title>'
        f"<style>{STYLE}</style></head><body><main>{''.join(parts)}</main></body></html>\n"
    )


def _paragraphs(texts: Iterator[str] | Sequence[str]) -> str:
    return "".join(f"<p>{escape(text)}</p>" for text in texts)


def _list(texts: Iterator[str]) -> str:
    items = "".join(f"<li>{escape(text)}</li>" for text in texts)
    return f"<ul>{items}</ul>" if items else ""


def _lost(adopted: Adopted, lang: str) -> str:
    items = _list(report.say_lost(adopted, lang))
    return f"<h2>{escape(label('adopt.page.lost', lang))}</h2>{items}" if items else ""


def _doubts(adopted: Adopted, lang: str) -> str:
    """Tell every place in doubt or not found in a table, those not found first."""
    items = _list(report.say_places(adopted, lang))
    head = escape(label("adopt.page.doubts", lang))
    return f"<h2>{head}</h2>{items}" if items else ""


def _map(adopted: Adopted, boundaries: Boundaries | None, lang: str) -> str:
    if boundaries is None:
        return _paragraphs([label("adopt.page.no_map", lang)])
    sheet = draw_sheets(
        {Level.DEPARTEMENT: boundaries.units(Level.DEPARTEMENT, Scale.DISPLAY)},
        dict(adopted.names.cog.departements["code_region"]),
    )[Level.DEPARTEMENT]
    counts = _counts(adopted)
    said = {code: label("adopt.page.rows", lang, n=n) for code, n in counts.items()}
    look = Look(
        name=label("adopt.page.map", lang),
        k=5,
        classes={},
        said=said,
        address=lambda _: "#",
        insets=tuple(inset.code for inset in INSETS),
        overlays=(),
    )
    marks = _marks(adopted, boundaries)
    drawn = write_map(sheet, look).replace(' href="#"', "")
    return f"<figure>{drawn.removesuffix('</svg>')}{marks}</svg>{_key(lang)}</figure>"


def _key(lang: str) -> str:
    marks = "".join(
        f'<svg viewBox="-60 -60 120 120" aria-hidden="true"><circle class="{name}" r="50"/></svg> '
        f"{escape(label(f'adopt.page.key.{name}', lang))}&emsp;"
        for name in (Certainty.SURE, Certainty.DOUBT)
    )
    return f'<figcaption class="key">{marks}</figcaption>'


def _counts(adopted: Adopted) -> Mapping[str, int]:
    resolver = cog_resolver(adopted.names.cog)
    homes = adopted.names.cog.communes["code_departement"]
    found: dict[str, int] = {}
    for placement in adopted.placements:
        own = {str(homes[commune]) for commune in _communes(placement, resolver)}
        for code in own:
            found[code] = found.get(code, 0) + 1
    return found


def _communes(placement: Placement, resolver: Resolver) -> list[str]:
    return [commune for token in placement.tokens for commune, _ in resolver.resolve(token)]


def _marks(adopted: Adopted, boundaries: Boundaries) -> str:
    """Write a disc a place: that of the commune, or of the largest one of a wider place."""
    resolver = cog_resolver(adopted.names.cog)
    spots: dict[str, Certainty] = {}
    for placement in adopted.placements:
        for token in placement.tokens:
            code = _spot(token, resolver)
            if code and (code not in spots or placement.certainty is Certainty.DOUBT):
                spots[code] = placement.certainty
    seats = gpd.GeoDataFrame(geometry=boundaries.spots.at(spots))
    placed = pd.concat([seats, copies(seats)])
    points = project(gpd.GeoDataFrame(placed, geometry="geometry", crs=WGS84))
    drawn = sorted(
        zip(placed.index, points), key=lambda pair: spots[str(pair[0])].value, reverse=True
    )
    circles = "".join(
        f'<circle class="{spots[str(code)]}" cx="{point.x:.0f}" cy="{point.y:.0f}"'
        f' r="{RADIUS[spots[str(code)]]}"/>'
        for code, point in drawn
    )
    return f'<g class="found">{circles}</g>'


def _spot(token: str, resolver: Resolver) -> str:
    """Return the commune, or the arrondissement, where a place is marked."""
    found = resolver.resolve(token)
    if not found:
        return ""
    inhabitants = resolver.codes.inhabitants
    commune, part = max(found, key=lambda unit: inhabitants.get(unit[1] or unit[0], 0))
    return part or commune
