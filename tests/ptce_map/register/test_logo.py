"""A logo is a small drawing; what is heavy, broken, or more than a drawing is not shown."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from ptce_map.register.logo import MOST_BYTES, MOST_PIXELS, Logo, is_file_name, read_logo

if TYPE_CHECKING:
    from pathlib import Path

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
PLAIN = f'{HEAD} viewBox="0 0 20 10">{{}}</svg>'


def png(width: int, height: int) -> bytes:
    file = io.BytesIO()
    Image.new("RGBA", (width, height), "#6A1B9A").save(file, "PNG")
    return file.getvalue()


def codes(folder: Path, name: str, content: bytes | str) -> list[tuple[str, str]]:
    data = content.encode() if isinstance(content, str) else content
    (folder / name).write_bytes(data)
    logo, faults = read_logo(folder, name)
    assert (logo == Logo(name[-3:].lower(), data)) is (not faults)
    return [(fault.code, fault.value) for fault in faults]


@pytest.mark.parametrize(
    "content",
    [
        '<path d="M0 0h20v10z" fill="#123456"/>',
        '<defs><linearGradient id="a"><stop offset="0"/></linearGradient></defs>'
        '<rect width="9" height="9" fill="url(#a)"/><use href="#b"/><use xlink:href="#b"/>',
        "<style>.a{fill:url('#a')}</style><g class=\"a\"><title>Relais</title></g>",
        '<x:view xmlns:x="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"/>',
    ],
)
def test_a_drawing_is_kept_as_it_is(tmp_path: Path, content: str) -> None:
    assert codes(tmp_path, "a.svg", PLAIN.format(content)) == []
    assert codes(tmp_path, "b.SVG", f"<?xml version='1.0'?>\n{PLAIN.format(content)}") == []


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("<script>alert(1)</script>", "<script>"),
        ('<path onload="a()"/>', "onload"),
        ('<a href="#x"><path/></a>', "<a>"),
        ('<image href="https://example.org/a.png"/>', "<image>"),
        ('<use href="https://example.org/a.svg#b"/>', "href"),
        ('<use xlink:href="data:image/svg+xml,x"/>', "href"),
        ('<rect fill="url(https://example.org/a)"/>', "fill"),
        ('<rect style="fill:url( //example.org )"/>', "style"),
        ('<style>@import "a.css";</style>', "<style>"),
        ("<style>a{b:\\75rl(x)}</style>", "<style>"),
        ("<foreignObject/>", "<foreignObject>"),
        ('<p xmlns="http://www.w3.org/1999/xhtml"/>', "<p>"),
        ('<animate attributeName="href"/>', "<animate>"),
    ],
)
def test_what_acts_or_asks_elsewhere_is_refused(tmp_path: Path, content: str, what: str) -> None:
    assert ("logo_unsafe", what) in codes(tmp_path, "a.svg", PLAIN.format(content))


@pytest.mark.parametrize(
    "before",
    [
        '<!DOCTYPE svg [<!ENTITY a "b">]>',
        '<?xml-stylesheet href="https://example.org/a.css"?>',
    ],
)
def test_what_is_declared_before_a_drawing_is_refused(tmp_path: Path, before: str) -> None:
    assert codes(tmp_path, "a.svg", before + PLAIN.format("")) == [("logo_unsafe", "<!DOCTYPE>")]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.svg", "<svg", "logo_broken"),
        ("a.svg", "<html/>", "logo_broken"),
        ("a.svg", PLAIN.format("").encode("utf-16"), "logo_broken"),
        ("a.svg", f"{HEAD}/>", "logo_long"),
        ("a.svg", f'{HEAD} width="90" height="10"/>', "logo_long"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "logo_broken"),
        ("a.png", png(20, 10)[:60], "logo_broken"),
        ("a.png", PLAIN.format(""), "logo_broken"),
        ("a.png", png(MOST_PIXELS + 1, 400), "logo_large"),
        ("a.png", png(90, 10), "logo_long"),
        ("a.svg", PLAIN.format("<!--" + "x" * MOST_BYTES + "-->"), "logo_heavy"),
    ],
)
def test_what_is_no_logo_is_told(
    tmp_path: Path, name: str, content: bytes | str, code: str
) -> None:
    assert [found for found, _ in codes(tmp_path, name, content)] == [code]


def test_a_png_and_what_is_not_there(tmp_path: Path) -> None:
    assert codes(tmp_path, "a.png", png(40, 40)) == []
    assert [fault.code for fault in read_logo(tmp_path, "b.png")[1]] == ["logo_absent"]


@pytest.mark.parametrize(
    ("name", "holds"),
    [
        ("logo.svg", True),
        ("Mon logo-2.PNG", True),
        ("../logo.svg", False),
        ("dossier/logo.svg", False),
        (".svg", False),
        ("logo.gif", False),
        ("https://example.org/a.svg", False),
        (3, False),
    ],
)
def test_a_logo_is_the_name_of_a_file_beside_the_tables(name: object, holds: bool) -> None:
    assert is_file_name(name) is holds
