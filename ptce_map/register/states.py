"""What became of a pole, in words."""

from __future__ import annotations

from ptce_map.dates import written_date
from ptce_map.labels import label


def say_state(state: str, date: str, lang: str) -> str:
    """Say a state with its date, if it has one: "Pôle terminé (décembre 2017)"."""
    said = label(f"etat.{state}", lang)
    return label("etat.dated", lang, x=said, date=written_date(date, lang)) if date else said
