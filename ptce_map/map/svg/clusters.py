"""Seats of a register of many poles, for a part of the map at a time: rows that scripts draw.

A tile of a zoom holds the discs that stand there for the seats around them, as
:mod:`ptce_map.map.gathering` worked them out, each with the poles that it stands for; the seats of
poles that answer few enough questions come by themselves.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from ptce_map.arrays import Integers, Values
from ptce_map.map.gathering import ALONE, ZOOMS
from ptce_map.map.svg.crowd import tile_side
from ptce_map.map.svg.shapes import Seat


@dataclass(frozen=True, eq=False)
class Clusters:
    """The seats of the map, copies in insets included, and those that stand for others."""

    seats: tuple[Seat, ...]

    @cached_property
    def _heads(self) -> Integers:
        """Position of the seat that stands for each, a row a seat and a column a step.

        The last column is of seats that stand alone; -1 where an inset has no copy of the other.
        """
        places = {(seat.inset, seat.key): at for at, seat in enumerate(self.seats)}
        rows = [
            [
                places.get((seat.inset, head), -1)
                for head in (*(seat.relays or (seat.key,) * len(ZOOMS)), seat.key)
            ]
            for seat in self.seats
        ]
        return np.array(rows, dtype=np.int64).reshape(-1, len(ZOOMS) + 1)

    @cached_property
    def _spots(self) -> Values:
        """Where each seat is: ``x`` and ``y``, in units."""
        return np.array([(seat.x, seat.y) for seat in self.seats], dtype=np.float64).reshape(-1, 2)

    @cached_property
    def _sizes(self) -> Integers:
        """Number of poles of each seat."""
        return np.array([len(seat.poles) for seat in self.seats], dtype=np.int64)

    def is_tile(self, zoom: int, x: int, y: int) -> bool:
        """Tell whether there may be a seat in a tile, counted from the corner of the frame."""
        if not self.seats:
            return False
        first, last = (np.floor(edge / tile_side(zoom)) for edge in self._ends)
        return bool((first <= (x, y)).all() and (last >= (x, y)).all())

    @cached_property
    def _ends(self) -> tuple[Values, Values]:
        """The least and the most ``x`` and ``y`` of all seats."""
        return self._spots.min(axis=0), self._spots.max(axis=0)

    def in_tile(self, zoom: int, x: int, y: int) -> Mapping[int, Integers]:
        """Return the discs of a tile: position of the seat that stands -> those that it is for."""
        heads = self._heads[:, step_at(zoom)]
        is_here = (np.floor(self._spots / tile_side(zoom)) == (x, y)).all(axis=1)
        members = np.flatnonzero((heads >= 0) & is_here[heads])
        order = members[np.argsort(heads[members], kind="stable")]
        found, starts = np.unique(heads[order], return_index=True)
        return dict(zip(found.tolist(), np.split(order, starts[1:])))

    def of_poles(self, poles: Collection[str]) -> Mapping[int, Integers]:
        """Return the seats of some poles, each alone."""
        asked = frozenset(poles)
        return {
            at: np.array([at])
            for at, seat in enumerate(self.seats)
            if not asked.isdisjoint(seat.poles)
        }

    def largest(self, zoom: int) -> int:
        """Return the number of poles of the largest disc of a zoom, on the map of the country."""
        heads = self._heads[:, step_at(zoom)]
        is_main = np.array([not seat.inset for seat in self.seats], dtype=bool)
        return int(np.bincount(heads[is_main], weights=self._sizes[is_main]).max(initial=1))

    def write(
        self,
        discs: Mapping[int, Integers],
        ranks: Mapping[str, int],
        poles: Collection[str] = (),
    ) -> list[list[Any]]:
        """Write discs: key, sign, inset, name, place, poles, and the box of several seats.

        Poles are their ``ranks``; of all, those in ``poles`` if there are any.
        """
        return [
            self._write(at, [self.seats[member] for member in members.tolist()], ranks, poles)
            for at, members in discs.items()
        ]

    def _write(
        self, at: int, members: Sequence[Seat], ranks: Mapping[str, int], poles: Collection[str]
    ) -> list[Any]:
        seat = self.seats[at]
        held = sorted(
            ranks[pole] for member in members for pole in member.poles if not poles or pole in poles
        )
        across, down = ([getattr(member, axis) for member in members] for axis in ("x", "y"))
        box = [min(across), min(down), max(across), max(down)] if len(members) > 1 else []
        return [seat.key, seat.sign, seat.inset, seat.name, seat.x, seat.y, held, box]


def step_at(zoom: int) -> int:
    """Return the step of a zoom at which seats are gathered, or the one at which none is."""
    return sum(least <= zoom for least in (*ZOOMS[1:], ALONE))
