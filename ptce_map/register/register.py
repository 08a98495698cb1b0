"""The register: its tables, read from files, checked and typed, every fault reported at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd

from geodata.cog import read_cog
from ptce_map.errors import RegisterError
from ptce_map.labels import LANGS, fold
from ptce_map.notices import Fault
from ptce_map.nouns import DEFAULT, Nouns
from ptce_map.register.checks.cells import find_faults
from ptce_map.register.checks.localities import find_places, understood
from ptce_map.register.checks.missing import find_missing, is_whole, refers_to_sources
from ptce_map.register.defaults import filled, shared_names, with_ids, with_vocabularies
from ptce_map.register.extras import (
    Extras,
    declared,
    find_extra_faults,
    typed_extras,
    usable,
)
from ptce_map.register.files.assembly import Reading
from ptce_map.register.files.reading import DATAPACKAGE, read
from ptce_map.register.logo import Logo
from ptce_map.register.naming import is_colour, nouns_of
from ptce_map.register.own_measures import (
    OwnMeasures,
    declared_measures,
    find_measure_faults,
    usable_measures,
)
from ptce_map.register.rules import INTEGER, YEAR
from ptce_map.register.schema import (
    ID,
    MAIN,
    PROGRAMME,
    SEPARATOR,
    described,
    file_name,
)
from ptce_map.register.wording import Wording, read_wording

REGISTER_FOLDER = Path(__file__).parent / "tables"
NUMBERS = (INTEGER.name, YEAR.name)


@dataclass(frozen=True, eq=False)
class Register:
    """The tables of the register, columns as :data:`ptce_map.register.schema.TABLES` names them.

    Columns of several values hold tuples, whole numbers are ``Int64``, an empty text means "not
    found".

    Attributes
    ----------
    poles, appels, secteurs, structures, sources
        Indexed by ``id``, in the order of the files.
    laureats
        One row a pole and round won.
    version, date, licence
        Version, date of creation (ISO) and licence of the data; empty if not stated.
    name
        Name of the data package, empty if none is stated.
    titles
        Language -> title; that of the file if none is stated.
    descriptions
        Language -> what the data are; empty if it is not stated.
    licence_url
        Address of the licence's text, empty if none is stated.
    creator
        The first contributor, empty if none is stated.
    keywords
        Words under which catalogues file the register.
    extras
        The columns of the poles that no other register need have.
    measures
        What it adds up and divides of them.
    nouns
        What it calls a thing that it maps.
    wording
        What it says in its own words.
    prefix
        How the names of its files begin; empty for its title.
    law
        Address of the law that founds it, empty if there is none.
    logo
        Image that is shown beside the title, if there is one.
    accent
        Colour of its accent, ``#RRGGBB``; empty for that of the product.
    """

    poles: pd.DataFrame
    laureats: pd.DataFrame
    appels: pd.DataFrame
    secteurs: pd.DataFrame
    structures: pd.DataFrame
    sources: pd.DataFrame
    version: str
    date: str
    licence: str
    name: str
    titles: Mapping[str, str]
    descriptions: Mapping[str, str] = field(default_factory=dict)
    licence_url: str = ""
    creator: str = ""
    keywords: tuple[str, ...] = ()
    extras: Extras = ()
    measures: OwnMeasures = ()
    nouns: Nouns = DEFAULT
    accent: str = ""
    logo: Logo | None = None
    wording: Wording = field(default_factory=Wording)
    prefix: str = ""
    law: str = ""


def read_register(path: Path = REGISTER_FOLDER) -> Register:
    """Read, check and type a register: a folder of CSV, a CSV file or a workbook.

    Raises
    ------
    RegisterError
        With every fault of every table: wrong header, broken rule, dangling key.
    UnusableRegisterError
        If there is no table of poles.
    """
    cog = read_cog()
    reading = understood(read(path), cog)
    tables, faults = check(reading)
    unknown = find_places(tables[MAIN], cog).faults
    if faults or unknown:
        raise RegisterError([*faults, *(reading.located(fault) for fault in unknown)])
    return assemble(reading, tables)


def check(reading: Reading, today: str = "") -> tuple[dict[str, pd.DataFrame], list[Fault]]:
    """Return the tables of a reading with what they leave out, and their faults in reading order.

    Dates are held against that of the register, else against ``today`` (ISO, empty for no limit).
    """
    given = dict(reading.tables)
    if not refers_to_sources(reading):
        given.setdefault("sources", pd.DataFrame({ID: []}, dtype="str"))
    tables = with_vocabularies(with_ids(given))
    created = str(reading.package.get("created", ""))
    day = _day(created)
    is_past = bool(day) and (not today or day <= today)
    latest = day if is_past else today
    is_strict = "sources" in reading.tables or is_whole(reading)
    shared = shared_names(given)
    made = tables.keys() - given.keys()
    broken = find_faults(tables, latest, made=made, is_strict=is_strict)
    extras, wrong = declared(reading.programme)
    apart = find_extra_faults(extras, reading.extras, file_name(MAIN))
    measures, untold = declared_measures(reading.programme, extras)
    below = find_measure_faults(measures, reading.extras, file_name(MAIN))
    unsaid = read_wording(reading.programme)[1]
    faults = [*find_missing(reading), *broken, *wrong, *apart, *untold, *below, *unsaid]
    if created and not is_past:
        faults.append(replace(_place_of_day(reading), value=created))
    if tables[MAIN].empty and not reading.faults:
        faults.append(Fault(file=file_name(MAIN), code="rows"))
    located = (reading.located(fault) for fault in _told_once(faults, shared))
    told = {(fault.file, fault.sheet, fault.line, fault.column) for fault in reading.faults}
    new = (
        fault
        for fault in located
        if (fault.file, fault.sheet, fault.line, fault.column) not in told
    )
    found = (*reading.faults, *new)
    return tables, sorted(found, key=lambda fault: (fault.file, fault.sheet, fault.line))


def _told_once(faults: Iterable[Fault], shared: Mapping[str, str]) -> Iterator[Fault]:
    """Yield the faults; what is told of a name that several poles share is that it is shared."""
    for fault in faults:
        ids = shared.get(fold(fault.value)) if fault.column == "pole" else None
        if ids is None:
            yield fault
        elif fault.code.startswith("key"):
            yield replace(fault, code="key_ambiguous", details={"ids": ids})


def _place_of_day(reading: Reading) -> Fault:
    """Return the fault of the day of the data, where it is written."""
    section = reading.programme.get("programme")
    is_own = isinstance(section, dict) and "date" in section
    file, column = (PROGRAMME, "programme.date") if is_own else (DATAPACKAGE, "created")
    return Fault(file=file, column=column, code="package_date")


def _day(created: str) -> str:
    """Return the day of a date, or of a date and time (RFC 3339); nothing if it is neither."""
    try:
        moment = datetime.fromisoformat(created)
    except ValueError:
        return ""
    day = moment.date().isoformat()
    return day if created.startswith(day) else ""


def assemble(reading: Reading, tables: Mapping[str, pd.DataFrame]) -> Register:
    """Type the tables of a register that breaks no rule."""
    frames = {name: typed(name, table) for name, table in filled(tables).items()}
    declared_columns = declared(reading.programme)[0]
    apart = typed_extras(
        declared_columns, reading.extras.reindex(tables[MAIN].index, fill_value="")
    )
    extras = usable(declared_columns, apart)
    frames[MAIN] = frames[MAIN].join(apart.set_axis(frames[MAIN].index))
    package = reading.package
    title = str(package.get("title") or reading.name)
    return Register(
        **frames,
        version=str(package.get("version", "")),
        date=_day(str(package.get("created", ""))),
        licence=_first(package, "licenses", "name"),
        licence_url=_first(package, "licenses", "path"),
        name=str(package.get("name", "")),
        titles={lang: str(package.get(f"title_{lang}") or title) for lang in LANGS},
        descriptions=_descriptions(package),
        creator=_first(package, "contributors", "title"),
        keywords=_keywords(package),
        extras=extras,
        nouns=nouns_of(package),
        wording=read_wording(reading.programme)[0],
        prefix=str(package.get("prefix", "")),
        law=str(package.get("law", "")),
        logo=logo if isinstance(logo := package.get("logo"), Logo) else None,
        accent=str(package.get("colour", "")) if is_colour(package.get("colour")) else "",
        measures=usable_measures(declared_measures(reading.programme, extras)[0], extras),
    )


def _first(package: Mapping[str, Any], key: str, name: str) -> str:
    """Return what the first of a list is called, empty if none is stated."""
    listed = package.get(key)
    first = listed[0] if isinstance(listed, list) and listed else {}
    return str(first.get(name, "")) if isinstance(first, dict) else ""


def _descriptions(package: Mapping[str, Any]) -> dict[str, str]:
    stated = str(package.get("description", ""))
    said = {lang: str(package.get(f"description_{lang}") or stated) for lang in LANGS}
    return {lang: text for lang, text in said.items() if text}


def _keywords(package: Mapping[str, Any]) -> tuple[str, ...]:
    listed = package.get("keywords")
    return tuple(map(str, listed)) if isinstance(listed, list) else ()


def typed(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """Type a table of text that breaks no rule, indexed by ``id`` if it has one."""
    columns = {column: _typed_column(name, column, table[column]) for column in table.columns}
    typed = pd.DataFrame(columns)
    return typed.set_index(ID) if ID in typed else typed.reset_index(drop=True)


def _typed_column(name: str, column: str, cells: pd.Series) -> pd.Series:
    said = described(name, column)
    if said["many"]:
        split = [tuple(cell.split(SEPARATOR)) if cell else () for cell in cells]
        return pd.Series(split, index=cells.index, dtype="object")
    if said["rule"] in NUMBERS:
        return pd.to_numeric(cells.replace("", None)).astype("Int64")
    return cells
