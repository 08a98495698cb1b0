"""Files as people send them, small and made up, and what is adopted of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.cog import read_cog
from ptce_map.adopt.adoption import Adopted, adopt
from ptce_map.adopt.points import Ground

if TYPE_CHECKING:
    from pathlib import Path

    from geodata.store import Boundaries


def no_ground() -> Ground:
    raise AssertionError("No contour is asked for.")


def written(folder: Path, text: str, name: str = "liste.csv") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def adopted(
    folder: Path, text: str, boundaries: Boundaries | None = None, **more: Path | None
) -> Adopted:
    """Adopt a table of text."""
    open_ground = (lambda: Ground(boundaries)) if boundaries else no_ground
    return adopt(written(folder, text), read_cog(), open_ground, **more)
