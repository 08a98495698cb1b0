"""Components written as plain HTML."""

from __future__ import annotations

import pytest
from dash import html

from app.sections.fragment import Node, Tag, to_html

SVG = '<svg viewBox="0 0 1 1"><use href="#a"></use></svg>'


@pytest.mark.parametrize(
    ("node", "written"),
    [
        (None, ""),
        ("a < b", "a &lt; b"),
        (75, "75"),
        (["a", html.B("b")], "a<b>b</b>"),
        (html.Br(), "<br>"),
        (html.P(), "<p></p>"),
        (
            Tag("input", None, {"type": "checkbox", "checked": True}),
            '<input checked type="checkbox">',
        ),
        (Tag("svg", Tag("use", None, {"href": "#a"}), {"viewBox": "0 0 1 1"}), SVG),
        (html.P("text", className="note", id="one"), '<p class="note" id="one">text</p>'),
        (html.P(hidden=True), "<p hidden></p>"),
        (html.P(hidden=False), "<p></p>"),
        (html.Div(tabIndex="-1"), '<div tabindex="-1"></div>'),
        (html.Label("x", htmlFor="box"), '<label for="box">x</label>'),
        (html.Span(style={"--n": 3, "--max": 4}), '<span style="--n:3;--max:4"></span>'),
        (
            html.Td(**{"data-rank": 3, "aria-hidden": "true"}),
            '<td aria-hidden="true" data-rank="3"></td>',
        ),
    ],
)
def test_a_tree_is_written_as_html(node: Node, written: str) -> None:
    assert to_html(node) == written


def test_texts_and_attributes_cannot_break_out() -> None:
    node = html.P('<script>"', title='"><script>')

    assert to_html(node) == '<p title="&#34;&gt;&lt;script&gt;">&lt;script&gt;&#34;</p>'
