import itertools

import numpy as np
import pytest

from ptce_map.map.themes import THEMES, Theme, css, palette, properties
from ptce_map.measures.breaks import K_RANGE

THEME = pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))

# Simulations of full dichromacy on linear RGB: Machado, Oliveira and Fernandes (2009), table 1,
# severity 1.0. OKLab: Ottosson (2020).
DEFICIENCIES = {
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
TO_LMS = [
    [0.4122214708, 0.5363325363, 0.0514459929],
    [0.2119034982, 0.6806995451, 0.1073969566],
    [0.0883024619, 0.2817188376, 0.6299787005],
]
TO_OKLAB = [
    [0.2104542553, 0.7936177850, -0.0040720468],
    [1.9779984951, -2.4285922050, 0.4505937099],
    [0.0259040371, 0.7827717662, -0.8086757660],
]


def linear_rgb(colour: str) -> np.ndarray:
    values = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def contrast(colour: str, other: str) -> float:
    first, second = (float(linear_rgb(c) @ [0.2126, 0.7152, 0.0722]) for c in (colour, other))
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)


def oklab(colour: str, deficiency: str | None = None) -> np.ndarray:
    rgb = linear_rgb(colour)
    if deficiency:
        rgb = np.clip(np.array(DEFICIENCIES[deficiency]) @ rgb, 0, 1)
    return np.array(TO_OKLAB) @ np.cbrt(np.array(TO_LMS) @ rgb)


def difference(colour: str, other: str, deficiency: str | None) -> float:
    return float(np.linalg.norm(oklab(colour, deficiency) - oklab(other, deficiency)))


def test_contrast_of_black_and_white_is_21() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


@THEME
def test_text_reaches_4_5_to_1(theme: Theme) -> None:
    pairs = {
        "ink on surface": (theme.ink, theme.surface),
        "ink on page": (theme.ink, theme.page),
        "ink on sea": (theme.ink, theme.sea),
        "secondary ink on surface": (theme.ink_2, theme.surface),
        "secondary ink on table head": (theme.ink_2, theme.surface_2),
        "button": (theme.on_brand, theme.brand),
        "link": (theme.brand_ink, theme.surface),
        "chip": (theme.brand_ink, theme.brand_soft),
        "tag of precision": (theme.pole, theme.pole_soft),
    }
    weak = {name: contrast(*pair) for name, pair in pairs.items() if contrast(*pair) < 4.5}
    assert weak == {}


@THEME
def test_marks_and_controls_reach_3_to_1(theme: Theme) -> None:
    pairs = {
        "control": (theme.control, theme.surface),
        "bar": (theme.bar, theme.surface),
        "outline of a pole on paper": (theme.pole, theme.sequential[0]),
        "outline of a pole on its casing": (theme.pole, theme.casing),
        "coast and régions on the sea": (theme.boundary_strong, theme.sea),
        "coast and régions on paper": (theme.boundary_strong, theme.sequential[0]),
        "hatch of missing data": (theme.hatch, theme.surface),
        "focus": (theme.focus, theme.surface),
    }
    weak = {name: contrast(*pair) for name, pair in pairs.items() if contrast(*pair) < 2.95}
    assert weak == {}


@THEME
def test_lightness_of_the_classes_is_monotone(theme: Theme) -> None:
    lightness = np.array([oklab(colour)[0] for colour in theme.sequential])
    steps = np.diff(lightness)
    assert (steps < 0).all() if theme.name == "light" else (steps > 0).all()


@THEME
@pytest.mark.parametrize("deficiency", [None, *DEFICIENCIES])
@pytest.mark.parametrize("k", [1, 2, *K_RANGE])
def test_neighbouring_classes_are_told_apart(theme: Theme, k: int, deficiency: str | None) -> None:
    colours = palette(theme, k)
    assert len(colours) == k + 1
    assert min(difference(a, b, deficiency) for a, b in itertools.pairwise(colours)) >= 0.07


@THEME
@pytest.mark.parametrize("deficiency", [None, *DEFICIENCIES])
def test_the_colour_of_the_poles_stands_out_from_every_class(
    theme: Theme, deficiency: str | None
) -> None:
    gaps = [difference(theme.pole, colour, deficiency) for colour in theme.sequential]
    assert min(gaps) >= 0.10


def test_custom_properties_carry_every_colour() -> None:
    assert properties(THEMES["light"])["--brand-soft"] == "#E2F0F1"
    assert properties(THEMES["dark"])["--class-5"] == "#DDF5E6"
    assert properties(THEMES["light"]).keys() == properties(THEMES["dark"]).keys()


def test_the_stylesheet_is_dark_on_screens_that_ask_for_it() -> None:
    light, chosen, preferred, printed = css().splitlines()
    assert light.startswith(":root{--surface:#FFFFFF;")
    assert chosen.startswith('@media screen{:root[data-theme="dark"]{--surface:#162229;')
    assert preferred.startswith(
        "@media screen and (prefers-color-scheme:dark){:root:not([data-theme]){--surface:#162229;"
    )
    assert printed.startswith('@media print{:root[data-theme="dark"] .map-frame{--surface:#162229;')
