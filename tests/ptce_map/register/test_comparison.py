from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from ptce_map.register.comparison import Change, compare, to_rows, to_text
from ptce_map.register.files.assembly import Reading
from ptce_map.register.schema import SEPARATOR
from tests import builders
from tests.builders import Row, frames

if TYPE_CHECKING:
    from collections.abc import Sequence

RENAMED = builders.pole(
    alias="Phare|Fanal", etat="renomme", etat_date="2024", note_etat="Le Fanal.", lieu=""
)


def edition(*poles: Row, without: Sequence[str] = (), **tables: list[Row]) -> Reading:
    read = frames(builders.tables(poles, **tables))
    read["poles"] = read["poles"].drop(columns=list(without))
    return Reading(read)


def test_editions_that_say_the_same_do_not_differ() -> None:
    assert compare(edition(), edition()) == ()
    assert to_text((), "en") == "Nothing changed between the two editions."


def test_rows_added_removed_and_changed_are_told_apart() -> None:
    before = edition(builders.pole(lieu="Arles"), builders.pole("parti"))
    after = edition(builders.pole(lieu="Nîmes"), builders.pole("venu"))
    assert compare(before, after) == (
        Change("poles", "le-phare", "Le Phare", "changed", {"lieu": ("Arles", "Nîmes")}),
        Change("poles", "venu", "Venu", "added", {}),
        Change("poles", "parti", "Parti", "removed", {}),
    )


def test_a_column_that_an_edition_lacks_holds_what_its_absence_means() -> None:
    """An edition that knew no state does not differ from one that says it is not known."""
    old = edition(without=["etat", "etat_date", "note_etat", "sources_etat"])
    assert compare(old, edition()) == ()
    (change,) = compare(old, edition(RENAMED))
    assert change.columns["etat"] == ("inconnu", "renomme")
    assert change.columns["etat_date"] == ("", "2024")


def test_an_award_is_told_by_its_pole_and_its_call() -> None:
    before = edition(laureats=[builders.award()])
    after = edition(laureats=[builders.award(aide_eur=5000), builders.award(appel="ami-2022")])
    changed, added = compare(before, after)
    assert (changed.key, changed.columns) == ("le-phare, aap-2013", {"aide_eur": ("", "5000")})
    assert (added.key, added.kind) == ("le-phare, ami-2022", "added")


def test_rows_that_bear_the_same_id_are_all_kept() -> None:
    twice = edition(builders.pole(), builders.pole(nom="Autre"))
    (change,) = compare(twice, edition())
    assert (change.key, change.name, change.kind) == ("le-phare (2)", "Autre", "removed")


def test_changes_are_said_as_a_changelog_has_them() -> None:
    before = edition(builders.pole(alias="Phare|Ancien", lieu="Arles"))
    assert to_text(compare(before, edition(RENAMED)), "en").splitlines() == [
        "## Hubs: 1 row changed",
        "",
        "- Le Phare (le-phare)",
        "  - alias: gains “Fanal”, loses “Ancien”",
        "  - lieu: emptied of “Arles”",
        "  - etat: “renomme” instead of “inconnu”",
        "  - etat_date: “2024”, which was empty",
        "  - note_etat: “Le Fanal.”, which was empty",
    ]
    order = edition(builders.pole(alias=SEPARATOR.join(["Ancien", "Phare"]), lieu="Arles"))
    assert "  - alias\u00a0: mêmes valeurs dans un autre ordre" in to_text(
        compare(before, order), "fr"
    )


def test_changes_are_given_to_programs() -> None:
    assert to_rows(compare(edition(builders.pole(lieu="Arles")), edition())) == [
        {
            "table": "poles",
            "key": "le-phare",
            "name": "Le Phare",
            "kind": "changed",
            "columns": {"lieu": {"before": "Arles", "after": ""}},
        }
    ]


def test_a_column_of_its_own_is_compared_where_both_editions_declare_it() -> None:
    def with_own(**cells: str) -> Reading:
        columns = {name: [cell] for name, cell in cells.items()}
        return replace(edition(), extras=pd.DataFrame(columns, index=[2], dtype="str"))

    before = with_own(budget="1200", labels="bio|local", parti="x")
    after = with_own(budget="1300", labels="bio|sud", venu="y")
    assert to_text(compare(before, after), "en").splitlines()[2:] == [
        "- Le Phare (le-phare)",
        "  - budget: “1300” instead of “1200”",
        "  - labels: gains “sud”, loses “local”",
    ]
    assert compare(edition(), after) == ()
    assert compare(after, after) == ()
