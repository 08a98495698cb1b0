"""What is shipped with the site: its licence is known, named, and lets the site be shared."""

from __future__ import annotations

import re
import runpy
from importlib.metadata import PackageNotFoundError, version

from tests.serving import ROOT

TOOL = runpy.run_path(str(ROOT / "tools" / "licences.py"))
SHARED = {
    *("0BSD", "Apache-2.0", "BSD", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "MIT", "MIT-0"),
    *("MIT-CMU", "MPL-2.0", "PSF-2.0", "Zlib"),
}
"""Licences that ask for no more than to be named, or to share what is changed in them (MPL-2.0)."""


def installed(name: str) -> str:
    """Return the version of a package that runs here; another may have another licence."""
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def test_the_page_has_the_licence_of_each_package_that_runs() -> None:
    lock = TOOL["LOCK"].read_text("utf-8")
    locked = dict(re.findall(r"^([a-z0-9-]+)(?:\[[a-z,]+\])?==([\w.]+)", lock, re.MULTILINE))
    pinned = TOOL["NAME"].findall(lock)
    known = TOOL["known"]()
    as_locked = [
        name for name in known if pinned.count(name) == 1 and installed(name) == locked[name]
    ]
    told = {name: TOOL["licence_of"](name) for name in as_locked}

    assert list(known) == TOOL["names"]()
    assert len(told) > 10
    assert {name: said for name, said in told.items() if said and said != known[name]} == {}


def test_all_licences_let_the_site_be_shared() -> None:
    found = TOOL["known"]()
    unknown = {
        name: licence
        for name, licence in found.items()
        if not set(re.split(r" AND | OR |, ", licence)) <= SHARED
    }

    assert len(found) > 60
    assert unknown == {}


def test_every_package_of_the_locks_has_its_hash() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text("utf-8")
        packages = re.split(r"^(?=\S)", text, flags=re.MULTILINE)[1:]
        assert len(packages) > 60
        assert [part.split()[0] for part in packages if "--hash=sha256:" not in part] == []
