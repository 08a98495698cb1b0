"""What a site makes of faulty rows: they are kept, less what cannot be read, and that is said.

Each fault has its remedy in a table. What is taken out of a pole is told in its ``doutes``, which
the page, the sheets and the exports show.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any

import pandas as pd

from ptce_map.labels import LANGS, label, slug
from ptce_map.notices import LONGEST_VALUE, Fault, shorten
from ptce_map.register.rules import APPROXIMATE
from ptce_map.register.schema import ID, MAIN, SEPARATOR, TABLES, described

Tables = dict[str, pd.DataFrame]
DOUBTS = "doutes"
LANG = LANGS[0]
"""Language of the register's own texts."""


class Remedy(StrEnum):
    """What becomes of what is at fault.

    ``keep`` leaves it as it is, ``empty`` takes the value out of its cell, ``drop`` leaves the row
    out, ``stop`` lets no site start.
    """

    KEEP = "keep"
    EMPTY = "empty"
    DROP = "drop"
    STOP = "stop"


REMEDIES: Mapping[str, Remedy] = MappingProxyType(
    {
        **dict.fromkeys(("path", "format", "unreadable", "workbook", "no_poles"), Remedy.STOP),
        **dict.fromkeys(("password", "format_old", "format_numbers", "format_map"), Remedy.STOP),
        **dict.fromkeys(("missing", "empty", "binary", "header_none", "rows"), Remedy.STOP),
        **dict.fromkeys(("heavy",), Remedy.STOP),
        **dict.fromkeys(("origin_scheme", "origin_address", "origin_http"), Remedy.STOP),
        **dict.fromkeys(("origin_password_web", "origin_password_postgresql"), Remedy.STOP),
        **dict.fromkeys(("origin_secret_web", "origin_secret_postgresql"), Remedy.STOP),
        **dict.fromkeys(("origin_package", "origin_path", "origin_refused"), Remedy.STOP),
        **dict.fromkeys(("origin_away_web", "origin_away_postgresql"), Remedy.STOP),
        **dict.fromkeys(("origin_slow", "origin_cut", "origin_denied"), Remedy.STOP),
        **dict.fromkeys(("origin_absent", "origin_status", "origin_redirections"), Remedy.STOP),
        **dict.fromkeys(("origin_redirect", "origin_page", "origin_json"), Remedy.STOP),
        **dict.fromkeys(("origin_content", "origin_damaged", "origin_archive"), Remedy.STOP),
        **dict.fromkeys(("origin_twins", "origin_none", "origin_table"), Remedy.STOP),
        **dict.fromkeys(("origin_tables", "origin_several", "origin_unkept"), Remedy.STOP),
        **dict.fromkeys(("origin_unsaid", "origin_twice", "origin_failed"), Remedy.STOP),
        **dict.fromkeys(("award_twice",), Remedy.DROP),
        **dict.fromkeys(("uncited", "unexplained", "order", "amount_without_grant"), Remedy.KEEP),
        **dict.fromkeys(("future", "missing_part", "package", "package_date"), Remedy.KEEP),
        **dict.fromkeys(
            ("toml", "toml_key", "toml_section", "extra_section", "extra_name"), Remedy.KEEP
        ),
        **dict.fromkeys(("extra_reserved", "extra_absent"), Remedy.KEEP),
        **dict.fromkeys(("toml_text", "toml_texts", "toml_day", "toml_address"), Remedy.KEEP),
        **dict.fromkeys(("toml_flag", "filter_kind", "filter_key"), Remedy.KEEP),
        **dict.fromkeys(("filter_names", "filter_many", "toml_number"), Remedy.KEEP),
        **dict.fromkeys(("measure_section", "measure_name", "measure_taken"), Remedy.KEEP),
        **dict.fromkeys(("measure_column", "measure_denominator", "measure_sum"), Remedy.KEEP),
        **dict.fromkeys(
            ("negative", "toml_noun", "toml_gender", "toml_pair", "toml_colour"), Remedy.KEEP
        ),
        **dict.fromkeys(("toml_file", "logo_absent", "logo_heavy"), Remedy.KEEP),
        **dict.fromkeys(("text_section", "text_fields", "toml_name"), Remedy.KEEP),
        **dict.fromkeys(("logo_large", "logo_broken", "logo_unsafe", "logo_long"), Remedy.KEEP),
        **dict.fromkeys(("header_unknown", "header_near", "header_twice"), Remedy.KEEP),
        **dict.fromkeys(("header_blank", "encoding", "encoding_from"), Remedy.KEEP),
        **dict.fromkeys(("delimiter", "delimiter_tab", "quotes", "width"), Remedy.KEEP),
        **dict.fromkeys(("state_uncited", "state_undated", "state_unsaid"), Remedy.KEEP),
        **dict.fromkeys(("files", "sheets", "separator", "header_two"), Remedy.KEEP),
        **dict.fromkeys(("lost_accents", "spoiled_accents"), Remedy.KEEP),
        **dict.fromkeys(("error_value", "uncomputed", "decimals", "mail"), Remedy.EMPTY),
        **dict.fromkeys(("urls", "url_within"), Remedy.EMPTY),
        **dict.fromkeys(("text", "formula", "distinct", "unique", "slug", "length"), Remedy.EMPTY),
        **dict.fromkeys(
            ("integer", "number", "year", "date", "url", "choice", "commune"), Remedy.EMPTY
        ),
        **dict.fromkeys(("token", "repair", "place", "place_near", "required"), Remedy.EMPTY),
        **dict.fromkeys(("no_territory",), Remedy.EMPTY),
        **dict.fromkeys(("meant", "meant_several", "meant_many", "meant_none"), Remedy.EMPTY),
        **dict.fromkeys(("key", "key_near", "key_ambiguous", "missing_table"), Remedy.EMPTY),
        **dict.fromkeys(("region_only", "unplaced", "not_stated", "header_missing"), Remedy.EMPTY),
    }
)
"""Code of a fault -> its remedy."""

ROW_NEEDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"laureats": ("pole", "appel"), "sources": ("url",)}
)
"""Table -> columns without which a row says nothing."""


@dataclass(frozen=True)
class Cell:
    """A cell that is at fault: its table, line and column."""

    table: str
    line: int
    column: str


def remedy_of(fault: Fault) -> Remedy:
    """Return the remedy of a fault; one that no table knows empties its cell, if it has one."""
    return REMEDIES.get(fault.code, Remedy.EMPTY if fault.column else Remedy.KEEP)


def is_fatal(faults: Iterable[Fault]) -> bool:
    """Tell whether there is a fault that lets no site start."""
    return any(remedy_of(fault) is Remedy.STOP for fault in faults)


def mend(
    tables: Mapping[str, pd.DataFrame],
    faults: Iterable[tuple[str, Fault]],
    *,
    is_told: bool = True,
) -> Tables:
    """Return the tables without what is at fault, and say in ``doutes`` what each pole lost.

    Faults come with the name of their table. Values that stand for what a row cannot do without
    are made from the rest of the row.
    """
    mended = {name: table.copy() for name, table in tables.items()}
    for name, fault in faults:
        remedy = remedy_of(fault)
        if name not in mended or remedy not in (Remedy.EMPTY, Remedy.DROP):
            continue
        if fault.code == "header_missing":
            mended[name][fault.column] = ""
        elif fault.line in mended[name].index:
            if is_told:
                _tell(mended, name, fault)
            _apply(mended, Cell(name, fault.line, fault.column), fault, remedy)
    return mended


def _apply(tables: Tables, cell: Cell, fault: Fault, remedy: Remedy) -> None:
    table = tables[cell.table]
    if remedy is Remedy.DROP or cell.column in ROW_NEEDS.get(cell.table, ()):
        tables[cell.table] = table.drop(index=cell.line)
        return
    if cell.column not in table:
        return
    kept = _without(str(table.at[cell.line, cell.column]), fault, cell)
    said = described(cell.table, cell.column)
    if not kept and said["required"]:
        make = STAND_INS.get((cell.table, cell.column), STAND_INS.get(("", cell.column), _default))
        kept = make(table, cell)
    table.at[cell.line, cell.column] = kept


def _without(content: str, fault: Fault, cell: Cell) -> str:
    """Return what is left of a cell without the value at fault; of values told twice, one."""
    if not described(cell.table, cell.column)["many"]:
        return ""
    parts = dict.fromkeys(content.split(SEPARATOR))
    return SEPARATOR.join(part for part in parts if part and part != fault.value)


def _default(_: pd.DataFrame, cell: Cell) -> str:
    return str(described(cell.table, cell.column)["default"] or "")


def _name(table: pd.DataFrame, cell: Cell) -> str:
    """Name a row by its place, or by its line."""
    place = str(table.at[cell.line, "lieu"]) if "lieu" in table else ""
    return place or label("tolerance.unnamed", LANG, line=str(cell.line))


def _identifier(table: pd.DataFrame, cell: Cell) -> str:
    """Make an id that no other row has from the name of a row and its line."""
    names = [column for column in ("nom", "libelle_fr") if column in table]
    stem = slug(str(table.at[cell.line, names[0]])) if names else ""
    own = f"{stem or 'ligne'}-{cell.line}"
    return own if own not in set(table[ID]) else f"{own}-{len(table)}"


def _precision(table: pd.DataFrame, cell: Cell) -> str:
    """Take a territory for documented where nothing is said, for approximate in a doubt."""
    return APPROXIMATE if str(table.at[cell.line, cell.column]).strip() else _default(table, cell)


def _same_as_id(table: pd.DataFrame, cell: Cell) -> str:
    return str(table.at[cell.line, ID])


STAND_INS: Mapping[tuple[str, str], Callable[[pd.DataFrame, Cell], str]] = MappingProxyType(
    {
        ("", ID): _identifier,
        (MAIN, "nom"): _name,
        (MAIN, "precision"): _precision,
        ("", "libelle_fr"): _same_as_id,
        ("", "libelle_en"): _same_as_id,
    }
)
"""Table (any if empty) and column -> what stands for a value that the row cannot do without."""


def _tell(tables: Tables, name: str, fault: Fault) -> None:
    """Add to the doubts of the pole that a fault is about what is not read of it."""
    lines = _lines_of_pole(tables, name, fault)
    said = _said(name, fault)
    if not said or fault.column == DOUBTS:
        return
    poles = tables[MAIN]
    if DOUBTS not in poles:
        poles[DOUBTS] = ""
    for line in lines:
        before: Any = poles.at[line, DOUBTS]
        if said not in before:
            poles.at[line, DOUBTS] = f"{before} {said}".strip()


def _said(name: str, fault: Fault) -> str:
    """Say what is not read; nothing of an empty cell for which its column has a value."""
    if fault.value.strip():
        value = label("fault.value", LANG, value=shorten(fault.value, LONGEST_VALUE))
        what = f"{fault.column} {value}"
        return label("tolerance.left_out", LANG, what=what, rule=fault.rule(LANG))
    known = TABLES[name].columns
    has_default = fault.column in known and described(name, fault.column)["default"]
    return "" if has_default else label("tolerance.missing", LANG, column=fault.column)


def _lines_of_pole(tables: Tables, name: str, fault: Fault) -> list[int]:
    """Return the lines of the pole that a row is about: its own, or that of an award."""
    if name == MAIN:
        return [fault.line]
    if "pole" not in TABLES[name].columns or "pole" not in tables[name] or ID not in tables[MAIN]:
        return []
    poles = tables[MAIN]
    pole = tables[name].at[fault.line, "pole"]
    return [int(line) for line in poles.index[poles[ID] == pole]]
