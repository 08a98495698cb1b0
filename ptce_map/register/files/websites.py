"""Web addresses as people write them: without scheme, mistyped, in brackets, several at once."""

from __future__ import annotations

import re

ADDRESS = re.compile(r"https?://[^\s|<>\"]+\.[^\s|<>\"]+")
"""What an address that can be followed looks like."""
SCHEME = re.compile(r"(?i)\b(https?)\s*(?:;|:)?\s*(?:/{1,3}|\\{1,2})\s*:?(?=\w)|\bhttps?:(?=www\.)")
"""The beginning of an address, mistyped or not: "http:/", "https//", "HTTP:\\\\", "http:www."."""
MISTYPED = re.compile(r"(?i)\A(?:h+t+p+s?|htpps?|hhtps?|htps|ttps?|ttp):/{1,3}(?=\w)")
HOST = re.compile(r"(?i)\A(?:[\w-]+\.)+[^\W\d_]{2,}(?::[0-9]+)?(?:[/?#]\S*)?\Z")
"""An address without scheme: the name of a host, and what may follow."""
MAIL = re.compile(r"(?i)(?:mailto:\s*)?[^\s@|,;]+@[^\s@|,;]+\.[^\s@|,;]+")
AROUND = " \t\n<>\"'«»“”()[]"
AFTER = re.compile(r"(?<!\.)[.,;:]\Z")
"""The sign of a sentence after an address; three points may end one that was cut."""
BETWEEN = re.compile(
    r"\s*[;|\n]\s*|,\s+|,(?=https?:|www\.)|\s+(?:et|ou|and|or|/|-)\s+|\s+(?=https?:|www\.)"
)
"""What stands between two addresses."""


def repair(text: str) -> str:
    """Return the one address that a text can only mean, nothing if there is none."""
    bare = AFTER.sub("", text.strip(AROUND)).rstrip(AROUND)
    if "(" in bare and bare.count("(") > bare.count(")"):
        bare += ")"
    if any(char.isspace() for char in SCHEME.sub("x", bare)) or MAIL.fullmatch(bare):
        return ""
    schemed = _with_scheme(bare)
    return schemed if ADDRESS.fullmatch(schemed) and "|" not in schemed else ""


def _with_scheme(bare: str) -> str:
    """Return an address with its scheme as it should be, and its host in small letters."""
    found = SCHEME.match(bare) or MISTYPED.match(bare)
    if found:
        scheme = "https" if "s" in found[0].lower() else "http"
        rest = bare[found.end() :]
    elif HOST.match(bare):
        scheme, rest = "https", bare
    else:
        return ""
    if SCHEME.match(rest) or MISTYPED.match(rest):
        return _with_scheme(rest)
    end = re.search(r"[/?#]|$", rest)
    at = end.start() if end else len(rest)
    return f"{scheme}://{rest[:at].lower()}{rest[at:]}"


def addresses(text: str) -> list[str]:
    """Return the addresses that a text holds, if it holds several and nothing else."""
    parts = [part for part in BETWEEN.split(text) if part.strip()]
    repaired = [repair(part) for part in parts]
    return list(dict.fromkeys(repaired)) if len(parts) > 1 and all(repaired) else []


def holds_mail(text: str) -> bool:
    """Tell whether a text is an e-mail address."""
    return MAIL.fullmatch(text.strip(AROUND)) is not None


def is_plain(text: str) -> bool:
    """Tell whether a text is one address, with nothing around it."""
    is_whole = ADDRESS.fullmatch(text) is not None and AFTER.search(text) is None
    return is_whole and not addresses(text)


def within(text: str) -> str:
    """Return the one address that stands among other words, its blanks as %20; else nothing."""
    if text.lower().startswith("http"):
        return repair(re.sub(r"\s+", "%20", text.strip(AROUND)))
    words = [word for word in text.split() if SCHEME.match(word) or word.lower().startswith("www.")]
    return repair(words[0]) if len(words) == 1 else ""
