"""The last good copy of what an origin holds: kept, and served while the origin is away.

A copy is a folder named by its content, in a folder of the origin; ``state.json`` says which is
the last, when it was taken, when the origin was last asked, and since when it is away.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import mkdtemp

from ptce_map.errors import UnusableRegisterError
from ptce_map.labels import label
from ptce_map.origins.address import Origin
from ptce_map.origins.taking import Taken, take
from ptce_map.register.files.reading import read
from ptce_map.register.tolerance import is_fatal

STATE = "state.json"
ABSENT = "absent"
KEPT = 3
"""Copies kept: the last, the one before, which may still be read, and one more."""


@dataclass(frozen=True)
class State:
    """How an origin stands.

    Attributes
    ----------
    copy
        Path of the last good copy in the folder of the origin; empty if there is none.
    state
        What tells that the origin holds something else by now.
    taken, looked
        When the copy was made, and when the origin was last asked (ISO, UTC).
    away, since
        Code of what keeps it from being taken, and since when; empty if it answers.
    """

    copy: str = ""
    state: str = ""
    taken: str = ""
    looked: str = ""
    away: str = ""
    since: str = ""


@dataclass(frozen=True)
class Copy:
    """A copy to be read, and why it is not what the origin holds now, if it is not.

    ``is_news`` tells that the origin answered the last time and does not now, or the contrary.
    """

    path: Path
    state: State
    error: UnusableRegisterError | None = None
    is_news: bool = False


def home_of(origin: Origin, store: Path) -> Path:
    """Return the folder of the copies of an origin."""
    return store / origin.digest


def read_state(origin: Origin, store: Path) -> State:
    """Read how an origin stands; as if nothing was taken where that is not known."""
    try:
        state = State(**json.loads((home_of(origin, store) / STATE).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return State()
    return state if state.copy and path_of(origin, store, state).exists() else State()


def path_of(origin: Origin, store: Path, state: State) -> Path:
    """Return the last good copy; where it would be if there is none."""
    return home_of(origin, store) / (state.copy or ABSENT)


def refresh(origin: Origin, store: Path) -> Copy:
    """Ask an origin, and return its copy: a new one, or the last good one if it is away.

    Raises
    ------
    UnusableRegisterError
        If it gives no register, and none was ever taken; or if nothing can be kept.
    """
    known = read_state(origin, store)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    home = home_of(origin, store)
    error: UnusableRegisterError | None = None
    try:
        with _scratch(home) as scratch:
            try:
                taken = _taken(origin, known.state, scratch)
                state = _kept(home, taken, now) if taken else replace(known, **_here(now))
            except UnusableRegisterError as found:
                if not known.copy:
                    raise
                error = found
                since = known.since or now
                state = replace(known, looked=now, away=found.faults[0].code, since=since)
        _write(home, state)
    except OSError as refused:
        reason = str(refused.strerror or refused)
        raise origin.fault("origin_unkept", folder=str(home.parent), reason=reason) from None
    _forget(home, state)
    return Copy(path_of(origin, store, state), state, error, bool(known.away) != bool(state.away))


def say_kept(copy: Copy, lang: str) -> tuple[str, ...]:
    """Say why a copy is not what the origin holds by now; nothing if it is."""
    if copy.error is None:
        return ()
    day = copy.state.taken.removesuffix("+00:00").replace("T", " ")
    return (*copy.error.sentences(lang), label("origin.kept", lang, day=day))


def _taken(origin: Origin, state: str, scratch: Path) -> Taken | None:
    """Take what an origin holds; whatever a driver raises is a fault, told without its words."""
    try:
        return take(origin, state, scratch)
    except (UnusableRegisterError, OSError):
        raise
    except Exception as error:
        raise origin.fault("origin_failed", reason=type(error).__name__) from error


def _here(now: str) -> dict[str, str]:
    return {"looked": now, "away": "", "since": ""}


def _kept(home: Path, taken: Taken, now: str) -> State:
    """Keep what was taken, once it is known that it can be read as a register."""
    reading = read(taken.path)
    if is_fatal(reading.faults):
        raise UnusableRegisterError(reading.faults)
    name = f"{digest_of(taken.path)}/{taken.path.name}"
    target = home / name
    if not target.exists():
        target.parent.mkdir(exist_ok=True)
        taken.path.rename(target)
    os.utime(target.parent)
    return State(copy=name, state=taken.state, taken=now, looked=now)


def digest_of(path: Path) -> str:
    """Return a digest of a file, or of the files of a folder."""
    digest = hashlib.sha256()
    for file in sorted(path.iterdir()) if path.is_dir() else [path]:
        digest.update(f"{file.name}\n{hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()[:16]


@contextmanager
def _scratch(home: Path) -> Iterator[Path]:
    """Make a folder beside the copies, which its user alone reads; remove it at the end."""
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder = Path(mkdtemp(dir=home, prefix="."))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _write(home: Path, state: State) -> None:
    beside = home / f".{STATE}.{os.getpid()}"
    beside.write_text(json.dumps(asdict(state)), "utf-8")
    beside.replace(home / STATE)


def _forget(home: Path, state: State) -> None:
    """Remove the oldest copies, but never the last."""
    last = state.copy.partition("/")[0]
    others = [
        path
        for path in home.iterdir()
        if path.is_dir() and path.name != last and not path.name.startswith(".")
    ]
    for path in sorted(others, key=lambda path: -path.stat().st_mtime)[KEPT - 1 :]:
        shutil.rmtree(path, ignore_errors=True)
