"""The codes of places that are known: those of the COG of the year, and those that were."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from geodata.cog import Cog
from geodata.history import History
from ptce_map.places.tokens import is_token, parse_token


@dataclass(frozen=True, eq=False)
class Codes:
    """The codes that are known: those of the year, and those that were."""

    cog: Cog
    history: History

    @cached_property
    def inhabitants(self) -> Mapping[str, int]:
        """Inhabitants of the communes and arrondissements municipaux, by code."""
        tables = (self.cog.communes, self.cog.arrondissements)
        return {str(code): n for table in tables for code, n in table["population"].items()}

    def is_current(self, token: str) -> bool:
        """Tell whether a token names a place of the COG of the year."""
        if not is_token(token):
            return False
        parsed = parse_token(token)
        level = parsed.kind.level
        table = self.cog.arrondissements if level is None else self.cog.table(level)
        return parsed.code in table.index

    def is_known(self, token: str) -> bool:
        """Tell whether a token names a place, by a code of the year or by a former one."""
        prefix, _, code = token.partition(":")
        former = prefix == "com" and is_token(token) and self.cog.successor(code) is not None
        return self.is_current(token) or (former and code not in self.cog.arrondissements.index)

    def region_of(self, departement: str) -> list[str]:
        """Return the token of the région of a département, if there is one."""
        return self.known(f"reg:{self.homes.get(departement, '')}")

    @cached_property
    def departements(self) -> Mapping[str, str]:
        """Code of a commune -> that of its département."""
        homes = self.cog.communes["code_departement"].items()
        return {str(code): str(departement) for code, departement in homes}

    @cached_property
    def homes(self) -> Mapping[str, str]:
        """Code of a département -> that of its région."""
        homes = self.cog.departements["code_region"].items()
        return {str(code): str(region) for code, region in homes}

    def known(self, *tokens: str) -> list[str]:
        """Return the tokens that name a place of the year."""
        return [token for token in tokens if self.is_current(token)]

    def commune(self, code: str) -> list[str]:
        """Return the token of the current commune or arrondissement of a code, if there is one."""
        return self.known(f"arm:{code}") or self.known(f"com:{self.cog.successor(code) or ''}")


def passes_luhn(digits: str) -> bool:
    """Tell whether the last digit of a number is the key of Luhn of the others (SIREN, SIRET)."""
    doubled = [int(digit) * (1 + at % 2) for at, digit in enumerate(reversed(digits))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0
