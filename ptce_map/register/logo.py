"""The logo of a programme: a small image beside the tables, which harms no reader.

An SVG is read as what it is, a document that a browser may run: what acts, or asks another site for
something, is refused.
"""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from ptce_map.notices import Fault
from ptce_map.register.schema import PROGRAMME

SETTING = "programme.logo"
SUFFIXES = ("svg", "png")
MOST_BYTES, MOST_PIXELS = 64_000, 1024
MOST_LONG = 8
"""How many times one side may be the other."""
DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
NUMBER = re.compile(r"\d{1,7}(?:\.\d{1,6})?")
BOX = 4
"""Numbers of a ``viewBox``."""
SVG = "{http://www.w3.org/2000/svg}"
XHTML = "{http://www.w3.org/1999/xhtml}"
DRAWN = frozenset(
    {
        *("svg", "g", "defs", "symbol", "use", "title", "desc", "metadata", "style", "switch"),
        *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan"),
        *("linearGradient", "radialGradient", "stop", "pattern", "clipPath", "mask", "marker"),
    }
)
"""Elements of SVG that draw or tell, and do nothing else."""
ASKING = re.compile(r"@|\\|javascript:|expression\(|url\(\s*['\"]?(?!#|['\"])", re.IGNORECASE)
"""What a style asks for elsewhere, or hides what it asks for by."""


@dataclass(frozen=True)
class Logo:
    """A logo: the end of its file's name, and its content."""

    suffix: str
    content: bytes


def is_file_name(value: object) -> bool:
    """Tell the name of an image beside the tables: no path, one of the kinds that are read."""
    if not isinstance(value, str) or not re.fullmatch(r"[\w-][\w .-]{0,99}", value):
        return False
    return value.rpartition(".")[2].lower() in SUFFIXES


def read_logo(folder: Path, name: str) -> tuple[Logo | None, list[Fault]]:
    """Read the logo of a name, and say what keeps it from being shown."""
    path = folder / name
    try:
        if path.stat().st_size > MOST_BYTES:
            details = {"most": MOST_BYTES // 1000}
            return None, [Fault(file=name, code="logo_heavy", details=details)]
        content = path.read_bytes()
    except OSError:
        return None, [Fault(file=PROGRAMME, column=SETTING, value=name, code="logo_absent")]
    suffix = name.rpartition(".")[2].lower()
    faults = list(CHECKS[suffix](name, content))
    return (None if faults else Logo(suffix, content)), faults


def _png_faults(name: str, content: bytes) -> Iterator[Fault]:
    from PIL import Image

    try:
        with Image.open(io.BytesIO(content), formats=["PNG"]) as image:
            width, height = image.size
            if max(width, height) > MOST_PIXELS:
                details = {"width": width, "height": height, "most": MOST_PIXELS}
                yield Fault(file=name, code="logo_large", details=details)
                return
            image.load()
        yield from _shape_faults(name, width, height)
    except (OSError, ValueError, SyntaxError):
        yield Fault(file=name, code="logo_broken")


def _svg_faults(name: str, content: bytes) -> Iterator[Fault]:
    try:
        text = content.decode("utf-8-sig")
        # Entities and styles of elsewhere are declared before the drawing: none is read.
        if re.search(r"<!(?!--)|<\?(?!xml\s)", text):
            yield _unsafe(name, "<!DOCTYPE>")
            return
        root = ET.fromstring(DECLARATION.sub("", text))  # noqa: S314 - no entity is declared
    except (UnicodeDecodeError, ET.ParseError):
        yield Fault(file=name, code="logo_broken")
        return
    if root.tag != f"{SVG}svg":
        yield Fault(file=name, code="logo_broken")
        return
    yield from _shape_faults(name, *_sides(root))
    for what in dict.fromkeys(_unsafe_parts(root)):
        yield _unsafe(name, what)


def _sides(root: ET.Element) -> tuple[float, float]:
    """Return the width and the height of a drawing; 0 where they are not said in numbers."""
    box = NUMBER.findall(root.get("viewBox", ""))
    sides = box[2:4] if len(box) == BOX else [root.get(side, "") for side in ("width", "height")]
    found = [NUMBER.match(side) for side in sides]
    width, height = (float(number[0]) if number else 0.0 for number in found)
    return width, height


def _shape_faults(name: str, width: float, height: float) -> Iterator[Fault]:
    if min(width, height) <= 0 or max(width, height) > MOST_LONG * min(width, height):
        yield Fault(file=name, code="logo_long", details={"most": MOST_LONG})


def _unsafe_parts(root: ET.Element) -> Iterator[str]:
    for element in root.iter():
        tag = str(element.tag)
        plain = tag.removeprefix(SVG)
        if tag.startswith(XHTML) or (tag.startswith(SVG) and plain not in DRAWN) or "{" not in tag:
            yield f"<{tag.rpartition('}')[2]}>"
        if plain == "style" and ASKING.search(element.text or ""):
            yield "<style>"
        for key, value in element.attrib.items():
            local = key.rpartition("}")[2].lower()
            is_link = local in ("href", "src") and not value.strip().startswith("#")
            if local.startswith("on") or is_link or (local != "d" and ASKING.search(value)):
                yield local


def _unsafe(name: str, what: str) -> Fault:
    return Fault(file=name, value=what, code="logo_unsafe")


CHECKS: Mapping[str, Callable[[str, bytes], Iterator[Fault]]] = MappingProxyType(
    {"svg": _svg_faults, "png": _png_faults}
)
"""End of a file's name -> what finds the faults of its content."""
