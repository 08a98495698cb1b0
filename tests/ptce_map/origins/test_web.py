"""A file asked for by HTTPS: whole, anew if it changed alone, and within its bounds."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

import pytest

from ptce_map.errors import UnusableRegisterError
from ptce_map.notices import Fault
from ptce_map.origins import web
from ptce_map.origins.address import parse
from tests.hosts import Asked, Host, Reply

if TYPE_CHECKING:
    from pathlib import Path

TEXT = b"nom,territoire\nLe Phare,com:31555\n"
SECRET = "hunter22"  # pragma: allowlist secret


def asked(address: str, folder: Path, state: str = "") -> web.Answer | None:
    return web.ask(parse(address), state, folder)


def fault(address: str, folder: Path) -> Fault:
    with pytest.raises(UnusableRegisterError) as error:
        asked(address, folder)
    (found,) = error.value.faults
    assert found.sentence("fr") != found.sentence("en")
    return found


def test_a_file_is_asked_again_only_if_it_changed(host: Host, tmp_path: Path) -> None:
    version = ['"1"']

    def reply(request: Asked) -> Reply:
        is_known = request.headers.get("If-None-Match") == version[0]
        headers = {
            "ETag": version[0],
            "Content-Disposition": 'attachment; filename="Les sites.csv"',
        }
        return Reply(status=304, headers=headers) if is_known else Reply(TEXT, headers=headers)

    host.replies["/r/1234"] = reply
    first = asked(host.address("/r/1234"), tmp_path)
    assert first is not None
    assert (first.path.read_bytes(), first.name) == (TEXT, "Les sites.csv")
    assert asked(host.address("/r/1234"), tmp_path, first.state) is None
    version[0] = '"2"'
    assert asked(host.address("/r/1234"), tmp_path, first.state) is not None
    assert [request.headers.get("If-None-Match") for request in host.asked] == [None, '"1"', '"1"']


def test_a_host_without_etag_is_asked_by_the_day(host: Host, tmp_path: Path) -> None:
    day = "Wed, 21 Oct 2026 07:28:00 GMT"

    def reply(request: Asked) -> Reply:
        if request.headers.get("If-Modified-Since") == day:
            return Reply(status=304)
        return Reply(TEXT, headers={"Last-Modified": day})

    host.replies["/été/sites.csv"] = host.replies["/%C3%A9t%C3%A9/sites.csv"] = reply
    first = asked(host.address("/été/sites.csv"), tmp_path)
    assert first is not None
    assert first.name == "sites.csv"
    assert asked(host.address("/été/sites.csv"), tmp_path, first.state) is None


def test_a_redirection_is_followed_to_encrypted_addresses(host: Host, tmp_path: Path) -> None:
    to = {"Location": host.address("/b.csv", host="localhost")}
    host.replies |= {"/a": Reply(status=302, headers=to), "/b.csv": Reply(TEXT)}
    found = asked(host.address("/a"), tmp_path)
    assert found is not None
    assert (found.path.read_bytes(), found.name) == (TEXT, "b.csv")

    for address in (f"http://127.0.0.1:{host.port}/b.csv", "http://h.fr/a?k=v", "ftp://h.fr/a"):
        host.replies["/plain"] = Reply(status=302, headers={"Location": address})
        assert fault(host.address("/plain"), tmp_path).code == "origin_redirect"
    host.replies["/file"] = Reply(status=302, headers={"Location": "file:///etc/hosts"})
    assert fault(host.address("/file"), tmp_path).code == "origin_redirections"
    host.replies["/round"] = Reply(status=302, headers={"Location": host.address("/round")})
    assert fault(host.address("/round"), tmp_path).code == "origin_redirections"


def test_secrets_are_for_the_host_of_the_address(
    host: Host, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTCE_REGISTER_AUTHORIZATION", f" Bearer {SECRET}\n")
    monkeypatch.setenv("PTCE_REGISTER_QUERY", f"token={SECRET}")
    host.replies["/b"] = Reply(TEXT)
    host.replies["/a"] = Reply(status=307, headers={"Location": host.address("/b")})
    other = host.address("/b", host="localhost")
    host.replies["/c"] = Reply(status=307, headers={"Location": other})
    for path in ("/a?x=1", "/c"):
        assert asked(host.address(path), tmp_path) is not None
    sent = [(request.path, request.headers.get("Authorization")) for request in host.asked]
    assert sent == [
        (f"/a?x=1&token={SECRET}", f"Bearer {SECRET}"),
        ("/b", f"Bearer {SECRET}"),
        (f"/c?token={SECRET}", f"Bearer {SECRET}"),
        ("/b", None),
    ]


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (401, "origin_denied"),
        (403, "origin_denied"),
        (404, "origin_absent"),
        (503, "origin_status"),
    ],
)
def test_a_refusal_is_told_with_what_to_do(
    status: int, code: str, host: Host, tmp_path: Path
) -> None:
    host.replies["/a"] = Reply(b"no", status)
    found = fault(host.address("/a?x=1"), tmp_path)
    assert (found.code, found.file) == (code, host.address("/a?x=…"))
    assert str(status) in found.sentence("en")


def test_what_is_too_large_is_left_before_it_is_whole(
    host: Host, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web, "MOST_BYTES", 100_000)
    host.replies["/a"] = Reply(b"x" * 1_000_000)
    assert fault(host.address("/a"), tmp_path).code == "heavy"
    assert (tmp_path / ".answer").stat().st_size < 300_000


def test_a_host_that_says_nothing_is_left(
    host: Host, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web, "SILENCE_S", 0.2)
    done = Event()
    host.replies["/a"] = Reply(TEXT, wait=done)
    try:
        assert fault(host.address("/a"), tmp_path).code == "origin_slow"
    finally:
        done.set()


def test_a_host_that_drips_is_left_after_the_whole_time(
    host: Host, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web, "WHOLE_S", 0)
    host.replies["/a"] = Reply(TEXT)
    assert fault(host.address("/a"), tmp_path).code == "origin_slow"


def test_a_file_that_is_cut_is_refused(host: Host, tmp_path: Path) -> None:
    host.replies["/a"] = Reply(TEXT, cut=7)
    found = fault(host.address("/a"), tmp_path)
    assert (found.code, found.details) == (
        "origin_cut",
        {"read": str(len(TEXT) - 7), "said": str(len(TEXT))},
    )


def test_a_host_that_is_not_there_or_not_known_is_away(
    host: Host, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    found = fault(host.address("/a"), tmp_path)
    assert found.code == "origin_away_web"
    assert "certificate" in found.sentence("en")
    assert fault("http://127.0.0.1:1/a", tmp_path).code == "origin_away_web"
    assert fault("http://127.0.0.1:1/a\nb", tmp_path).code == "origin_away_web"


def test_a_header_that_cannot_be_sent_is_not_told(
    host: Host, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTCE_REGISTER_AUTHORIZATION", f"Bearer {SECRET}\nX: y")
    found = fault(host.address("/a"), tmp_path)
    assert found.code == "origin_away_web"
    assert SECRET not in found.sentence("en")
