"""The colours of the product, light and dark: the one home of every colour.

Contrasts were measured on the surface they stand on (WCAG 2.2): text 4.5:1 at least, marks and
borders of controls 3:1. The stylesheet receives them as custom properties (:func:`css`), the map
through :mod:`ptce_map.map.style`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType

from ptce_map.map.colours import ramp


@dataclass(frozen=True)
class Theme:
    """Colours of a theme, as hexadecimal.

    Attributes
    ----------
    sequential
        Zero, then five classes, from few to many.
    casing
        The light under a line that lets it stand out from any class.
    outside
        Ground of the country that is not asked for, between the sea and the paper of zero.
    """

    name: str
    surface: str
    surface_2: str
    page: str
    sea: str
    ink: str
    ink_2: str
    line: str
    control: str
    brand: str
    on_brand: str
    brand_ink: str
    brand_soft: str
    pole: str
    pole_soft: str
    bar: str
    track: str
    boundary: str
    boundary_strong: str
    hatch: str
    focus: str
    casing: str
    outside: str
    sequential: tuple[str, str, str, str, str, str]


LIGHT = Theme(
    name="light",
    surface="#FFFFFF",
    surface_2="#F7F9FA",
    page="#F4F6F7",
    sea="#E9EEF1",
    ink="#14232B",
    ink_2="#465760",
    line="#DBE2E6",
    control="#74858E",
    brand="#0E5A6D",
    on_brand="#FFFFFF",
    brand_ink="#0B4656",
    brand_soft="#E2F0F1",
    pole="#B5380B",
    pole_soft="#FBE9E1",
    bar="#2C7F90",
    track="#E6ECEF",
    boundary="#A3B2B9",
    boundary_strong="#5C6E78",
    hatch="#8A979E",
    focus="#14232B",
    casing="#FFFFFF",
    outside="#F1F4F6",
    sequential=("#FFFFFF", "#D3E9DE", "#96CEC4", "#53A6AB", "#22748A", "#0D405B"),
)

DARK = Theme(
    name="dark",
    surface="#162229",
    surface_2="#1B2931",
    page="#0E171C",
    sea="#0E171C",
    ink="#EEF3F5",
    ink_2="#AFBEC6",
    line="#2B3B44",
    control="#748994",
    brand="#8FD6D3",
    on_brand="#08222A",
    brand_ink="#B5E6E1",
    brand_soft="#1D3A40",
    pole="#FF9D6E",
    pole_soft="#43271B",
    bar="#5FB3B3",
    track="#24343C",
    boundary="#42555F",
    boundary_strong="#8598A1",
    hatch="#7F919A",
    focus="#FFFFFF",
    casing="#0E171C",
    outside="#131E24",
    sequential=("#1C2930", "#23505B", "#2F7580", "#4FA0A2", "#8DCDBF", "#DDF5E6"),
)

MAX_CLASSES = 7

THEMES: Mapping[str, Theme] = MappingProxyType({theme.name: theme for theme in (LIGHT, DARK)})


def palette(theme: Theme, k: int) -> tuple[str, ...]:
    """Return the colours of zero and of ``k`` classes, from few to many."""
    return (theme.sequential[0], *ramp(theme.sequential[1:], k))


def properties(theme: Theme) -> dict[str, str]:
    """Return the custom properties of a theme, such as ``--brand-soft`` and ``--class-3-of-7``."""
    plain = {
        f"--{field.name.replace('_', '-')}": str(getattr(theme, field.name))
        for field in fields(theme)
        if field.name not in {"name", "sequential"}
    }
    classes = {
        f"--class-{rank}-of-{k}": colour
        for k in range(1, MAX_CLASSES + 1)
        for rank, colour in enumerate(palette(theme, k))
    }
    common = {f"--class-{rank}": colour for rank, colour in enumerate(theme.sequential)}
    return plain | common | classes


def css(themes: Mapping[str, Theme] = THEMES) -> str:
    """Return the stylesheet of some themes: light, but dark on screens where it is asked for.

    The page asks by an attribute; without it, the browser's preference holds. Paper is always
    light, but around a map that was drawn dark: its legend has its colours.
    """
    light, dark = (
        ";".join(f"{key}:{value}" for key, value in properties(theme).items())
        for theme in (themes[LIGHT.name], themes[DARK.name])
    )
    asked = ':root[data-theme="dark"]'
    chosen, printed = f"{asked}{{{dark}}}", f"{asked} .map-frame{{{dark}}}"
    preferred = f":root:not([data-theme]){{{dark}}}"
    return (
        f":root{{{light}}}\n"
        f"@media screen{{{chosen}}}\n"
        f"@media screen and (prefers-color-scheme:dark){{{preferred}}}\n"
        f"@media print{{{printed}}}\n"
    )
