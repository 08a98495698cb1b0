from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import matplotlib as mpl
import pytest
from matplotlib.font_manager import findSystemFonts

from ptce_map.atlas.paper.typeface import FONT_FILES, LAST_RESORT, Face, families, find_families


class Manager(SimpleNamespace):
    """The fonts that matplotlib knows of: paths, and those added."""

    def __init__(self, *known: str) -> None:
        super().__init__(ttflist=[SimpleNamespace(fname=path) for path in known], added=[])

    def addfont(self, path: str) -> None:
        self.added.append(path)


@pytest.mark.parametrize(
    ("files", "known", "family", "added"),
    [
        ((), (), None, ()),
        (("/f/Other.ttf",), (), None, ()),
        (("/f/arial.ttf", "/f/LiberationSans-Bold.ttf"), (), "Liberation Sans", (1,)),
        (("/f/Arial Bold.ttf", "/f/Arial.ttf"), ("/f/Arial.ttf",), "Arial", (0,)),
        (("/f/Arimo-Regular.ttf", "/g/Arimo-Regular.ttf"), (), "Arimo", (0,)),
    ],
)
def test_the_first_family_of_the_machine_is_made_known(
    files: tuple[str, ...], known: tuple[str, ...], family: str | None, added: tuple[int, ...]
) -> None:
    manager = Manager(*known)
    expected = (family, LAST_RESORT) if family else (LAST_RESORT,)
    assert find_families(manager, list(files)) == expected
    assert manager.added == [files[rank] for rank in added]


def test_type_does_not_depend_on_what_matplotlib_listed_before() -> None:
    stems = {Path(file).stem.lower() for file in findSystemFonts()}
    present = [family for family, names in FONT_FILES.items() if stems.intersection(names)]
    assert families() == (*present[:1], LAST_RESORT)
    path = mpl.font_manager.findfont(Face(10).properties(), fallback_to_default=False)
    assert Path(path).stem.lower() in {*FONT_FILES.get(families()[0], ()), "dejavusans"}


def test_widths_add_up_and_grow_with_size_and_weight() -> None:
    face = Face(10)
    assert face.width_mm("") == 0
    assert face.width_mm("nn") == pytest.approx(2 * face.width_mm("n"), rel=0.02)
    assert Face(20).width_mm("pôle") == pytest.approx(2 * face.width_mm("pôle"), rel=0.02)
    assert Face(10, bold=True).width_mm("pôle") > face.width_mm("pôle")


def test_a_dollar_is_a_dollar() -> None:
    assert Face(10).width_mm("$x$") > Face(10).width_mm("x")


def test_wrapping_loses_no_word_and_keeps_to_the_width() -> None:
    face, text = Face(6), "Pôle de gestion des déchets et de développement des Alpilles"
    lines = face.wrap(text, 25)
    assert " ".join(lines) == text
    assert len(lines) > 2
    assert all(face.width_mm(line) <= 25 for line in lines)


def test_a_word_too_wide_has_its_own_line() -> None:
    assert Face(6).wrap("un anticonstitutionnellement deux", 10) == [
        *("un", "anticonstitutionnellement", "deux")
    ]


def test_a_line_is_as_high_as_its_type() -> None:
    assert Face(72).line_mm == pytest.approx(25.4 * 1.22)
    assert 0 < Face(72).ascent_mm < 25.4


def test_the_outlines_of_a_text_start_where_they_are_asked_to() -> None:
    bounds = Face(10).path("Hn", 30, 40).get_extents()
    assert (bounds.x0, bounds.y0) == (pytest.approx(30, abs=0.5), pytest.approx(40, abs=0.1))
    assert bounds.width == pytest.approx(Face(10).width_mm("Hn"), abs=0.7)


def test_balanced_lines_are_as_few_and_more_equal() -> None:
    face, text = Face(6), "Projet autonomie et silver économie du Dignois (La Mut')"
    wrapped, balanced = face.wrap(text, 27.6), face.balance(text, 27.6)
    assert " ".join(balanced) == text
    assert len(balanced) == len(wrapped) == 3
    assert max(map(face.width_mm, balanced)) < max(map(face.width_mm, wrapped))
    assert balanced[-1] == "Dignois (La Mut')"


def test_a_single_word_is_balanced() -> None:
    assert Face(6).balance("Ardaines", 27.6) == ["Ardaines"]
