"""An atlas: a cover, an index and one sheet a région, in one PDF."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from matplotlib.figure import Figure

from geodata.cog import Level
from ptce_map.atlas.canvas import Canvas
from ptce_map.atlas.heading import draw_folio
from ptce_map.atlas.marks import draw_marks, find_marks, place_marks
from ptce_map.atlas.output import Metadata
from ptce_map.atlas.page import Box, Page
from ptce_map.atlas.render import Atlas, metadata_of
from ptce_map.atlas.sheet import draw_panel, draw_sheet
from ptce_map.atlas.subject import Subject, make_subject
from ptce_map.atlas.texts import book_title, overline, sources, subtitle, title
from ptce_map.atlas.typeface import Face
from ptce_map.atlas.windows import lay_out, open_windows
from ptce_map.labels import label, sort_key
from ptce_map.query import Query
from ptce_map.reference import cite

MARGIN_MM = 16.0
TITLE_PT = 30.0
TEXT_PT = 11.0
INDEX_PT = 7.5
INDEX_COLUMNS = 3
INDENT_MM = 2.0
FOLIO_MM = 8.0
COVER = 1


@dataclass(frozen=True)
class Line:
    """A line of the index: a région (bold) or a pole, and its page; none where a name goes on."""

    text: str
    page: int | None = None
    is_heading: bool = False


@dataclass(frozen=True, eq=False)
class Book:
    """The sheets of an atlas: its régions in reading order, those that the query asks for."""

    atlas: Atlas
    query: Query
    page: Page
    lang: str

    @property
    def regions(self) -> tuple[str, ...]:
        """Codes of the régions that have a sheet."""
        names = self.atlas.catalog.cog.regions["nom_region"]
        asked = self.query.filters.region or self.atlas.catalog.index.levels[Level.REGION].codes
        return tuple(sorted(asked, key=lambda code: sort_key(str(names[code]))))

    @property
    def subject(self) -> Subject:
        """The subject of the cover: everything that the query asks for."""
        return make_subject(self.atlas.catalog, self.atlas.measures, self.query, self.lang)

    @property
    def metadata(self) -> Metadata:
        """What the file says of itself."""
        named = book_title(self.subject)
        known = metadata_of(self.subject)
        return replace(known, title=f"{named} · {known.title}")

    def __len__(self) -> int:
        """Return the number of pages."""
        return COVER + len(self._index_pages()) + len(self.regions)

    def figures(self) -> Iterator[Figure]:
        """Draw the pages, one by one."""
        yield self._cover()
        index = self._index_pages()
        for folio, lines in enumerate(index, start=COVER + 1):
            yield self._index_page(lines, folio)
        for folio, region in enumerate(self.regions, start=COVER + len(index) + 1):
            subject = self._subject_of(region)
            yield draw_sheet(subject, self.atlas.boundaries, self.page, folio).figure

    def _subject_of(self, region: str) -> Subject:
        filters = replace(self.query.filters, region=(region,))
        query = replace(self.query, filters=filters)
        return make_subject(self.atlas.catalog, self.atlas.measures, query, self.lang)

    def _cover(self) -> Figure:
        canvas, subject, page = Canvas(self.page), self.subject, self.page
        canvas.rectangle(page.box, fill=canvas.theme.sea)
        box = page.box.shrunk(MARGIN_MM * page.unit)
        heading, ground = box.from_top(40.0 * page.unit)
        soft, scale = canvas.theme.ink_2, page.type_scale
        face = Face(TITLE_PT * scale, bold=True)
        y = canvas.paragraph(box.left, heading.top, [book_title(subject)], face)
        text = Face(TEXT_PT * scale)
        dated = cite(subject.catalog.register, self.lang)
        said = [overline(subject), *text.wrap(title(subject), box.width), subtitle(subject)]
        canvas.paragraph(box.left, y - 1.0 * page.unit, [*said, dated], text, colour=soft)
        note = Face(INDEX_PT * scale)
        lines = note.wrap(sources(subject), box.width)
        ground, foot = ground.from_top(ground.height - len(lines) * note.line_mm)
        self._draw_country(canvas, subject, ground)
        canvas.paragraph(box.left, foot.top, lines, note, colour=soft)
        return canvas.figure

    def _draw_country(self, canvas: Canvas, subject: Subject, box: Box) -> None:
        """Draw the mainland, with territories and seats, without names."""
        boundaries = self.atlas.boundaries
        layout = lay_out(self.page, subject.focus)
        bare = replace(layout, panel=box, main=box.shrunk(2 * self.page.unit), insets={})
        main = open_windows(self.page, bare, subject.focus, boundaries).main
        draw_panel(canvas, subject, boundaries, main)
        marks = find_marks(subject.poles, boundaries.seats)
        draw_marks(canvas, place_marks(marks, [main], self.page.unit))

    def _lines(self, first: int) -> Iterator[Line]:
        """List the régions and their poles, the sheets starting at some page."""
        names = self.atlas.catalog.cog.regions["nom_region"]
        room = self._index_columns()[0].width - (INDENT_MM + FOLIO_MM) * self.page.unit
        for folio, region in enumerate(self.regions, start=first):
            yield Line(str(names[region]), folio, is_heading=True)
            for name in sorted(self._subject_of(region).poles["nom"], key=sort_key):
                head, *rest = self._index_face.wrap(str(name), room)
                yield Line(head, folio)
                yield from (Line(text) for text in rest)

    def _index_pages(self) -> list[list[Line]]:
        """Cut the index into pages; it is laid out again if it makes its own length grow."""
        length = 1
        while True:
            pages = self._cut(list(self._lines(COVER + length + 1)))
            if len(pages) == length:
                return pages
            length = len(pages)

    def _cut(self, lines: Sequence[Line]) -> list[list[Line]]:
        """Cut lines into pages; a heading at the foot of a column goes to the next one."""
        set_lines: list[Line] = []
        for line in lines:
            if line.is_heading and (len(set_lines) + 1) % self._column_lines == 0:
                set_lines.append(Line(""))
            set_lines.append(line)
        n = INDEX_COLUMNS * self._column_lines
        return [set_lines[start : start + n] for start in range(0, len(set_lines), n)]

    @property
    def _column_lines(self) -> int:
        return int(self._index_columns()[0].height / self._index_face.line_mm)

    @property
    def _index_face(self) -> Face:
        return Face(INDEX_PT * self.page.type_scale)

    def _index_columns(self) -> tuple[Box, ...]:
        unit = self.page.unit
        _, body = self.page.box.shrunk(MARGIN_MM * unit).from_top(14.0 * unit)
        return body.columns(INDEX_COLUMNS, 7.0 * unit)

    def _index_page(self, lines: Sequence[Line], folio: int) -> Figure:
        canvas, box = Canvas(self.page), self.page.box.shrunk(MARGIN_MM * self.page.unit)
        face = Face(TITLE_PT / 2 * self.page.type_scale, bold=True)
        canvas.paragraph(box.left, box.top, [label("atlas.index", self.lang)], face)
        columns = self._index_columns()
        for rank, line in enumerate(lines):
            column = columns[rank // self._column_lines]
            y = column.top - (rank % self._column_lines) * self._index_face.line_mm
            self._draw_line(canvas, column, y, line)
        draw_folio(canvas, self.page, folio)
        return canvas.figure

    def _draw_line(self, canvas: Canvas, column: Box, top: float, line: Line) -> None:
        face = Face(self._index_face.size, bold=line.is_heading)
        indent = 0.0 if line.is_heading else INDENT_MM * self.page.unit
        canvas.paragraph(column.left + indent, top, [line.text], face)
        if line.page is not None:
            style: dict[str, Any] = {"align": "right", "colour": canvas.theme.ink_2}
            canvas.paragraph(column.right, top, [str(line.page)], face, **style)
