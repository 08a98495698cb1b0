"""Text out of bytes: the encodings in which spreadsheets and old programs save French tables."""

from __future__ import annotations

import codecs
from collections.abc import Iterator

UTF_8 = "utf-8-sig"
MARKS = (
    (codecs.BOM_UTF8, UTF_8),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""What a file may begin with -> its encoding."""
LEGACY = ("cp1252", "iso8859_15", "mac_roman", "cp850")
"""The encodings that carry no mark, the commonest first."""
FRENCH = frozenset(
    "àâäçéèêëîïôöùûüÿœæñÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆÑ’‘“”«»–—…€°•·²³\N{NO-BREAK SPACE}"
)  # fmt: skip
"""What French tables hold beside ASCII."""
LETTERS = ("cp1252", "iso8859_15")
"""The encodings of which any letter is likely, if less than a French one."""
LIKELY, SIGN = 0.9, 0.95
LOST = "\N{REPLACEMENT CHARACTER}"
LEAST_FRENCH = 0.8
"""Share of what is beside ASCII that must be French for a text without mark to be understood."""


def decode(data: bytes) -> tuple[str | None, str]:
    """Return the text of a file and its encoding.

    Without mark, it is UTF-8 if it can be; else the encoding of :data:`LEGACY` that makes the most
    French of it. There is no text if it holds what no text does (then no encoding is returned
    either) or if no encoding makes it French.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _tried(data, encoding), encoding
    unmarked = _utf_16(data)
    if unmarked or b"\0" in data:
        return (_tried(data, unmarked), unmarked) if unmarked else (None, "")
    text = _tried(data, UTF_8)
    if text is not None:
        return text, UTF_8
    # Of equals, the first is taken.
    share, text, encoding = max(_legacy(data), key=lambda found: found[0])
    return (text, encoding) if share >= LEAST_FRENCH else (None, encoding)


def _tried(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text


def _utf_16(data: bytes) -> str:
    """Return the UTF-16 of a text without mark: every other byte of most of it is zero."""
    even, odd = data[::2], data[1::2]
    if len(even) == len(odd) > 1:
        if 0 not in even and odd.count(0) > len(odd) / 2:
            return "utf-16-le"
        if 0 not in odd and even.count(0) > len(even) / 2:
            return "utf-16-be"
    return ""


def _legacy(data: bytes) -> Iterator[tuple[float, str, str]]:
    """Yield what each encoding makes of a text, with the share of it that is French."""
    for encoding in LEGACY:
        text = data.decode(encoding, errors="replace")
        likely = LIKELY if encoding in LETTERS else 0
        rates = [
            _rate(before, char, likely)
            for before, char in zip(" " + text, text)
            if not char.isascii()
        ]
        yield sum(rates) / len(rates), text, encoding


def _rate(before: str, char: str, likely: float) -> float:
    """Rate a character after another: no capital follows a small letter."""
    if char.isupper() and before.islower():
        return 0
    if char in FRENCH:
        return 1
    return likely * (1 if char.isalpha() else SIGN * char.isprintable() * (char != LOST))
