"""From a territory token to the communes, or parts of communes, that it stands for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from geodata.cog import Cog
from ptce_map.errors import UnknownToken, UnknownTokenError
from ptce_map.nearest import nearest_codes
from ptce_map.tokens import ALIASES, KINDS, parse_token

Unit = tuple[str, str]
"""A current commune and, for a part of it, the code of the arrondissement; else an empty code."""

Units = Mapping[str, tuple[Unit, ...]]
"""Code -> the units that it stands for, in the order of their codes."""


@dataclass(frozen=True, eq=False)
class Resolver:
    """What every token stands for: ``units`` by prefix and code, and the COG they come from."""

    cog: Cog
    units: Mapping[str, Units]

    def resolve(self, text: str, *, pole: str) -> tuple[Unit, ...]:
        """Return the units of a token that a pole declares.

        A former code gives the commune that replaced it.

        Raises
        ------
        UnknownTokenError
            If the token is malformed, unknown to the COG or without contour.
        """
        try:
            token = parse_token(text)
        except ValueError:
            raise self._unknown(text, "token", pole=pole) from None
        found = self.units[token.kind.prefix].get(token.code)
        if found is None:
            raise self._unknown(text, "place", pole=pole)
        return found

    def seat(self, code: str, *, pole: str) -> str:
        """Return the current commune, or the arrondissement, of the code of a pole's seat.

        Raises
        ------
        UnknownTokenError
            If the COG does not know the code, or if its commune has no contour.
        """
        if code in self.units["arm"]:
            return code
        commune = self.cog.successor(code)
        if commune is not None and commune in self.units["com"]:
            return commune
        raise self._unknown(f"com:{code}", "place", pole=pole, seat=code)

    def former_code(self, text: str) -> str:
        """Return the code of a commune token if the COG of the year has replaced it, else empty."""
        prefix, _, code = text.partition(":")
        return code if prefix == "com" and code not in self.cog.communes.index else ""

    def _unknown(self, text: str, code: str, *, pole: str, seat: str = "") -> UnknownTokenError:
        """Say why a token stands for nothing, and what is nearest to it if that may help."""
        prefix, _, place = text.partition(":")
        level = KINDS[prefix].level if prefix in KINDS else None
        is_known = level is not None and place in self.cog.table(level).index
        near = () if is_known else self._candidates(text)
        said = "no_contour" if is_known else "place_near" if near and code == "place" else code
        column = "siege" if seat else "territoire"
        unknown = UnknownToken(pole, seat or text, said, self.cog.millesime, near, column)
        return UnknownTokenError([unknown])

    def _candidates(self, text: str) -> tuple[str, ...]:
        """Return the nearest tokens that resolve, each with its name."""
        prefix, _, code = text.partition(":")
        if prefix == "com" and code in self.units["arm"]:
            return (self._named("arm", code),)
        near = ALIASES.get(text) or nearest_codes(code, self.units.get(prefix, ()))
        return tuple(self._named(prefix, one) for one in near)

    def _named(self, prefix: str, code: str) -> str:
        level = KINDS[prefix].level
        if level is None:
            name = str(self.cog.arrondissements.at[code, "nom"])
            return f"{prefix}:{code} ({name})"
        units = self.units[prefix][code]
        return f"{prefix}:{code} ({self.cog.name(level, units[0][0] if prefix == 'com' else code)})"


def build_resolver(cog: Cog, drawn: pd.Index) -> Resolver:
    """Gather what every token stands for, keeping to the communes that have a contour."""
    communes = cog.communes.loc[sorted({*cog.communes.index} & {*drawn})].reset_index()
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
    return Resolver(cog, {**units, "com": {**former, **units["com"]}, "arm": arrondissements})


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
