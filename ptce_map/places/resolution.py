"""From a territory token to the communes, or parts of communes, that it stands for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from geodata.cog import Cog
from geodata.history import read_history
from ptce_map.likeness import nearest_codes
from ptce_map.notices import Details, Fault, Words
from ptce_map.places.codes import Codes
from ptce_map.places.habits import Sense, explain, meant
from ptce_map.places.tokens import KINDS, is_token, parse_token

Unit = tuple[str, str]
"""A current commune and, for a part of it, the code of the arrondissement; else an empty code."""

Units = Mapping[str, tuple[Unit, ...]]
"""Code -> the units that it stands for, in the order of their codes."""

MOST_NAMED = 5
"""Places that the text of a fault names."""


@dataclass(frozen=True, eq=False)
class Resolver:
    """What every token stands for: ``units`` by prefix and code, and the COG they come from.

    ``undrawn`` are the current communes that have no contour: no map shows them.
    """

    cog: Cog
    units: Mapping[str, Units]
    undrawn: frozenset[str] = frozenset()

    @cached_property
    def codes(self) -> Codes:
        """The codes of the year, and those that were."""
        return Codes(self.cog, read_history())

    def resolve(self, text: str) -> tuple[Unit, ...]:
        """Return the units of a token, drawn or not; none if it is malformed or not in the COG.

        A former code gives the commune that replaced it.
        """
        try:
            token = parse_token(text)
        except ValueError:
            return ()
        return self.units[token.kind.prefix].get(token.code, ())

    def seat(self, code: str) -> str:
        """Return the current commune, or the arrondissement, of a code; empty if there is none."""
        return code if code in self.units["arm"] else self.cog.successor(code) or ""

    def former_code(self, text: str) -> str:
        """Return the code of a commune token if the COG of the year has replaced it, else empty."""
        prefix, _, code = text.partition(":")
        return code if prefix == "com" and code not in self.cog.communes.index else ""

    def without_contour(self, text: str) -> bool:
        """Tell whether a token stands for communes of which none has a contour."""
        found = self.resolve(text)
        return bool(found) and all(commune in self.undrawn for commune, _ in found)

    def fault(self, column: str, value: str, line: int = 0, *, file: str = "") -> Fault:
        """Say why a value of a column of places stands for nothing, and what may be meant."""
        senses = explain(value, self.codes, prefix="com" if column == "siege" else "")
        own = self.current(f"com:{value}" if column == "siege" else value)
        also = [own] if self.resolve(own) else []
        code, details = self._meaning(senses, also) if senses else self._likeness(column, value)
        said = {"millesime": str(self.cog.millesime), **details}
        return Fault(file=file, line=line, column=column, value=value, code=code, details=said)

    def _meaning(self, senses: list[Sense], also: list[str]) -> tuple[str, Details]:
        """Name what is meant by the senses of a value, then what it stands for by itself."""
        first = senses[0]
        found = [*(self.current(str(token)) for token in meant(senses)), *also]
        tokens = list(dict.fromkeys(found))
        details: dict[str, str | int | Words] = {"meaning": Words((f"meaning.{first.key}",))}
        if not tokens:
            return "meant_none", {**details, "advice": Words((f"advice.{first.key}",))}
        shown = ", ".join(self.named(token) for token in tokens[:MOST_NAMED])
        code = ("meant", "meant_several")[len(tokens) > 1]
        code = "meant_many" if len(tokens) > MOST_NAMED else code
        return code, {**details, "near": shown, "n": len(tokens) - MOST_NAMED}

    def _likeness(self, column: str, value: str) -> tuple[str, Details]:
        """Name the nearest codes of the same kind, if any is near."""
        prefix, _, code = value.rpartition(":")
        prefix = "com" if column == "siege" else prefix
        near = nearest_codes(code, self.units.get(prefix, ()))
        if not near:
            is_seat = column == "siege"
            has_form = is_token(f"com:{value}" if is_seat else value)
            return "place" if has_form else "commune" if is_seat else "token", {}
        named = ", ".join(self.named(f"{prefix}:{found}") for found in near)
        return "place_near", {"near": named}

    def current(self, token: str) -> str:
        """Return a token of the year: that of the commune which replaced the one of a token."""
        successor = self.cog.successor(self.former_code(token))
        return f"com:{successor}" if successor else token

    def named(self, token: str) -> str:
        """Write a token with the name of its place: "com:31555 (Toulouse)"."""
        return f"{token} ({self.name(token)})"

    def name(self, token: str) -> str:
        """Return the name of the place of a token, that of the year for a former code."""
        prefix, _, code = token.partition(":")
        level = KINDS[prefix].level
        if level is None:
            return self.cog.seat_name(code)
        return self.cog.name(level, self.units[prefix][code][0][0] if prefix == "com" else code)


def build_resolver(cog: Cog, drawn: pd.Index) -> Resolver:
    """Gather what every token stands for; the communes that are ``drawn`` have a contour."""
    communes = cog.communes.sort_index().reset_index()
    units = {
        kind.prefix: _units(communes["code_commune"], communes[kind.level.code_column])
        for kind in KINDS.values()
        if kind.level is not None
    }
    arrondissements = {
        code: ((commune, code),)
        for code, commune in zip(cog.arrondissements.index, cog.arrondissements["code_parent"])
    }
    former = _former_communes(cog, units["com"])
    everything = {**units, "com": {**former, **units["com"]}, "arm": arrondissements}
    return Resolver(cog, everything, frozenset(cog.communes.index.difference(drawn)))


def _units(communes: pd.Series, codes: pd.Series) -> Units:
    members: dict[str, list[Unit]] = {}
    for commune, code in zip(communes.tolist(), codes.tolist()):
        members.setdefault(code, []).append((commune, ""))
    return {code: tuple(units) for code, units in members.items() if code}


def _former_communes(cog: Cog, current: Units) -> Units:
    """Return what the codes of former, déléguée and associée communes stand for.

    Arrondissements are left out: their successor is the whole city, which no one means by them.
    """
    codes = set(cog.anciens_codes).union(cog.parts["code"]).difference(cog.arrondissements.index)
    successors = {code: cog.successor(code) or "" for code in sorted(codes)}
    return {code: current[new] for code, new in successors.items() if new in current}
