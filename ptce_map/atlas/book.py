"""An atlas: a cover, an index and one sheet a région, in one PDF."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from matplotlib.figure import Figure

from geodata.cog import Level
from ptce_map.atlas.bookindex import Column, Line, column_lines, draw_index, paginate, wrapped
from ptce_map.atlas.crowd import gathered, is_crowd
from ptce_map.atlas.heading import draw_folio, draw_footer
from ptce_map.atlas.marks import draw_marks, find_marks, place_marks
from ptce_map.atlas.paper.canvas import Canvas
from ptce_map.atlas.paper.column import Columns
from ptce_map.atlas.paper.leaf import Box, Leaf
from ptce_map.atlas.paper.output import Metadata
from ptce_map.atlas.paper.pdf import Link
from ptce_map.atlas.paper.typeface import Face
from ptce_map.atlas.render import describe_subject, metadata_of
from ptce_map.atlas.sheet import draw_panels, draw_sheet, uncovered
from ptce_map.atlas.side import draw_legend
from ptce_map.atlas.subject import Subject, make_subject
from ptce_map.atlas.texts import book_name, subtitle, title
from ptce_map.atlas.windows import lay_out, open_windows
from ptce_map.catalog import Catalog
from ptce_map.filters.filters import Filters
from ptce_map.labels import label, sort_key
from ptce_map.query.grammar import Query

COVER = 1
COVER_TITLE_MM = 36.0
BAND_MM = 5.0
"""Paper between the band of the cover and its map."""

TITLE_PT = 30.0
TEXT_PT = 11.0


@dataclass(frozen=True, eq=False)
class BoundLeaf:
    """A drawn leaf of an atlas: its name among the bookmarks, if it has one, and its links."""

    figure: Figure
    bookmark: str = ""
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, eq=False)
class Book:
    """The sheets of an atlas: its régions in reading order, those that the query asks for."""

    catalog: Catalog
    query: Query
    leaf: Leaf
    lang: str

    @property
    def regions(self) -> tuple[str, ...]:
        """Codes of the régions that have a sheet."""
        names = self.catalog.cog.regions["nom_region"]
        asked = self.query.filters.region or self.catalog.index.levels[Level.REGION].codes
        return tuple(sorted(asked, key=lambda code: sort_key(str(names[code]))))

    @property
    def subject(self) -> Subject:
        """The subject of the cover: everything that the query asks for."""
        return self._make_subject(self.query.filters)

    @property
    def metadata(self) -> Metadata:
        """What the file says of itself: the description of each sheet follows that of the cover."""
        cover = metadata_of(self.subject)
        subjects = map(self._subject_of, self.regions)
        said = [cover.description, *(describe_subject(subject).text for subject in subjects)]
        title = f"{book_name(self.subject)} · {cover.title}"
        return replace(cover, title=title, description="\n".join(said))

    def __len__(self) -> int:
        """Return the number of leaves."""
        return COVER + len(self._index_leaves()) + len(self.regions)

    def leaves(self) -> Iterator[BoundLeaf]:
        """Draw the leaves, one by one."""
        yield BoundLeaf(self._cover(), book_name(self.subject))
        index, heading = self._index_leaves(), label("atlas.index", self.lang)
        for folio, columns in enumerate(index, start=COVER + 1):
            canvas = Canvas(self.leaf, self.subject.theme)
            links = draw_index(canvas, self.leaf, heading, columns)
            draw_folio(canvas, self.leaf, folio)
            yield BoundLeaf(canvas.figure, heading if folio == COVER + 1 else "", tuple(links))
        for folio, region in enumerate(self.regions, start=COVER + len(index) + 1):
            sheet = draw_sheet(self._subject_of(region), self.leaf, folio)
            yield BoundLeaf(sheet.figure, self._name(region))

    def _name(self, region: str) -> str:
        return self.catalog.cog.name(Level.REGION, region)

    def _subject_of(self, region: str) -> Subject:
        return self._make_subject(replace(self.query.filters, region=(region,)))

    def _make_subject(self, filters: Filters) -> Subject:
        """Make the subject of a leaf: an atlas is about many poles, whichever one is open."""
        query = Query(filters, replace(self.query.view, pole=""))
        return make_subject(self.catalog, query, self.lang, is_sheet=True)

    def _cover(self) -> Figure:
        """Draw the whole of what is asked for, with its legend, without names."""
        subject, leaf = self.subject, self.leaf
        canvas = Canvas(leaf, subject.theme)
        boundaries = self.catalog.boundaries
        layout = lay_out(leaf, subject.focus, COVER_TITLE_MM)
        windows = open_windows(leaf, layout, subject.focus, boundaries)
        draw_panels(canvas, subject, windows, layout, leaf)
        marks = find_marks(subject.poles, boundaries.spots.at(subject.poles["siege"]))
        placed = place_marks(marks, windows.by_precedence, leaf.unit)
        seen = tuple(uncovered(placed, windows))
        crowded = is_crowd(seen)
        draw_marks(canvas, gathered(seen, leaf.unit)[1] if crowded else seen)
        columns = Columns(canvas, layout.columns)
        draw_legend(columns, subject, leaf.type_scale, is_crowd=crowded)
        draw_footer(canvas, layout.footer, subject, windows.main, leaf)
        self._draw_name(canvas, layout.title, subject)
        return canvas.figure

    def _draw_name(self, canvas: Canvas, box: Box, subject: Subject) -> None:
        """Write the name of the atlas, what it maps and its date, on a band across the leaf."""
        leaf, sheet = self.leaf, self.leaf.box
        band = Box(sheet.left, box.bottom + BAND_MM * leaf.unit, sheet.right, sheet.top)
        canvas.rectangle(band, fill=canvas.theme.brand)
        light = {"colour": canvas.theme.on_brand}
        face = Face(TITLE_PT * leaf.type_scale, bold=True)
        y = canvas.paragraph(box.left, box.top, [book_name(subject)], face, **light)
        text = Face(TEXT_PT * leaf.type_scale)
        dated = subject.catalog.programme.cite(self.lang)
        said = " · ".join((title(subject), subtitle(subject)))
        lines = [*text.wrap(said, box.width), dated]
        canvas.paragraph(box.left, y - 1.0 * leaf.unit, lines, text, **light)

    def _lines(self, first: int) -> Iterator[Line]:
        """List the régions and their poles, the sheets starting at some folio."""
        for folio, region in enumerate(self.regions, start=first):
            yield Line(self._name(region), folio, is_heading=True)
            names = sorted(map(str, self._subject_of(region).poles["nom"]), key=sort_key)
            yield from wrapped(names, self.leaf, folio)

    def _index_leaves(self) -> list[list[Column]]:
        """Cut the index into leaves; it is laid out again if it makes its own length grow."""
        length = 1
        while True:
            lines = list(self._lines(COVER + length + 1))
            leaves = paginate(lines, column_lines(self.leaf))
            if len(leaves) == length:
                return leaves
            length = len(leaves)
