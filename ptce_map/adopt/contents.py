"""What the columns of a table say of a pole beside its place: words, links, columns of its own."""

from __future__ import annotations

from collections.abc import Sequence

from ptce_map.adopt.material import Making, one_line, say_lost
from ptce_map.adopt.placement import Placement
from ptce_map.adopt.placing import Placer
from ptce_map.adopt.plans import Plan
from ptce_map.adopt.tables import Row
from ptce_map.adopt.unread import unread_cells
from ptce_map.adopt.values import plain, write
from ptce_map.labels import slug
from ptce_map.register.files import websites
from ptce_map.register.files.typed_values import is_nothing
from ptce_map.register.schema import SEPARATOR


def shared_text(making: Making, rows: Sequence[Row], role: str) -> str:
    """Return the text of a role, all of them where the rows of a pole differ."""
    texts = dict.fromkeys(one_line(making.placer.cell(row, role)) for row in rows)
    return plain("; ".join(text for text in texts if text))


def words_of(making: Making, rows: Sequence[Row], role: str) -> str:
    """Return the words of a role, each once, spelt as most of them are."""
    words = [word for row in rows for word in words_in(making.placer, row, role)]
    known = making.spellings.get(role, {})
    return SEPARATOR.join(dict.fromkeys(plain(known.get(slug(word), word)) for word in words))


def words_in(placer: Placer, row: Row, role: str) -> list[str]:
    """Return the words of a role in a row: a bar parts them whatever else does."""
    cells = placer.parts(row, role)
    return [bare for cell in cells for part in cell.split(SEPARATOR) if (bare := one_line(part))]


def website_of(making: Making, rows: Sequence[Row], doubts: list[str]) -> str:
    """Return the first web address of a pole; what else its rows write there is lost."""
    first = ""
    plan = making.planned.first("site_web")
    for row in rows:
        cell = making.placer.cell(row, "site_web")
        repaired = websites.repair(cell) if cell else ""
        found = [repaired] if repaired else websites.addresses(cell)
        others = [address for address in found if address != (first or found[0])]
        first = first or next(iter(found), "")
        if cell and plan and not found and not is_nothing(cell):
            making.lose(row, plan.name, cell, doubts)
        if others and plan:
            making.lose(row, plan.name, ", ".join(others), doubts)
    return first


def seat_of(making: Making, placements: Sequence[Placement], doubts: list[str]) -> str:
    """Return the seat of a pole: the first that its rows say for sure; the others are lost."""
    plan = making.planned.first("siege")
    first = next((placement.seat for placement in placements if placement.seat), "")
    for placement in placements:
        text = making.placer.cell(placement.row, "siege")
        is_kept = bool(placement.seat) and placement.seat == first
        if plan and text and not is_kept and not is_nothing(text):
            making.lose(placement.row, plan.name, text, doubts)
    return first


def lose_unread(making: Making, rows: Sequence[Row], doubts: list[str]) -> None:
    """Lose the cells of roles that say nothing which is known, and formulas without value."""
    for plan, row, cell in unread_cells(making.planned, making.table, rows, making.names):
        making.lose(row, plan.name, cell, doubts)
    names = {column.at: column.name for column in making.table.columns}
    for row in rows:
        doubts += [say_lost(names[at], text) for at, text in row.formulas.items()]


def _united(making: Making, plan: Plan, text: str) -> str:
    """Write the words of a cell as most others of the same letters are."""
    known = making.spellings.get(plan.field, {})
    words = text.split(SEPARATOR) if plan.kind == "liste" else [text]
    united = SEPARATOR.join(dict.fromkeys(known.get(slug(word), word) for word in words))
    making.united[plan.name] += united != text
    return united


def extra_of(making: Making, plan: Plan, rows: Sequence[Row], doubts: list[str]) -> str:
    """Return the value of an extra column: where the rows of a pole differ, texts are all kept."""
    found = making.table.column(plan.name)
    if found is None:
        return ""
    texts: dict[str, str] = {}
    for row in rows:
        cell = row.cells[found.at]
        value = write(plan.kind, cell, plan.separator, making.usages[plan.name].key)
        if value.is_lost:
            making.lose(row, plan.name, cell, doubts)
        if value.text:
            texts.setdefault(_united(making, plan, value.text), cell)
    if len(texts) <= 1 or plan.kind in ("texte", "liste"):
        sign = SEPARATOR if plan.kind == "liste" else " ; "
        return sign.join(texts)
    for cell in texts.values():
        making.lose(rows[0], plan.name, cell, doubts)
    return ""
