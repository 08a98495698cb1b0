from __future__ import annotations

from ptce_map.notices import Fault, Level, Notice, Words, count_doubts, in_reading_order


def test_a_doubt_says_so_and_what_settles_it() -> None:
    doubt = Notice(file="a.csv", line=2, column="nom", value="x", code="rows", level=Level.DOUBT)
    assert (
        count_doubts([doubt, Notice(file="a.csv", line=2, column="nom", value="x", code="rows")])
    ) == 1
    assert doubt.level.value == "doubt"


def test_words_are_said_in_the_language_of_the_reader() -> None:
    words = Words(("report.no_fault", "list.switch.poles"))
    assert words.said("en").startswith("no fault, ")
    assert words.said("fr").startswith("aucune erreur, ")


def test_findings_stand_in_the_order_of_the_file() -> None:
    last, first = (
        Fault(file="b.csv", line=1, code="empty"),
        Fault(file="a.csv", line=9, code="empty"),
    )
    assert in_reading_order([last, first]) == (first, last)
