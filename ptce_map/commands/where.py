"""``python -m ptce_map where``: which poles cover a place, and how."""

from __future__ import annotations

from pathlib import Path

import click

from geodata.cog import read_cog
from ptce_map.commands.cog import AMBIGUOUS, end_with, look_up
from ptce_map.commands.opening import brought, telling
from ptce_map.commands.options import LANG, REGISTER
from ptce_map.commands.refusal import refusing
from ptce_map.labels import label
from ptce_map.lookup.covers import Cover, find_covers
from ptce_map.origins.address import Origin
from ptce_map.places.meaning import Meaning, say
from ptce_map.places.resolution import Resolver, Unit
from ptce_map.register.checks.localities import cog_resolver
from ptce_map.register.opening import open_kept
from ptce_map.register.register import Register


@click.command()
@click.argument("code")
@LANG
@REGISTER
def where(code: str, lang: str, register: Path | Origin) -> None:
    """Say which poles cover CODE (a code, a token or a name), and by which token.

    The exit code is 1 if the code is unknown or ambiguous: what may be meant is then listed. Faults
    of the register are told on standard error, and change nothing of it unless nothing can be read.
    """
    cog = read_cog()
    found = look_up(code, cog, lang)
    if len(found) > 1:
        end_with(found, AMBIGUOUS, code, cog, lang)
    resolver = cog_resolver(cog)
    with refusing(lang):
        path = brought(register, lang)
        poles = open_kept(path, telling(path, lang))
        covers = find_covers(units(found[0], resolver), poles, resolver)
    click.echo(say(found[0], cog, lang))
    for cover in covers:
        click.echo(f"  {say_cover(cover, poles, lang)}")
    if not covers:
        click.echo(f"  {label('where.none', lang)}")


def units(meaning: Meaning, resolver: Resolver) -> tuple[Unit, ...]:
    """Return the units of a place; none overseas where no contour, and so no pole, can be."""
    return resolver.units[meaning.prefix].get(meaning.code, ())


def say_cover(cover: Cover, register: Register, lang: str) -> str:
    """Say by which token a pole covers a place, and how sure that is."""
    pole = register.poles.loc[cover.pole]
    how = "possible" if cover.is_possible else "whole" if cover.is_whole else "part"
    return label(
        f"where.{how}",
        lang,
        pole=cover.pole,
        name=pole["nom"],
        token=cover.token,
        precision=label(f"precision.{pole['precision']}", lang),
        n=cover.n_communes,
    )
