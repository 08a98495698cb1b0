"""Addresses as campaigns, mails and messengers leave them.

What trackers add is dropped. What damage left one reading alone is read; the rest stays as it is
written, for the grammar to refuse.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from urllib.parse import unquote_plus

from ptce_map.trackers import is_tracker

Pair = tuple[str, str]

TRAILING = ".,;:!)>]}»”’\"'"
"""Marks that follow an address in a sentence, and are copied with it."""
MOST_DECODINGS = 8
"""How many times over a value may have been written with per cent."""
ESCAPE = re.compile(r"%[0-9A-Fa-f]{2}")
LIST_SEPARATORS = (",", ";", "|")


def without_trackers(query_string: str) -> str:
    """Return a query string less what campaigns and trackers added, the rest as it is written."""
    pieces = query_string.split("&")
    kept = [piece for piece in pieces if not is_tracker(unquote_plus(piece.partition("=")[0]))]
    return "&".join(kept)


def repair(
    pairs: Iterable[Pair],
    keys: Collection[str],
    many: Collection[str],
    is_known: Callable[[str, str], bool],
) -> Iterator[Pair]:
    """Yield the pairs of an address as they were meant, without those of trackers.

    A pair that has no reading is yielded as it is.

    Parameters
    ----------
    pairs
        Keys and values, decoded once.
    keys
        Keys of the grammar.
    many
        Those that take several values.
    is_known
        Tells whether a key takes a value.
    """
    for given, whole in pairs:
        for written, value in _parted(given, whole, keys):
            key = _read_key(written, keys)
            if is_tracker(key):
                continue
            for repaired in (
                _read_values(key, value, key in many, is_known) if key in keys else (value,)
            ):
                yield key, repaired


def _read_key(given: str, keys: Collection[str]) -> str:
    """Read a key whatever its case, the spaces around it and the ``amp;`` of a HTML source."""
    key = given.strip().removeprefix("amp;").removeprefix("?")
    return key.lower() if key.lower() in keys else key


def _parted(key: str, value: str, keys: Collection[str]) -> Iterator[Pair]:
    """Part a pair from the query strings that were added to it: ``76?utm_source=x``."""
    head, *tails = value.split("?")
    for tail in tails:
        added, equals, rest = tail.partition("=")
        if equals and (added in keys or is_tracker(added)):
            yield key, head
            key, head = added, rest
        else:
            head += f"?{tail}"
    yield key, head


def _read_values(
    key: str, value: str, is_many: bool, is_known: Callable[[str, str], bool]
) -> list[str]:
    for reading in _readings(value):
        if is_known(key, reading):
            return [reading]
        for separator in LIST_SEPARATORS if is_many else ():
            parts = [_first_known(key, part, is_known) for part in reading.split(separator)]
            if len(parts) > 1 and all(parts):
                return [part for part in parts if part is not None]
    return [value]


def _first_known(key: str, value: str, is_known: Callable[[str, str], bool]) -> str | None:
    return next((reading for reading in _readings(value) if is_known(key, reading)), None)


def _readings(value: str) -> Iterator[str]:
    """Yield what a value may have been before it was damaged, the least damage first."""
    decoded = value
    for _ in range(MOST_DECODINGS):
        if not ESCAPE.search(decoded) or "\ufffd" in unquote_plus(decoded):
            break
        decoded = unquote_plus(decoded)
    for reading in dict.fromkeys((decoded, decoded.strip(), decoded.strip().rstrip(TRAILING))):
        yield from (reading, reading.lower(), reading.upper())
        if reading.isdigit():
            yield reading.zfill(2)
