"""What each column of a file is taken for, as a small TOML file that people correct."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from ptce_map.adopt.plans import ROW, SHAPES, Plan, Planned
from ptce_map.adopt.roles import EXTRA, KEPT, ROLES
from ptce_map.labels import label
from ptce_map.notices import Fault
from ptce_map.register.extras import DEFAULT, KINDS, LISTED, NAME, reserved
from ptce_map.register.own_filters import FLAG, find_filter_faults
from ptce_map.register.own_measures import SECTION as MEASURES
from ptce_map.register.own_measures import SUMMABLE, Type
from ptce_map.register.statement import stated

COLUMNS, TABLE, PROGRAMME = "colonnes", "table", "programme"
HEADER_LINE = f"{TABLE}.entete"
"""Where a mapping says on which line the header is; 0 says that there is none."""
KEEP, MEASURE = "garde", "mesure"
OWN_TITLE = ("titre", "date", "licence")
"""Settings of the programme that a mapping says in its own way."""


def to_toml(planned: Planned, lang: str) -> str:
    """Write what a file is taken for, with a word on each part."""
    return "\n".join(_lines(planned, lang)) + "\n"


def _lines(planned: Planned, lang: str) -> Iterator[str]:
    yield from _comment("adopt.toml.head", lang)
    yield f"\n[{PROGRAMME}]"
    for key, value in {**_programme(planned), **planned.stated}.items():
        yield f"{key} = {written(value)}"
    yield ""
    yield from _comment("adopt.toml.table", lang)
    yield f"[{TABLE}]"
    yield f"forme = {_quoted(planned.shape)}"
    yield f"grouper_par = {_quoted(planned.group_by)}"
    if planned.header is not None:
        yield f"entete = {planned.header}"
    yield ""
    yield from _comment("adopt.toml.columns", lang, roles=", ".join(ROLES), kinds=", ".join(KINDS))
    for plan in planned.columns:
        yield f"\n[{COLUMNS}.{_quoted(plan.name)}]"
        yield f"role = {_quoted(plan.role)}"
        if plan.role in KEPT:
            yield f"{KEEP} = {written(planned.keeps(plan))}"
        if planned.keeps(plan):
            titles = {f"libelle_{code}": title for code, title in (plan.titles or {}).items()}
            said = {"nom": plan.field, "type": plan.kind, "separateur": plan.separator, **titles}
            yield from (f"{key} = {_quoted(value)}" for key, value in said.items() if value)
            yield from offered(plan)
        if plan.separator and not planned.keeps(plan):
            yield f"separateur = {_quoted(plan.separator)}"

    for name, said in planned.measures.items():
        yield f"\n[{MEASURES}.{_quoted(name)}]"
        yield from (f"{key} = {written(value)}" for key, value in said.items())


def offered(plan: Plan) -> Iterator[str]:
    """Write whether an extra column is a filter, and which measure it makes."""
    if plan.is_filter:
        yield f"{FLAG} = true"
    if plan.measure:
        yield f"{MEASURE} = {_quoted(plan.measure)}"


def written(value: Any) -> str:
    """Write a setting of a programme in TOML: a text, texts, a number, a day or a flag."""
    if isinstance(value, list):
        return f"[{', '.join(map(written, value))}]"
    if isinstance(value, bool | int | float):
        return json.dumps(value)
    return value.isoformat() if isinstance(value, date) else _quoted(str(value))


def _programme(planned: Planned) -> dict[str, str]:
    return {"titre": planned.title, "date": planned.date, "licence": planned.licence}


def _comment(key: str, lang: str, **values: str) -> Iterator[str]:
    for line in label(key, lang, **values).split("\n"):
        yield f"# {line}"


def _quoted(text: str) -> str:
    # A basic string of TOML is written as one of JSON, but for the character of deletion.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def read_mapping(path: Path) -> tuple[Mapping[str, Any], list[Fault]]:
    """Read a mapping that was given back, and every fault in it at once."""
    try:
        content = tomllib.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        return {}, [Fault(file=path.name, code="adopt_path")]
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        return {}, [Fault(file=path.name, code="toml", details={"error": str(error)})]
    return content, list(_faults(path.name, content))


def _faults(file: str, content: Mapping[str, Any]) -> Iterator[Fault]:
    told = content.get(PROGRAMME, {})
    programme = {key: said for key, said in told.items() if key not in OWN_TITLE}
    parts = {PROGRAMME: programme, MEASURES: content.get(MEASURES, {})}
    yield from (replace(fault, file=file) for fault in stated(parts)[1])
    shape = content.get(TABLE, {}).get("forme", ROW)
    if shape not in SHAPES:
        details = {"choices": ", ".join(SHAPES)}
        yield Fault(
            file=file, column=f"{TABLE}.forme", value=str(shape), code="choice", details=details
        )
    line = content.get(TABLE, {}).get("entete", 0)
    if not isinstance(line, int) or isinstance(line, bool) or line < 0:
        yield Fault(file=file, column=HEADER_LINE, value=str(line), code="adopt_header_line")
    fields: dict[str, str] = {}
    for name, said in content.get(COLUMNS, {}).items():
        yield from _column_faults(file, name, said)
        field = said.get("nom", "")
        if field and field in fields:
            details = {"first": fields[field]}
            yield Fault(
                file=file, column=name, value=field, code="adopt_field_twice", details=details
            )
        fields.setdefault(field, name)


def _column_faults(file: str, name: str, said: Mapping[str, Any]) -> Iterator[Fault]:
    for key, choices, default in (("role", ROLES, EXTRA), ("type", tuple(KINDS), "texte")):
        value = str(said.get(key, default))
        if value not in choices:
            details = {"choices": ", ".join(choices)}
            yield Fault(
                file=file, column=f"{name}.{key}", value=value, code="choice", details=details
            )
    yield from (
        replace(fault, file=file)
        for fault in find_filter_faults(name, str(said.get("nom", "")), said, LISTED, _kind(said))
    )
    measure = str(said.get(MEASURE, ""))
    if measure and measure != Type.SUM:
        details = {"choices": Type.SUM.value}
        where = f"{name}.{MEASURE}"
        yield Fault(file=file, column=where, value=measure, code="choice", details=details)
    elif measure and _kind(said) not in SUMMABLE:
        details = {"kinds": ", ".join(SUMMABLE)}
        where = f"{name}.{MEASURE}"
        yield Fault(file=file, column=where, value=name, code="measure_column", details=details)
    field = str(said.get("nom", ""))
    if field and (not NAME.fullmatch(field) or field in reserved()):
        code = "extra_reserved" if field in reserved() else "extra_name"
        yield Fault(file=file, column=f"{name}.nom", value=field, code=code)


def _kind(said: Mapping[str, Any]) -> str:
    return str(said.get("type", DEFAULT))


def applied(content: Mapping[str, Any], proposed: Planned) -> Planned:
    """Return what is proposed for a file, with what a mapping says in its stead."""
    columns = content.get(COLUMNS, {})
    table, programme = content.get(TABLE, {}), content.get(PROGRAMME, {})
    return replace(
        proposed,
        columns=tuple(_applied(columns.get(plan.name), plan) for plan in proposed.columns),
        shape=str(table.get("forme", proposed.shape)),
        group_by=str(table.get("grouper_par", proposed.group_by)),
        title=str(programme.get("titre", proposed.title)),
        date=str(programme.get("date", proposed.date)),
        licence=str(programme.get("licence", proposed.licence)),
        header=header_line(content),
        stated={key: said for key, said in programme.items() if key not in OWN_TITLE},
        measures=content.get(MEASURES, {}),
    )


def _applied(said: Mapping[str, Any] | None, plan: Plan) -> Plan:
    if said is None:
        return plan
    role = str(said.get("role", plan.role))
    titles = plan.titles or {}
    return replace(
        plan,
        role=role,
        why="mapping",
        is_kept=said.get(KEEP, plan.is_kept),
        field=str(said.get("nom", plan.field)),
        kind=str(said.get("type", plan.kind)),
        separator=str(said.get("separateur", "" if "type" in said else plan.separator)),
        titles={lang: str(said.get(f"libelle_{lang}", title)) for lang, title in titles.items()},
        is_filter=said.get(FLAG) is True,
        measure=str(said.get(MEASURE, "")),
    )


def header_line(content: Mapping[str, Any]) -> int | None:
    """Return the line of the header as a mapping says it: 0 for none, nothing if it does not."""
    line = content.get(TABLE, {}).get("entete")
    return line if line is None else int(line)


def absent(content: Mapping[str, Any], names: Sequence[str]) -> list[str]:
    """Return the columns that a mapping names and the file does not have."""
    return [name for name in content.get(COLUMNS, {}) if name not in names]
