"""Scripts and stylesheets, linked."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import pytest

from app.files.payloads import ASSETS
from app.files.scripts import LinkError, link_scripts, link_styles
from tests.node import NODE

if TYPE_CHECKING:
    from pathlib import Path


def write(folder: Path, **texts: str) -> Path:
    for name, text in texts.items():
        (folder / f"{name}.js").write_text(text, encoding="utf-8")
    return folder


def run(script: str) -> object:
    done = subprocess.run([NODE, "-e", script], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_linked_modules_do_what_they_do_apart(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        main='import * as all from "./far.js";\nimport { one, two as deux } from "./near.js";\n'
        'import "./said.js";\n\n'
        "console.log(JSON.stringify([all.sum(one, deux), globalThis.said]));\n",
        far='import { two } from "./near.js";\n\n/** Both. */\nconst sum = (a, b) => a + b + two;\n'
        "\nexport { sum };\n",
        near="// @ts-check\n/* A comment\n   of two lines. */\nconst one = 1;\nconst two = 2;\n\n"
        "export { one, two };\n",
        said='globalThis.said = "once";\n',
    )

    script = link_scripts(folder)

    assert run(script) == [5, "once"]
    assert "comment" not in script


def test_modules_that_import_each_other_are_refused(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        main='import { a } from "./other.js";\n\nexport { a };\n',
        other='import { b } from "./main.js";\n\nexport { b };\n',
    )

    with pytest.raises(LinkError, match=r"Modules import each other: \S+ > \S+ > \S+\."):
        link_scripts(folder)


def test_a_module_that_is_missing_is_named(tmp_path: Path) -> None:
    folder = write(tmp_path, main='import "./gone.js";\n')

    with pytest.raises(LinkError, match=r"gone\.js is imported and is not there"):
        link_scripts(folder)


@pytest.mark.parametrize("line", ["export default 1;", 'import one from "./one.js";'])
def test_a_form_that_is_not_linked_is_refused(tmp_path: Path, line: str) -> None:
    folder = write(tmp_path, main=f"{line}\n")

    with pytest.raises(LinkError, match=r"main\.js says .* which is not linked"):
        link_scripts(folder)


def test_every_script_of_the_page_is_linked_once() -> None:
    linked = link_scripts(ASSETS)

    assert linked.count("const m") >= len(list(ASSETS.rglob("*.js")))
    assert "import " not in linked


def test_styles_follow_each_other_from_the_outermost_folder(tmp_path: Path) -> None:
    (tmp_path / "page").mkdir()
    (tmp_path / "page" / "a.css").write_text("a{}\n")
    (tmp_path / "style.css").write_text("s{}\n")

    assert link_styles(tmp_path) == "s{}\na{}\n"


def test_styles_come_without_what_browsers_do_not_read(tmp_path: Path) -> None:
    (tmp_path / "style.css").write_text(
        "/* One\n   two. */\na { --b: x,\n  y; }  /* why */\n\n@media print {\n  a { c: d e; }\n}\n"
    )

    assert link_styles(tmp_path) == "a { --b: x,\ny; }  @media print {\na { c: d e; }\n}\n"


def test_no_stylesheet_reaches_into_the_next() -> None:
    counts = {
        path.name: (text.count("{"), text.count("}"))
        for path in sorted(ASSETS.rglob("*.css"))
        for text in (path.read_text(encoding="utf-8"),)
    }

    assert [name for name, (opened, closed) in counts.items() if opened != closed] == []
