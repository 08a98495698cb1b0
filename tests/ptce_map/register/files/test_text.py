from __future__ import annotations

import csv
from functools import partial

import pytest

from ptce_map.notices import Fault, Finding, Notice, Words
from ptce_map.register.files.headers import count_names
from ptce_map.register.files.text import Line, read_lines

ROWS: list[Line] = [(1, ["id", "nom"]), (2, ["café", "Le Café"])]
TEXT = "id,nom\ncafé,Le Café\n"


def lines_of(data: bytes) -> tuple[list[Line], list[Finding]]:
    return read_lines(data, "poles.csv", partial(count_names, "poles"))


def form(findings: list[Finding]) -> tuple[str, ...]:
    """Return how a file is said to be read; nothing if it is said to be plain."""
    forms = [finding.details["form"] for finding in findings if isinstance(finding, Notice)]
    return forms[0].keys if forms and isinstance(forms[0], Words) else ()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (TEXT.encode(), ()),
        (TEXT.encode("utf-8-sig"), ()),
        (TEXT.replace("\n", "\r\n").encode(), ()),
        (TEXT.replace("\n", "\r").encode(), ()),
        (TEXT.replace(",", ', "').replace("\n", '"\n').encode(), ()),
        (TEXT.encode("cp1252"), ("form.cp1252",)),
        (TEXT.encode("mac_roman"), ("form.mac_roman",)),
        (TEXT.encode("cp850"), ("form.cp850",)),
        (TEXT.encode("utf-16"), ("form.utf-16",)),
        (TEXT.encode("utf-16-le"), ("form.utf-16",)),
        (TEXT.encode("utf-16-be"), ("form.utf-16",)),
        (TEXT.replace(",", ";").encode(), ("form.semicolon",)),
        (TEXT.replace(",", "\t").encode(), ("form.tab",)),
        (TEXT.replace(",", "|").encode(), ("form.bar",)),
        (TEXT.replace(",", ";").encode("cp1252"), ("form.semicolon", "form.cp1252")),
    ],
)
def test_a_table_is_read_however_it_was_saved(data: bytes, said: tuple[str, ...]) -> None:
    lines, findings = lines_of(data)
    assert lines == ROWS
    assert form(findings) == said
    assert len(findings) == (1 if said else 0)


def test_the_first_line_may_say_what_separates_cells() -> None:
    lines, findings = lines_of(("sep=;\r\n" + TEXT.replace(",", ";")).encode())
    assert lines == [(line + 1, cells) for line, cells in ROWS]
    assert form(findings) == ("form.declared",)


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("nom;lieu;'a,b'\nx;y;z", ["nom", "lieu", "a,b"]),
        ("nom,lieu,'a;b;c'\nx,y,z", ["nom", "lieu", "a;b;c"]),
        ("x;y\nz;t", ["x", "y"]),
        ("Liste au 1er mai\nnom;territoire\nA, B;com:31555", ["Liste au 1er mai"]),
        ("Nom du pôle;Code INSEE\nA, B et C;31555\nD, E;31555", ["Nom du pôle", "Code INSEE"]),
    ],
)
def test_the_separator_is_the_one_that_finds_columns(text: str, cells: list[str]) -> None:
    lines, _ = lines_of(text.replace("'", '"').encode())
    assert lines[0][1] == cells


def test_a_separator_that_nothing_decides_is_a_fault() -> None:
    lines, (fault,) = lines_of(b"nom;territoire,secteurs\nA;com:31555,Culture\n")
    assert (lines, fault.code) == ([], "separator")
    assert "by commas, by semicolons" in fault.sentence("en")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\r\n \n", "empty"),
        (b"PK\x03\x04\x14\x00\x08", "binary"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "binary"),
        (b"\xff\xfe\x00", "encoding"),
        (bytes(range(256)), "binary"),
        (b"nom,lieu\n\x81\x8d\x8f\x90\x9d\xde\xfe,x\n", "encoding"),
    ],
)
def test_what_is_no_table(data: bytes, code: str) -> None:
    lines, findings = lines_of(data)
    assert lines == []
    assert [(type(finding), finding.code) for finding in findings] == [(Fault, code)]


@pytest.mark.parametrize("broken", [b'a,"b"c\n', b'a,"b\n'])
def test_quotes_that_do_not_close_are_told(broken: bytes) -> None:
    lines, findings = lines_of(TEXT.encode() + broken)
    assert lines == ROWS
    assert [(finding.code, finding.line) for finding in findings] == [("quotes", 3)]


def test_lines_are_counted_as_in_the_file() -> None:
    lines, findings = lines_of(b'\nid,nom\n,\n\n"a\nb",c\nd,e\n')
    assert [line for line, cells in lines if any(cells)] == [2, 5, 7]
    assert findings == []


@pytest.mark.parametrize("limit", [131_072, 2**31 - 1])
def test_a_cell_may_be_too_long_to_be_one(limit: int) -> None:
    before = csv.field_size_limit(limit)
    lines, findings = lines_of(b"id,nom\na,b\nc," + b"x" * 200_000 + b"\n")
    csv.field_size_limit(before)
    assert [line for line, _ in lines] == [1, 2]
    assert [(finding.code, finding.line) for finding in findings] == [("quotes", 3)]


def test_a_code_that_is_kept_as_a_formula_of_text_is_the_code() -> None:
    lines, _ = lines_of(b'nom,code\nA,="01004"\nB,=B2\n')
    assert [cells[1] for _, cells in lines] == ["code", "01004", "=B2"]
