"""The frames of the insets."""

from __future__ import annotations

from geodata.insets import INSETS
from ptce_map.map.svg.frame import HEIGHT, HOME, WIDTH
from ptce_map.map.svg.insets import frame_box, write_frames


def test_frames_of_the_insets_lie_in_the_frame_of_the_map() -> None:
    for inset in INSETS:
        left, top, width, height = frame_box(inset)
        assert left > 0
        assert top > 0
        assert left + width < WIDTH
        assert top + height < HEIGHT
    assert HOME[0] < -13


def test_the_inset_that_is_no_departement_is_named_in_the_language_of_the_page() -> None:
    shown = [inset.code for inset in INSETS]
    assert ">Paris et petite couronne</text>" in write_frames(shown)
    assert ">Paris and inner suburbs</text>" in write_frames(shown, "en")
    assert ">Guadeloupe</text>" in write_frames(shown, "en")
