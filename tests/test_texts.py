"""The texts: every one that the code asks for exists, and every one that exists is asked for.

Keys stand in the code whole (``label("header.title", lang)``) or are put together from a beginning
and a value (``f"filters.{key}"``, ``"measure.{}"``, JavaScript's templates).
"""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ptce_map.labels import read_locale

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
KEYS = sorted(read_locale("fr"))
ANY = "\0"
"""What stands for a value in a key that is put together."""


def stem(key: str) -> str:
    return re.sub(r"\.(one|other)$", "", key)


STEMS = {stem(key) for key in KEYS} | set(KEYS)


@cache
def trees() -> dict[Path, ast.Module]:
    files = [path for folder in ("app", "ptce_map") for path in (ROOT / folder).rglob("*.py")]
    return {path: ast.parse(path.read_text("utf-8")) for path in files}


@cache
def sources() -> str:
    scripts = (ROOT / "assets").rglob("*.js")
    templates = (ROOT / "app" / "templates").glob("*.html")
    return "\n".join(path.read_text("utf-8") for path in (*scripts, *templates))


def written(node: ast.expr) -> str | None:
    """Return a text as it is written, with ANY for each value put into it."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return re.sub(r"\{\w*\}", ANY, node.value)
    if isinstance(node, ast.JoinedStr):
        parts = (
            written(value) if isinstance(value, ast.Constant) else ANY for value in node.values
        )
        return "".join(part or "" for part in parts)
    return None


def named() -> Iterator[str]:
    """Yield the beginnings of the keys that name the values of a vocabulary."""
    for tree in trees().values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "label_names":
                yield str(written(node.args[0]))


@cache
def said() -> frozenset[str]:
    """Return every text of the code that may be a key, or the shape of one."""
    texts = {
        written(node)
        for tree in trees().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant | ast.JoinedStr)
    }
    texts |= {re.sub(r"\$\{[^}]*\}", ANY, text) for text in re.findall(r"`([^`\n]+)`", sources())}
    texts |= {f"{name}.{ANY}" for name in named()}
    texts |= set(re.findall(r"""["']([a-z_]+(?:\.[\w-]+)+)["']""", sources()))
    return frozenset(text for text in texts if text)


@cache
def shapes() -> tuple[re.Pattern[str], ...]:
    """Return the shapes of keys that begin with a word and a dot, as patterns."""
    found = (text for text in said() if re.match(rf"[a-z_]+\.[\w.{ANY}-]*$", text) and ANY in text)
    return tuple(re.compile(re.escape(text).replace(ANY, r"[\w.-]+")) for text in found)


def asked_for() -> Iterator[tuple[str, str]]:
    """Yield the keys that are written whole where a text is asked for, and where that is."""
    for path, tree in trees().items():
        for node in ast.walk(tree):
            is_label = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "label"
            if is_label and isinstance(node.args[0], ast.Constant):
                yield node.args[0].value, str(path.relative_to(ROOT))
    for key in re.findall(r"""\bt\("([^"]+)"|texts\["([^"]+)"\]|plural\("([^"]+)\"""", sources()):
        if not "".join(key).endswith("."):
            yield "".join(key), "a template or a script"


def is_said(key: str) -> bool:
    return key in said() or any(shape.fullmatch(key) for shape in shapes())


def test_the_texts_that_are_asked_for_exist() -> None:
    asked = set(asked_for())
    assert len(asked) > 100

    assert sorted((key, place) for key, place in asked if key not in STEMS) == []


def test_the_texts_that_exist_are_asked_for() -> None:
    assert [key for key in sorted({stem(key) for key in KEYS}) if not is_said(key)] == []
