"""The report of a run, in words: what was taken, what was not, how sure each place is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from ptce_map.adopt.adoption import Adopted
from ptce_map.adopt.gazetteer import How
from ptce_map.adopt.making import say_doubts
from ptce_map.adopt.matching import Certainty, Match
from ptce_map.adopt.plans import GROUP, Plan
from ptce_map.adopt.roles import EXTRA
from ptce_map.adopt.rows import Left, LeftOut
from ptce_map.labels import label
from ptce_map.notices import say_place, shorten
from ptce_map.register.checks.localities import cog_resolver
from ptce_map.register.files.websites import holds_mail

MOST_SAID = 10
"""Lines of each kind that are said in full on a console."""
LONGEST = 60
PHONE = re.compile(r"(?:\+33 ?(?:\(0\))?|0)[ .-]?[1-9](?:[ .-]?\d{2}){4}")
TAKEN = ("adopt.taken_none", "adopt.taken", "adopt.taken_two")
"""Texts that say what was taken, by the number of lines of the header."""


def to_text(adopted: Adopted, lang: str, most: int = MOST_SAID) -> str:
    """Say the report in lines."""
    return "\n".join(lines(adopted, lang, most))


def lines(adopted: Adopted, lang: str, most: int) -> Iterator[str]:
    """Yield the lines of the report: table, columns, what a row is, places, what was lost."""
    yield from say_table(adopted, lang)
    yield ""
    yield label("adopt.columns", lang)
    yield from (f"  {line}" for line in say_columns(adopted, lang))
    yield ""
    yield say_shape(adopted, lang)
    yield say_counts(adopted, lang)
    yield from say_former(adopted, lang)
    doubts = list(say_places(adopted, lang))
    yield from (f"  {line}" for line in doubts[:most])
    if len(doubts) > most:
        yield f"  {label('adopt.more', lang, n=len(doubts) - most)}"
    lost = list(say_lost(adopted, lang))
    yield from lost[:most]
    if len(lost) > most:
        yield label("adopt.more_lost", lang, n=len(lost) - most)


def say_table(adopted: Adopted, lang: str) -> Iterator[str]:
    """Say which rows of which sheets were taken, and what was left out."""
    table = adopted.table
    for sheet, head in table.sheets.items():
        n_rows = sum(row.sheet == sheet for row in table.rows)
        where = say_place(adopted.file, sheet, 0, lang)
        heads = "–".join(map(str, (head[0], head[-1]) if len(head) > 1 else head))
        key = TAKEN[min(len(head), len(TAKEN) - 1)]
        yield label(key, lang, where=where, head=heads, n=n_rows)
    yield from (finding.sentence(lang) for finding in adopted.findings)
    for key, n in (("cleaned", table.cleaned), ("spread", table.spread)):
        if n:
            yield label(f"adopt.{key}", lang, n=n)
    if table.hidden_lines:
        said = ", ".join(map(str, table.hidden_lines[:MOST_SAID]))
        yield label("adopt.hidden", lang, n=len(table.hidden_lines), lines=said)
    yield from say_left_out(adopted, lang)
    if adopted.has_constant_points:
        yield label("adopt.constant_points", lang)
    if adopted.n_turned:
        yield label("adopt.turned", lang, n=adopted.n_turned)
    for key, names in (("absent", adopted.absent), ("new", adopted.new)):
        if names:
            yield label(f"adopt.{key}", lang, columns=", ".join(names))


def say_left_out(adopted: Adopted, lang: str) -> Iterator[str]:
    """Say what was left out, kind by kind."""
    found: dict[Left, list[LeftOut]] = {}
    for out in adopted.table.left_out:
        found.setdefault(out.why, []).append(out)
    for why, outs in found.items():
        said = "; ".join(_say_out(out, lang) for out in outs[:MOST_SAID])
        more = "…" if len(outs) > MOST_SAID else ""
        is_headless = why is Left.TITLE and not any(adopted.table.sheets.values())
        kind = "above" if is_headless else why
        yield label(f"adopt.left.{kind}", lang, n=len(outs), said=f"{said}{more}")


def _say_out(out: LeftOut, lang: str) -> str:
    if out.why is Left.SHEET:
        return out.sheet
    text = shorten(out.text, LONGEST)
    if not out.line:
        return text
    line = label("fault.line", lang, line=str(out.line))
    if out.last > out.line:
        line = label("adopt.left.lines", lang, first=str(out.line), last=str(out.last))
    return f"{line}{label('fault.colon', lang)} {text}" if text else line


def say_columns(adopted: Adopted, lang: str) -> Iterator[str]:
    """Say what each column was taken for, and by what."""
    letters = {column.name: column.letter for column in adopted.table.columns}
    hidden = {column.name for column in adopted.table.columns if column.is_hidden}
    for plan in adopted.planned.columns:
        kind = label(f"adopt.kind.{plan.kind}", lang) if plan.role == EXTRA else ""
        extra = label("adopt.as_extra", lang, kind=kind) if kind else ""
        role = extra or label(f"adopt.role.{plan.role}", lang)
        why = label(f"adopt.by.{plan.why}", lang) if plan.why else ""
        name = " ".join(dict.fromkeys(filter(None, (letters.get(plan.name, ""), plan.name))))
        is_both = plan.role != EXTRA and adopted.planned.keeps(plan)
        also = label("adopt.is_kept", lang) if is_both else ""
        also += label("adopt.is_hidden", lang) if plan.name in hidden else ""
        also += label("adopt.is_personal", lang) if is_personal(adopted, plan) else ""
        yield f"{name} → {role}{f' ({why})' if why else ''}{also}"


def is_personal(adopted: Adopted, plan: Plan) -> bool:
    """Tell whether most cells of an extra column are e-mail addresses or telephone numbers."""
    column = adopted.table.column(plan.name) if plan.role == EXTRA else None
    cells = [cell for cell in adopted.table.cells(column) if cell] if column else []
    reaching = sum(holds_mail(cell) or PHONE.fullmatch(cell) is not None for cell in cells)
    return 2 * reaching > len(cells)


def say_shape(adopted: Adopted, lang: str) -> str:
    """Say what a row was taken for."""
    n = len(adopted.made.poles)
    if adopted.planned.shape == GROUP:
        column = adopted.planned.group_by
        rows = len(adopted.placements)
        return label("adopt.shape.group", lang, n=n, column=column, rows=rows)
    several = sum(len(placement.tokens) > 1 for placement in adopted.placements)
    key = "adopt.shape.several" if several else "adopt.shape.row"
    return label(key, lang, n=n, several=several)


def say_counts(adopted: Adopted, lang: str) -> str:
    """Count the rows by how sure their place is, and how those found were."""
    counts = adopted.counts
    said = ", ".join(
        label(f"adopt.count.{certainty}", lang, n=counts[certainty]) for certainty in Certainty
    )
    return label("adopt.counts", lang, n=len(adopted.placements), said=said)


def say_former(adopted: Adopted, lang: str, most: int = MOST_SAID) -> Iterator[str]:
    """Say which names that places bear no more were taken for sure, and until when they did."""
    resolver = cog_resolver(adopted.names.cog)
    found = {
        piece.match: None
        for placement in adopted.placements
        for piece in placement.pieces
        if piece.match.certainty is Certainty.SURE and piece.match.how is How.FORMER
    }
    said = [
        label(
            "adopt.former_of",
            lang,
            name=say_former_name(match, lang),
            today=resolver.named(match.token),
        )
        for match in found
    ]
    if said:
        more = "…" if len(said) > most else ""
        yield label("adopt.former", lang, n=len(said), said=f"{'; '.join(said[:most])}{more}")


def say_former_name(match: Match, lang: str) -> str:
    """Say a former name, and the year until which a place bore it if that is known."""
    key = "adopt.former_until" if match.until else "adopt.former_name"
    return label(key, lang, name=match.name, year=str(match.until))


def say_how(match: Match, lang: str) -> str:
    """Say how a place was found; of a former name, until when the place bore it."""
    said = label(f"adopt.how.{match.how.value}", lang)
    if match.how is How.FORMER and match.until:
        return label("adopt.former_until", lang, name=said, year=str(match.until))
    return said


def say_places(adopted: Adopted, lang: str) -> Iterator[str]:
    """Yield a line for each place that is in doubt or was not found, those not found first."""
    resolver = cog_resolver(adopted.names.cog)
    rank = {Certainty.NONE: 0, Certainty.DOUBT: 1, Certainty.SURE: 2}
    ordered = sorted(adopted.placements, key=lambda placement: rank[placement.certainty])
    for placement in ordered:
        where = say_place("", placement.row.sheet, placement.row.line, lang).lstrip(", ")
        for said in say_doubts(placement, resolver, lang):
            yield f"{where}{label('fault.colon', lang)} {said}"


def count_ways(adopted: Adopted) -> Counter[str]:
    """Count the places found by how they were."""
    return Counter(
        piece.match.how.value
        for placement in adopted.placements
        for piece in placement.pieces
        if piece.match.token
    )


def say_lost(adopted: Adopted, lang: str) -> Iterator[str]:
    """Yield a line for each cell that its column cannot hold; the doubts of its pole keep it."""
    for lost in adopted.made.lost:
        where = say_place("", lost.sheet, lost.line, lang).lstrip(", ")
        yield label(
            "adopt.lost", lang, where=where, column=lost.column, text=shorten(lost.text, 80)
        )
    for column, usage in adopted.made.usages.items():
        if usage.n:
            key = f"adopt.usage.{usage.key}"
            yield label(key, lang, n=usage.n, column=column, example=usage.example)
    for column, n in adopted.made.united.items():
        if n:
            yield label("adopt.united", lang, n=n, column=column)
    if adopted.made.renamed:
        yield label("adopt.renamed", lang, n=adopted.made.renamed)
