"""``python -m ptce_map cog``: what a code stands for, and what became of it."""

from __future__ import annotations

import click

from geodata.cog import Cog, read_cog
from ptce_map.commands.options import LANG
from ptce_map.labels import label
from ptce_map.places.meaning import Meaning, find_meanings, find_nearest, say

UNKNOWN = ("cog.unknown", "cog.nearest")
AMBIGUOUS = ("cog.ambiguous", "cog.choose")
"""Texts: what is wrong, and what introduces the places that may be meant."""


@click.command()
@click.argument("code")
@LANG
def cog(code: str, lang: str) -> None:
    """Say what CODE (a code, a token or a name) stands for, and what became of it.

    A former code gives the commune that replaced it. The exit code is 1 if nothing is known by that
    code: the nearest are then listed.
    """
    table = read_cog()
    for meaning in look_up(code, table, lang):
        click.echo(say(meaning, table, lang))


def look_up(code: str, table: Cog, lang: str) -> list[Meaning]:
    """Return what a code stands for, or end the command with the nearest."""
    found = find_meanings(code, table)
    if not found:
        end_with(find_nearest(code, table), UNKNOWN, code, table, lang)
    return found


def end_with(
    candidates: list[Meaning], keys: tuple[str, str], code: str, table: Cog, lang: str
) -> None:
    """End the command with what is wrong with a code, and the places that may be meant, if any."""
    problem, offer = keys
    said = label(problem, lang, code=code, millesime=str(table.millesime))
    click.echo(f"{said} {label(offer, lang)}" if candidates else said)
    for meaning in candidates:
        click.echo(f"  {say(meaning, table, lang)}")
    raise SystemExit(1)
