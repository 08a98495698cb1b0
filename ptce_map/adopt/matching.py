"""From a written place to one of the COG: for sure, with a doubt, or not at all.

A name is sure where one place alone bears it among those that nothing beside it stands against:
either something beside it (département, postcode, EPCI) agrees, or no other place of France has
that name or had it. A slip of the finger is sure where what stands beside the name agrees, where
slips are few for its length, and where every other name near is at least two slips farther. All
else is a doubt, with the other places that may be meant.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from ptce_map.adopt.gazetteer import Gazetteer, How, Named, Names, Near
from ptce_map.adopt.hints import Hints, Verdict, split_name, weigh
from ptce_map.adopt.spelling import commune_form, epci_form
from ptce_map.labels import fold

MOST_OTHERS = 5
"""Other places that are named beside the one taken."""
SHORT, LONG = 5, 10
"""Letters of a name from which one slip, then two, may be sure."""
APART = 2
"""Slips by which the next name must be farther."""
CITIES = {"paris": "75056", "lyon": "69123", "marseille": "13055"}
RANK = re.compile(
    r"(paris|lyon|marseille)\s+(?:(\d{1,2})|([ivx]+))\s*(?:er|eme|e|me|nd|ere)?"
    r"(?:\s+(?:arr|ardt|arrondissement|arrdt))?"
)
TURNED = re.compile(r"(\d{1,2}) ?(?:er|eme|e|nd|nde)? arr\w*(?: de)? (paris|lyon|marseille)")
"""The rank of an arrondissement before its city, folded."""
TOWN = re.compile(
    r"(?i)^\s*(?:communes?|villes?|mairie|municipalit[ée]|ccas|c\.c\.a\.s\.)\s+"
    r"(?:de la |de l['’]|de |du |des |d['’])"
)
"""What people write before the name of a commune."""
ROMAN = {"i": 1, "v": 5, "x": 10}
ORDER = tuple(How)


class Certainty(StrEnum):
    """How sure a place is."""

    SURE = "sure"
    DOUBT = "doubt"
    NONE = "none"


@dataclass(frozen=True)
class Match:
    """What a text was taken for.

    Attributes
    ----------
    token, name
        The place taken and the name under which it was found; empty if none was.
    others
        Tokens of the other places that may be meant, the likeliest first.
    why
        Code of what makes a doubt of it, the end of a key ``adopt.why.<code>``; empty if it is
        sure.
    until
        Year until which the place bore that name; 0 if it does today, or if that is not known.
    """

    certainty: Certainty
    token: str = ""
    name: str = ""
    how: How = How.NAME
    others: tuple[str, ...] = ()
    why: str = ""
    until: int = 0


NOTHING = Match(Certainty.NONE, why="unknown")


@dataclass(frozen=True)
class Weighed:
    """A name near to a text, held against what stands beside it."""

    near: Near
    verdict: Verdict

    @property
    def token(self) -> str:
        """The token of the place."""
        return self.near.named.token

    @property
    def support(self) -> tuple[int, int]:
        """What stands against it, then what agrees: the least is the best."""
        return self.verdict.against, -self.verdict.agreeing


OVER = re.compile(r"\s*/\s*")
"""What people write for "sur" in a name: "Nogent/Marne"."""


def without_town(text: str, names: Names) -> str:
    """Return the name of a commune without what people write before it: "Mairie de", "CCAS d'"."""
    is_whole = TOWN.match(text) is not None and bool(names.communes.named(text))
    return text if is_whole else TOWN.sub("", text)


def over_river(text: str, names: Names) -> str:
    """Return a name in which a slash stands for "sur" with that word, any other as it is."""
    over = OVER.sub("-sur-", text)
    if text.count("/") != 1:
        return text
    found = names.communes.named(split_name(over, names.cog)[0])
    return over if any(near.how is How.NAME for near in found) else text


def match_commune(text: str, hints: Hints, names: Names) -> Match:
    """Find the commune, or the arrondissement, that a text names."""
    bare = without_town(text, names)
    is_whole = any(near.how is How.NAME for near in names.communes.named(bare))
    name, own = (bare, Hints()) if is_whole else split_name(bare, names.cog)
    known = own.with_(hints)
    part = _arrondissement(text, hints, names) or _arrondissement(name, known, names)
    if part:
        return part
    found = _match(name, known, names, names.communes)
    return _refined(found, known, names)


@lru_cache(maxsize=8192)
def match_epci(text: str, hints: Hints, names: Names) -> Match:
    """Find the EPCI that a text names; its nature decides between two of one name."""
    name, own = split_name(text, names.cog)
    known = own.with_(hints).wide
    best = _match(name, known, names, names.epci)
    if best.certainty is Certainty.SURE or not best.token:
        return best
    nature = epci_form(name).nature
    natures = names.cog.epci["nature"]
    alike = [
        token
        for token in (best.token, *best.others)
        if str(natures[token.removeprefix("epci:")]) == nature
    ]
    if best.why == "several" and len(alike) == 1:
        return replace(best, certainty=Certainty.SURE, token=alike[0], others=(), why="")
    return best


def _match(name: str, hints: Hints, names: Names, gazetteer: Gazetteer) -> Match:
    if not fold(name):
        return NOTHING
    joined = gazetteer.form_of(name).joined
    found = [Weighed(near, weigh(near.named, hints, names)) for near in gazetteer.named(name)]
    if all(bearer.verdict.against for bearer in found):
        told = {bearer.near.named for bearer in found}
        near = gazetteer.near(name, hints.departements or _served(hints, names))
        found += [
            Weighed(close, weigh(close.named, hints, names))
            for close in near
            if close.named not in told and close.slips < _most_slips(joined) + APART
        ]
    is_near = any(bearer.near.slips <= _most_slips(joined) for bearer in found)
    parts = [] if is_near else gazetteer.longer(name, hints.departements)
    found += [Weighed(whole, weigh(whole.named, hints, names)) for whole in parts]
    return _decided(found, joined, names) if found else NOTHING


def _served(hints: Hints, names: Names) -> frozenset[str]:
    """Return the départements of the communes that the postcodes serve."""
    homes = names.cog.places["code_departement"]
    codes = {code for postcode in hints.postcodes for code in names.cog.postcodes[postcode]}
    return frozenset(str(homes[code]) for code in codes)


def _most_slips(joined: str) -> int:
    """Return how many slips may be sure in a name."""
    return (len(joined) >= SHORT) + (len(joined) >= LONG)


def _decided(found: Sequence[Weighed], joined: str, names: Names) -> Match:
    """Choose among names, the largest place of equals, and say how sure the choice is."""
    most = _most_slips(joined)
    people = names.cog.places["population"]

    def rank(bearer: Weighed) -> tuple[bool, tuple[int, int], int, int, int, str]:
        near, code = bearer.near, bearer.token.partition(":")[2]
        place, size = ORDER.index(near.how), int(people.get(code, 0))
        return near.slips > most, bearer.support, near.slips, place, -size, bearer.token

    ordered = sorted(found, key=rank)
    best = ordered[0]
    rivals = [rival for rival in ordered if rival.token != best.token]
    why = _doubt_of(best, rivals)
    others = tuple(dict.fromkeys(rival.token for rival in rivals)) if why else ()
    if best.near.slips > most:
        tokens = dict.fromkeys(bearer.token for bearer in ordered)
        return replace(NOTHING, others=tuple(tokens)[:MOST_OTHERS])
    named = best.near.named
    certainty = Certainty.DOUBT if why else Certainty.SURE
    return Match(
        certainty,
        named.token,
        named.name,
        best.near.how,
        others[:MOST_OTHERS],
        why,
        named.until,
    )


def _doubt_of(best: Weighed, rivals: Sequence[Weighed]) -> str:
    """Return what makes a doubt of the best of several names; nothing if it is sure."""
    if best.verdict.against >= max(best.verdict.agreeing, 1):
        return "against"
    if best.near.how is How.PART:
        return "part"
    if best.near.how is How.SLIP:
        return "slip" if _is_doubtful_slip(best, rivals) else ""
    return "several" if any(_is_as_likely(rival, best) for rival in rivals) else ""


def _is_as_likely(rival: Weighed, best: Weighed) -> bool:
    """Tell whether a rival bears the name as much as the best.

    Where something beside the name agrees with both, a former name yields to a current one and a
    variant to the very name; where nothing does, any bearer is as likely.
    """
    if rival.near.how is How.SLIP or rival.support > best.support:
        return False
    is_farther = ORDER.index(rival.near.how) > ORDER.index(best.near.how)
    return not (best.verdict.agreeing and is_farther)


def _is_doubtful_slip(best: Weighed, rivals: Sequence[Weighed]) -> bool:
    slips = best.near.slips
    counted = [rival for rival in rivals if rival.support <= best.support or not rival.near.slips]
    nearest = min((rival.near.slips for rival in counted), default=slips + APART)
    return not best.verdict.agreeing or nearest < slips + APART


def _arrondissement(name: str, hints: Hints, names: Names) -> Match | None:
    """Find the arrondissement of "Lyon 7e", "Paris XVIII" or "Marseille 1er arrondissement"."""
    found = RANK.fullmatch(TURNED.sub(r"\2 \1", fold(name)))
    if not found:
        return None
    rank = int(found[2]) if found[2] else _roman(found[3])
    parts = names.cog.arrondissements
    own: list[str] = sorted(map(str, parts.index[parts["code_parent"] == CITIES[found[1]]]))
    if not 1 <= rank <= len(own):
        return None
    token = f"arm:{own[rank - 1]}"
    title = str(parts.at[own[rank - 1], "nom"])
    named = Named(token, title, frozenset({own[0][:2]}), commune_form(title))
    verdict = weigh(named, hints, names)
    why = "against" if verdict.against else ""
    others = (f"com:{CITIES[found[1]]}",) if why else ()
    sure = Certainty.DOUBT if why else Certainty.SURE
    return Match(sure, token, named.name, How.NAME, others, why)


def _roman(text: str) -> int:
    values = [ROMAN[letter] for letter in text]
    after = [*values[1:], 0]
    return sum(-value if value < next_ else value for value, next_ in zip(values, after))


def _refined(found: Match, hints: Hints, names: Names) -> Match:
    """Take the arrondissement of a postcode for the city that is named beside it."""
    parts = names.cog.arrondissements
    own: set[str] = {
        code
        for postcode in hints.postcodes
        for code in names.cog.postcodes.get(postcode, ())
        if code in parts.index and parts["code_parent"][code] == found.token.removeprefix("com:")
    }
    if found.certainty is not Certainty.SURE or len(own) != 1:
        return found
    code = own.pop()
    return replace(found, token=f"arm:{code}", name=str(parts.at[code, "nom"]))
