"""The address of a register: what is told of it holds no secret."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_map.errors import UnusableRegisterError
from ptce_map.origins.address import is_address, parse, shown

SECRET = "hunter22"  # pragma: allowlist secret


@pytest.mark.parametrize(
    ("text", "kind", "address", "table", "schema"),
    [
        ("https://h.fr/a.csv?id=1", "web", "https://h.fr/a.csv?id=1", "", ""),
        ("https://h.fr/a.gpkg#sites", "web", "https://h.fr/a.gpkg", "sites", ""),
        ("http://127.0.0.1:8/a", "web", "http://127.0.0.1:8/a", "", ""),
        (
            "postgresql://u@h:5433/b?table=s.v&sslmode=verify-full",
            "postgresql",
            "postgresql://u@h:5433/b?sslmode=verify-full",
            "s.v",
            "",
        ),
        ("postgres:///b?schema=ptce", "postgresql", "postgres:///b", "", "ptce"),
        ("dossier/a.GPKG", "geopackage", "dossier/a.GPKG", "", ""),
        ("a.gpkg?table=les sites", "geopackage", "a.gpkg", "les sites", ""),
        ("a.duckdb#main.sites", "duckdb", "a.duckdb", "main.sites", ""),
    ],
)
def test_an_address_says_what_is_asked_and_which_table(
    text: str, kind: str, address: str, table: str, schema: str
) -> None:
    origin = parse(text)
    assert is_address(text)
    assert (origin.kind, origin.address, origin.table, origin.schema) == (
        kind,
        address,
        table,
        schema,
    )
    assert parse(origin.written) == origin


@pytest.mark.parametrize("text", ["liste.csv", "dossier", "C#.csv", "/a/b.xlsx", "gpkg", ".gpkg"])
def test_a_path_is_no_address(text: str) -> None:
    assert not is_address(text)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("ftp://h.fr/a.csv", ["origin_scheme"]),
        ("http://h.fr/a.csv", ["origin_http"]),
        ("http://127.0.0.1.h.fr/a.csv", ["origin_http"]),
        ("https:///a.csv", ["origin_address"]),
        ("https://h.fr:port/a.csv", ["origin_address"]),
        (
            f"http://u:{SECRET}@h.fr/a?token={SECRET}&apiKey={SECRET}&X-Amz-Signature={SECRET}",
            ["origin_http", "origin_password_web", *["origin_secret_web"] * 3],
        ),
        (f"https://{SECRET}@h.fr/a", ["origin_password_web"]),
        (
            f"postgresql://u:{SECRET}@h/b?password={SECRET}&table=t",
            ["origin_password_postgresql", "origin_secret_postgresql"],
        ),
    ],
)
def test_all_that_is_wrong_with_an_address_is_told_and_no_secret(
    text: str, codes: list[str]
) -> None:
    with pytest.raises(UnusableRegisterError) as error:
        parse(text)
    assert [fault.code for fault in error.value.faults] == codes
    assert SECRET not in f"{error.value}{error.value.text('fr')}{error.value!r}"
    assert all(len(fault.next_step("en")) > 20 for fault in error.value.faults)


def test_what_is_told_of_an_address_holds_no_value_and_no_user() -> None:
    address = f"https://h.fr/d/liste.csv?cle={SECRET}&n="
    assert shown(address) == "https://h.fr/d/liste.csv?cle=…&n=…"
    assert shown(f"postgresql://u:{SECRET}@h/b?x={SECRET}") == "postgresql://h/b"
    assert SECRET not in f"{parse(address)} {parse(address)!r}"
    assert str(parse("a.gpkg#t")) == "a.gpkg"


def test_origins_are_kept_apart_by_all_that_is_asked() -> None:
    asked = ("postgres:///b", "postgres:///b?table=t", "postgres:///b?schema=t", "postgres:///c")
    assert len({parse(text).digest for text in asked}) == len(asked)


@given(
    st.sampled_from(["https://", "http://", "postgresql://", "x://", "a.gpkg#", ""]),
    st.text(max_size=40) | st.text("[]:@/?#&=%.a1", max_size=20),
)
def test_whatever_is_written_is_an_origin_or_a_fault(start: str, rest: str) -> None:
    text = f"{start}{rest}"
    with suppress(UnusableRegisterError):
        origin = parse(text)
        assert parse(origin.written).digest == origin.digest


@given(
    st.text("abc123%:é/?#@ ", min_size=4), st.sampled_from(["https", "postgresql", "ftp", "http"])
)
def test_a_password_is_never_told(password: str, scheme: str) -> None:
    with pytest.raises(UnusableRegisterError) as error:
        parse(f"{scheme}://u:zzz{password}zzz@h.fr/a?token=zzz")
    assert "zzz" not in error.value.text("fr") + error.value.text("en")
