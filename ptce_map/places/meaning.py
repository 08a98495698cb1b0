"""What a code of the COG means today: a place, or the commune that replaced it."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import pandas as pd

from geodata.cog import Cog, Kind, Level
from geodata.history import read_history
from ptce_map.labels import fold, label
from ptce_map.likeness import N_NEAREST, nearest_codes, nearest_texts
from ptce_map.places.codes import Codes
from ptce_map.places.habits import explain, meant

FORMER = "ancien-code"
PREFIXES = {
    Level.COMMUNE: "com",
    Level.EPCI: "epci",
    Level.DEPARTEMENT: "dep",
    Level.REGION: "reg",
}
"""Level -> prefix of its tokens."""

N_NAMES = 5
CODE_WIDTH = 5


@dataclass(frozen=True)
class Meaning:
    """A place that a code stands for.

    ``kind`` is a level, a kind of part of a commune, or :data:`FORMER`; ``name`` is empty if the
    COG of the year does not give it; ``commune`` is the current commune that a part or a former
    code belongs to, else empty; ``postcode`` is the postal code that led to it, if one did.
    """

    kind: str
    prefix: str
    code: str
    name: str
    commune: str = ""
    postcode: str = ""

    @property
    def token(self) -> str:
        """The token that declares the place."""
        return f"{self.prefix}:{self.code}"


def find_meanings(text: str, cog: Cog) -> list[Meaning]:
    """Return what a code, a token or a name stands for; several if it is ambiguous.

    The communes and arrondissements of a postal code come before what else a code stands for.
    """
    prefix, colon, code = text.strip().rpartition(":")
    wanted = code.strip().upper()
    postal = [] if colon else list(_postal(wanted, cog))
    found = [*postal, *_of_code(wanted, cog)]
    found = found or _named(text, cog)
    return [meaning for meaning in found if not colon or meaning.prefix == prefix]


def _of_code(code: str, cog: Cog) -> list[Meaning]:
    return [*_current(code, cog), *_parts(code, cog), *_former(code, cog)]


def _postal(postcode: str, cog: Cog) -> Iterator[Meaning]:
    for code in cog.postcodes.get(postcode, ()):
        yield replace(_of_code(code, cog)[0], postcode=postcode)


def _current(code: str, cog: Cog) -> Iterator[Meaning]:
    return (_unit(level, code, cog) for level in PREFIXES if code in cog.table(level).index)


def _unit(level: Level, code: str, cog: Cog) -> Meaning:
    return Meaning(level.value, PREFIXES[level], code, cog.name(level, code))


def _parts(code: str, cog: Cog) -> Iterator[Meaning]:
    """Yield the parts of communes of a code; the chef-lieu shares that of its commune."""
    rows = cog.parts[(cog.parts["code"] == code) & (code != cog.parts["code_parent"])]
    return (_part(row) for row in rows.itertuples())


def _part(row: object) -> Meaning:
    kind, code, name, parent = (
        str(getattr(row, field)) for field in ("kind", "code", "nom", "code_parent")
    )
    return Meaning(kind, "arm" if kind == Kind.ARRONDISSEMENT else "com", code, name, parent)


def _former(code: str, cog: Cog) -> Iterator[Meaning]:
    commune = cog.anciens_codes.get(code)
    is_named = code in cog.communes.index or code in set(cog.parts["code"])
    if commune is not None and not is_named:
        yield Meaning(FORMER, "com", code, "", commune)


def _named(text: str, cog: Cog) -> list[Meaning]:
    """Return the places of a name, case and accents apart."""
    wanted = fold(text)
    found = []
    for level in PREFIXES:
        names = cog.table(level)[level.name_column]
        found += [_unit(level, code, cog) for code in _codes_of(names, wanted)]
    parts = cog.parts[cog.parts["code"] != cog.parts["code_parent"]]
    found += [_part(row) for row in parts[_is_named(parts["nom"], wanted)].itertuples()]
    return list(dict.fromkeys(found))


def _is_named(names: pd.Series, wanted: str) -> pd.Series:
    return names.map(fold) == wanted


def _codes_of(names: pd.Series, wanted: str) -> list[str]:
    return [str(code) for code in names.index[_is_named(names, wanted)]]


def find_nearest(text: str, cog: Cog) -> list[Meaning]:
    """Return the places nearest to a code or a name that is none of the COG of the year.

    Those that it means by another habit come alone. A code that is like no other gives those around
    it in its département, if it has one.
    """
    tokens = meant(explain(text, Codes(cog, read_history())))
    if tokens:
        return [place for token in tokens for place in find_meanings(str(token), cog)]
    code = text.rpartition(":")[2].strip().upper()
    codes = {code for level in PREFIXES for code in cog.table(level).index}
    codes |= {*cog.parts["code"], *cog.anciens_codes}
    near = nearest_codes(code, codes) or _around(code, cog.communes.index)
    if near:
        return [meaning for code in near for meaning in _of_code(code, cog)]
    names = [name for level in PREFIXES for name in cog.table(level)[level.name_column]]
    likest = nearest_texts(text, [*names, *cog.parts["nom"]], n=N_NAMES)
    return [meaning for name in likest for meaning in _named(name, cog)][:N_NAMES]


def _around(code: str, communes: Iterable[str]) -> tuple[str, ...]:
    """Return the communes of the same département whose codes come about a code."""
    whole = code.zfill(CODE_WIDTH) if len(code) == CODE_WIDTH - 1 else code
    prefix = whole[: 3 if whole.startswith(("97", "98")) else 2]
    if len(whole) != CODE_WIDTH or not prefix[0].isdigit():
        return ()
    known = sorted(commune for commune in communes if commune.startswith(prefix))
    at = min(max(bisect(known, whole) - 1, 0), max(len(known) - N_NEAREST, 0))
    return tuple(known[at : at + N_NEAREST])


def say(meaning: Meaning, cog: Cog, lang: str) -> str:
    """Say in one line what a code stands for, and what became of it."""
    kind = label(f"cog.{meaning.kind}", lang)
    name = f"{meaning.name} " if meaning.name else ""
    said = f"{meaning.token} {name}({kind})"
    if meaning.postcode:
        said = label("cog.postal", lang, code=meaning.postcode, said=said)
    return "".join((said, _successor(meaning, cog, lang), _situation(meaning, cog, lang)))


def _successor(meaning: Meaning, cog: Cog, lang: str) -> str:
    if not meaning.commune:
        return ""
    place = f"com:{meaning.commune} {cog.name(Level.COMMUNE, meaning.commune)}"
    is_part = meaning.kind == Kind.ARRONDISSEMENT
    key = "cog.part_of" if is_part else "cog.became"
    return label(key, lang, place=place, millesime=str(cog.millesime))


def _situation(meaning: Meaning, cog: Cog, lang: str) -> str:
    """Say where a current commune is, and how many people live there."""
    if meaning.kind != Level.COMMUNE:
        return ""
    commune = cog.communes.loc[meaning.code].to_dict()
    codes = [
        (level, str(commune[level.code_column]))
        for level in PREFIXES
        if level is not Level.COMMUNE and commune[level.code_column] in cog.table(level).index
    ]
    places = [f"{PREFIXES[level]}:{code} {cog.name(level, code)}" for level, code in codes]
    population = label(
        "cog.population", lang, n=int(commune["population"]), year=str(commune["annee_population"])
    )
    return ", ".join(("", *places, population))
