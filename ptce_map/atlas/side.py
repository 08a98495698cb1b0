"""What stands beside the map: legend, key figures and the lists of poles."""

from __future__ import annotations

from collections.abc import Iterator

from geodata.cog import Level
from ptce_map.atlas.legend import (
    draw_circle_scale,
    draw_classes,
    draw_seats_legend,
    draw_selected_legend,
    draw_territories_legend,
)
from ptce_map.atlas.naming import SEPARATOR, Naming
from ptce_map.atlas.paper.column import Columns, Entry, Strip
from ptce_map.atlas.paper.typeface import Face
from ptce_map.atlas.subject import Subject
from ptce_map.atlas.texts import counted, denominator
from ptce_map.labels import fold, label, sort_key
from ptce_map.register.rules import ENDED

HEADING_PT = 8.5
TEXT_PT = 7.0
NOTE_PT = 6.2
LIST_PT = (6.4, 6.0, 5.6, 5.2)
DASH = "–"
BULLET = "•"


def draw_side(columns: Columns, subject: Subject, naming: Naming, type_scale: float) -> None:
    """Draw the legend, then the lists, from the top of the first column."""
    draw_legend(columns, subject, type_scale, is_crowd=naming.is_crowd)
    _draw_lists(columns, subject, naming, type_scale)


def draw_legend(
    columns: Columns, subject: Subject, type_scale: float, *, is_crowd: bool = False
) -> None:
    """Draw the legend of the measure, then that of the poles, side by side if columns are."""
    _draw_measure(columns, subject, type_scale)
    columns.turn()
    _draw_signs(
        columns, subject, type_scale, "atlas.gathered" if is_crowd else "atlas.shared_seats"
    )


def _draw_measure(columns: Columns, subject: Subject, scale: float) -> None:
    """Draw what the colours or the circles mean, what they are divided by and where counted."""
    heading, face = Face(HEADING_PT * scale, bold=True), Face(TEXT_PT * scale)
    note, lang, thematic = Face(NOTE_PT * scale), subject.lang, subject.thematic
    soft = columns.canvas.theme.ink_2
    columns.lines(thematic.measure.title(lang), heading)
    by_level = label("legend.by_level", lang, level=label(f"level.{thematic.level}", lang))
    unit = thematic.measure.unit(lang)
    if fold(unit) not in fold(thematic.measure.title(lang)):
        columns.lines(unit, note, soft)
    columns.lines(by_level, note, soft)
    for said in filter(None, (denominator(subject), counted(subject))):
        columns.lines(said, note, soft)
    columns.gap(0.8 * columns.unit)
    if thematic.has_circles and thematic.circles:
        draw_circle_scale(columns, thematic, face, lang)
        columns.lines(label("atlas.circles", lang), note, soft)
    draw_classes(columns, thematic, face, lang)
    left_out = subject.figures.without_territory
    columns.gap(0.5 * columns.unit)
    if left_out and thematic.level is not Level.REGION:
        columns.lines(label("legend.no_region_only", lang, n=left_out), note, soft)
    columns.gap(1.6 * columns.unit)


def _draw_signs(columns: Columns, subject: Subject, scale: float, shared: str) -> None:
    """Draw what the outlines and the discs mean; ``shared`` says what those of several poles do."""
    heading, face = Face(HEADING_PT * scale, bold=True), Face(TEXT_PT * scale)
    note, lang, soft = Face(NOTE_PT * scale), subject.lang, columns.canvas.theme.ink_2
    has_ended = bool((subject.poles["etat"] == ENDED).any())
    if subject.has_territories or subject.pole:
        columns.lines(label("legend.territories", lang), heading)
        if subject.pole:
            draw_selected_legend(columns, face, lang)
        draw_territories_legend(columns, face, lang, has_ended=has_ended)
        columns.gap(1.2 * columns.unit)
    columns.lines(label("legend.seats", lang), heading)
    draw_seats_legend(columns, face, lang, has_ended=has_ended)
    columns.gap(0.5 * columns.unit)
    columns.lines(label(shared, lang), note, soft)


def _draw_lists(columns: Columns, subject: Subject, naming: Naming, scale: float) -> None:
    """List the poles that the map does not name, in the largest type that holds them all.

    On a map of a part of the country those that it names follow, with their seats, if all find
    room.
    """
    entries = list(_entries(subject, naming))
    if not subject.focus.is_country:
        whole, face = [*entries, *_named(subject, naming)], Face(LIST_PT[0] * scale)
        strips = columns.flow(whole, face)
        if len(strips) == len(whole):
            columns.write(strips, face)
            return
    for size in LIST_PT:
        face = Face(size * scale)
        strips = columns.flow(entries, face)
        if len(strips) == len(entries):
            columns.write(strips, face)
            return
    if not strips:
        return
    *kept, last = strips
    n = sum(1 for entry in entries[len(kept) :] if entry.mark)
    others = Entry(DASH, label("atlas.others", subject.lang, n=n))
    columns.write([*kept, Strip(others, [others.text], last.box)], face)


def _entries(subject: Subject, naming: Naming) -> Iterator[Entry]:
    names = subject.poles["nom"]
    ordered = sorted(naming.numbers.items(), key=lambda item: item[1])
    marks = {
        "numbered": [(str(number), pole) for pole, number in ordered],
        "absent": [(DASH, pole) for pole in naming.absent],
    }
    for key, listed in marks.items():
        if listed:
            yield Entry("", label(f"atlas.{key}", subject.lang))
            yield from (Entry(mark, str(names[pole])) for mark, pole in listed)


def _named(subject: Subject, naming: Naming) -> Iterator[Entry]:
    """List the poles named on the map, each with the commune of its seat if it is known."""
    poles, cog = subject.poles, subject.catalog.cog
    on_map = {pole for text in naming.labels if not text.is_number for pole in text.poles}
    if on_map:
        yield Entry("", label("atlas.named", subject.lang))
    for pole in sorted(on_map, key=lambda pole: sort_key(str(poles.at[pole, "nom"]))):
        seat = poles.at[pole, "siege"]
        parts = [str(poles.at[pole, "nom"]), *([cog.seat_name(seat)] if seat else [])]
        yield Entry(BULLET, SEPARATOR.join(parts))
