from __future__ import annotations

import csv

import pytest

from ptce_map.textfile import Line, read_lines

ROWS: list[Line] = [(1, ["id", "nom"]), (2, ["café", "Le Café"])]
TEXT = "id,nom\ncafé,Le Café\n"
WINDOWS = {"encoding": "Windows-1252", "line": "2"}


@pytest.mark.parametrize(
    ("data", "code", "line", "details"),
    [
        (TEXT.encode(), "", 0, {}),
        (TEXT.encode("utf-8-sig"), "", 0, {}),
        (TEXT.replace("\n", "\r\n").encode(), "", 0, {}),
        (TEXT.encode("cp1252"), "encoding_from", 0, WINDOWS),
        (TEXT.encode("utf-16"), "encoding", 0, {"encoding": "UTF-16"}),
        (TEXT.replace(",", ";").encode(), "delimiter", 0, {}),
        (TEXT.replace(",", "\t").encode(), "delimiter_tab", 0, {}),
        (TEXT.encode() + b'a,"b"c\n', "quotes", 3, {}),
        (TEXT.encode() + b'a,"b\n', "quotes", 3, {}),
    ],
)
def test_a_table_is_read_however_it_was_saved(
    data: bytes, code: str, line: int, details: dict[str, str]
) -> None:
    lines, faults = read_lines(data, "poles.csv")
    assert lines == ROWS
    found = [(fault.code, fault.line, fault.details) for fault in faults]
    assert found == ([(code, line, details)] if code else [])


@pytest.mark.parametrize(
    ("header", "code"),
    [("id;nom;'a,b'", "delimiter"), ("id,nom,'a;b;c'", ""), ("x;y", "delimiter"), ("x;y,z", "")],
)
def test_the_delimiter_is_the_one_that_finds_columns(header: str, code: str) -> None:
    text = header.replace("'", '"') + "\n"
    _, faults = read_lines(text.encode(), "poles.csv", ("id", "nom"))
    assert [fault.code for fault in faults] == ([code] if code else [])


def test_what_is_saved_badly_twice_is_told_twice() -> None:
    lines, faults = read_lines(TEXT.replace(",", ";").encode("cp1252"), "poles.csv")
    assert lines == ROWS
    assert [fault.code for fault in faults] == ["encoding_from", "delimiter"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\r\n \n", "empty"),
        (b"PK\x03\x04\x14\x00\x08", "binary"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "binary"),
        (b"\xff\xfe\x00", "binary"),
        (bytes(range(256)), "binary"),
    ],
)
def test_what_is_no_table(data: bytes, code: str) -> None:
    lines, faults = read_lines(data, "poles.csv")
    assert lines == []
    assert [fault.code for fault in faults] == [code]


def test_blank_lines_count_and_are_left_out() -> None:
    lines, faults = read_lines(b'\nid,nom\n,\n\n"a\nb",c\nd,e\n', "poles.csv")
    assert lines == [(2, ["id", "nom"]), (5, ["a\nb", "c"]), (7, ["d", "e"])]
    assert faults == []


@pytest.mark.parametrize("limit", [131_072, 2**31 - 1])
def test_a_cell_may_be_too_long_to_be_one(limit: int) -> None:
    before = csv.field_size_limit(limit)
    lines, faults = read_lines(b"id,nom\na,b\nc," + b"x" * 200_000 + b"\n", "poles.csv")
    csv.field_size_limit(before)
    assert [line for line, _ in lines] == [1, 2]
    assert [(fault.code, fault.line) for fault in faults] == [("quotes", 3)]
