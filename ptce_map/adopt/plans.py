"""What a file is taken for: its columns, what a row is, what it says of the programme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ptce_map.adopt.roles import EXTRA, KEPT, LOCATING, POINTS, WIDE

ROW, GROUP = "ligne", "groupe"
SHAPES = (ROW, GROUP)


@dataclass(frozen=True)
class Plan:
    """What a column is taken for.

    Attributes
    ----------
    name
        Its name in the file.
    role
        One of :data:`ptce_map.adopt.roles.ROLES`.
    why
        What that is told by: the end of a key ``adopt.by.<why>``.
    field, kind, separator
        Of an extra column: its name in the register, its kind, and what parts the values of a list.
    titles
        Language -> what readers call an extra column.
    is_kept
        Whether a column of a place is one of the register's own as well; ``None`` to decide by its
        role and those of the others.
    is_filter, measure
        Whether readers filter by an extra column, and the type of the measure that it makes, if it
        makes one.
    """

    name: str
    role: str
    why: str = ""
    field: str = ""
    kind: str = ""
    separator: str = ""
    titles: Mapping[str, str] | None = None
    is_kept: bool | None = None
    is_filter: bool = False
    measure: str = ""


@dataclass(frozen=True)
class Planned:
    """What a file is taken for.

    Attributes
    ----------
    columns
        Its columns, in their order.
    shape
        Whether a row is a pole, or several rows that share a value are one.
    group_by
        Name of the column that they share, where several are one.
    title, date, licence
        What the register is called, the day of its data (ISO) and its licence; empty if unknown.
    header
        Line of the header as a mapping says it: 0 for none, nothing if it does not say.
    stated, measures
        What else a mapping says of the programme, and the measures that it declares.
    """

    columns: tuple[Plan, ...]
    shape: str = ROW
    group_by: str = ""
    title: str = ""
    date: str = ""
    licence: str = ""
    header: int | None = None
    stated: Mapping[str, Any] = field(default_factory=dict)
    measures: Mapping[str, Any] = field(default_factory=dict)

    def of(self, role: str) -> list[Plan]:
        """Return the columns of a role."""
        return [plan for plan in self.columns if plan.role == role]

    @property
    def extras(self) -> list[Plan]:
        """Return the columns of the register's own, those of places that it keeps among them."""
        return [plan for plan in self.columns if self.keeps(plan)]

    def keeps(self, plan: Plan) -> bool:
        """Tell whether a column is one of the register's own.

        Of those that place a pole, an address and a point are, of a pole a row; a place of any kind
        is where another column places the pole and another names it.
        """
        if plan.role not in KEPT or plan.is_kept is not None:
            return plan.role == EXTRA or plan.is_kept is True
        if plan.role == "lieu":
            roles = {other.role for other in self.columns}
            return "nom" in roles and bool(roles & set(LOCATING) - {*WIDE, "lieu"})
        return self.shape == ROW

    def without_points(self) -> Planned:
        """Return the same without columns of points: what they say is left out."""
        columns = (
            replace(plan, is_kept=False) if plan.role in POINTS else plan for plan in self.columns
        )
        return replace(self, columns=tuple(columns))

    def first(self, role: str) -> Plan | None:
        """Return the first column of a role, if there is one."""
        return next(iter(self.of(role)), None)
