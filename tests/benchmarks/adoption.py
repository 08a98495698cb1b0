"""How well places are found by name: 2,000 real names degraded in the ten ways of public files.

``python -m tests.benchmarks.adoption`` prints the table of docs/adopt.md. The names are those of
the COG, drawn with a seed; each stands beside its département, in one of four forms, or a postcode.
"""

from __future__ import annotations

import random
import re
import sys
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from geodata.cog import Cog, read_cog
from geodata.history import read_history
from ptce_map.adopt.coding import match_code
from ptce_map.adopt.gazetteer import Names, read_names
from ptce_map.adopt.hints import Hints, read_departements
from ptce_map.adopt.matching import Certainty, Match, match_commune, match_epci
from ptce_map.labels import fold

SEED = 20_260_315
PER_WAY = 200
ARTICLE = re.compile(r"(?i)^(le |la |les |l')(.+)$")
EPCI_SHARE = 0.3
ZERO = "zero lost"


@dataclass(frozen=True)
class Case:
    """A degraded name: what is written, what stands beside it, and the place that is meant."""

    way: str
    text: str
    token: str
    departement: str = ""
    postcode: str = ""
    is_code: bool = False


Draw = random.Random
Place = tuple[str, str, str]
"""Token, name, département."""


def main() -> None:
    """Print the table: a line a way of degrading, then the whole, with and without hints."""
    cog = read_cog()
    names = read_names(cog)
    cases = list(make_cases(cog))
    sys.stdout.write("| way | example | sure | right of sure | doubt | not found |\n")
    sys.stdout.write("| --- | --- | ---: | ---: | ---: | ---: |\n")
    matches = [find(case, names) for case in cases]
    for way in WAYS:
        own = [(case, match) for case, match in zip(cases, matches) if case.way == way]
        sys.stdout.write(f"| {way} | {own[0][0].text} | {tell(own)} |\n")
    sys.stdout.write(f"| all | | {tell(list(zip(cases, matches)))} |\n")
    bare = [(case, find(case, names, is_bare=True)) for case in cases]
    sys.stdout.write(f"| all, nothing beside the name | | {tell(bare)} |\n")
    if "--wrong" in sys.argv:
        for case, match in zip(cases, matches):
            if match.certainty is not Certainty.SURE or match.token != case.token:
                sys.stdout.write(f"{case} {match}\n")


def measure(cases: list[tuple[Case, Match]]) -> tuple[float, float]:
    """Return precision of what is called sure, and recall: the share of names sure and right."""
    sure = [(case, match) for case, match in cases if match.certainty is Certainty.SURE]
    right = sum(case.token == match.token for case, match in sure)
    return right / len(sure), right / len(cases)


def tell(cases: list[tuple[Case, Match]]) -> str:
    """Write the figures of some cases as cells."""
    n = dict.fromkeys(Certainty, 0)
    for _, match in cases:
        n[match.certainty] += 1
    precision, recall = measure(cases)
    return (
        f"{n[Certainty.SURE]} ({recall:.1%} of {len(cases)}) | {precision:.2%} | "
        f"{n[Certainty.DOUBT]} | {n[Certainty.NONE]}"
    )


def find(case: Case, names: Names, *, is_bare: bool = False) -> Match:
    """Look for the place of a case."""
    homes = read_departements(case.departement, names.cog)
    hints = Hints() if is_bare else Hints(homes, frozenset(filter(None, [case.postcode])))
    if case.is_code:
        return match_code(case.text, "", hints, names)
    is_epci = case.token.startswith("epci:")
    return (match_epci if is_epci else match_commune)(case.text, hints, names)


def make_cases(cog: Cog, per_way: int = PER_WAY, seed: int = SEED) -> Iterator[Case]:
    """Yield the cases, way by way."""
    for way, (draw_places, degrade) in WAYS.items():
        draw = random.Random(f"{seed}-{way}")
        for token, name, home in draw_places(draw, cog, per_way):
            text = degrade(name, draw)
            yield Case(
                way,
                text,
                token,
                **_beside(token, home, draw, cog),
                is_code=way == ZERO,
            )


def _beside(token: str, home: str, draw: Draw, cog: Cog) -> dict[str, str]:
    title = str(cog.departements.at[home, "nom_departement"])
    ways = [f"{home} - {title}", title, home, f"{title} ({home})"]
    code = token.partition(":")[2]
    own = str(cog.communes["codes_postaux"].get(code, "")).split("|")
    if token.startswith("com:") and own[0] and draw.random() < 0.25:
        return {"postcode": draw.choice(own)}
    return {"departement": draw.choice(ways)}


def _communes(cog: Cog) -> list[Place]:
    table = cog.communes[cog.communes["zone"] != "com"]
    return [
        (f"com:{code}", str(name), str(home))
        for code, name, home in zip(table.index, table["nom_commune"], table["code_departement"])
    ]


def _epci(cog: Cog) -> list[Place]:
    homes = cog.communes.groupby("code_epci")["code_departement"].agg(lambda own: own.mode()[0])
    return [
        (f"epci:{code}", str(name), str(homes[code])) for code, name in cog.epci["nom_epci"].items()
    ]


def _some(of: Callable[[Place], bool], *, with_epci: bool = True) -> Callable[..., list[Place]]:
    """Return what draws communes, and three in ten EPCI, of which something is true."""

    def draw_places(draw: Draw, cog: Cog, n: int) -> list[Place]:
        n_epci = round(n * EPCI_SHARE) if with_epci else 0
        communes = [place for place in _communes(cog) if of(place)]
        epci = [place for place in _epci(cog) if of(place)] if n_epci else []
        n_epci = min(n_epci, len(epci))
        return [*draw.sample(communes, n - n_epci), *draw.sample(epci, n_epci)]

    return draw_places


def _only_epci(draw: Draw, cog: Cog, n: int) -> list[Place]:
    return draw.sample(_epci(cog), n)


def _of_first_homes(place: Place) -> bool:
    return place[2].startswith("0")


def _coded(draw: Draw, cog: Cog, n: int) -> list[Place]:
    found = [place for place in _communes(cog) if _of_first_homes(place)]
    return [(token, token[4:], home) for token, _, home in draw.sample(found, n)]


def _arrondissements(draw: Draw, cog: Cog, n: int) -> list[Place]:
    parts = cog.arrondissements
    found = [(f"arm:{code}", str(name), str(code)[:2]) for code, name in parts["nom"].items()]
    return draw.choices(found, k=n)


def _former(draw: Draw, cog: Cog, n: int) -> list[Place]:
    """Draw names of communes that are no more or have changed it, which none of theirs bears.

    A name that a commune of the same département bears today is not drawn, nor one that differs
    from that of today by its accents or hyphens alone.
    """
    homes = cog.communes["code_departement"]
    current = {(fold(str(name)), str(home)) for _, name, home in _communes(cog)}
    history = read_history()
    found = []
    for former in (*history.communes.values(), *history.commune_names):
        successor = cog.successor(former.code)
        if successor and (fold(former.name), str(homes[successor])) not in current:
            found.append((f"com:{successor}", former.name, str(homes[successor])))
    return draw.sample(found, n)


def _without_accents(name: str) -> str:
    kept = unicodedata.normalize("NFKD", name.replace("œ", "oe").replace("Œ", "OE"))
    return "".join(char for char in kept if not unicodedata.combining(char))


def _cased(name: str, draw: Draw) -> str:
    return draw.choice([name.upper(), name.lower(), name.title()])


def _spaced(name: str, _: Draw) -> str:
    return name.replace("-", " ").replace("'", " ").replace("’", " ")


def _abbreviated(name: str, draw: Draw) -> str:
    end = draw.choice([" ", "-", ". ", "."])
    short = re.sub(r"\bSainte\b[- ]", lambda _: f"Ste{end}", name)
    return re.sub(r"\bSaint\b[- ]", lambda _: f"St{end}", short)


def _natured(name: str, draw: Draw) -> str:
    """Write the nature of an EPCI out, drop it, or put another small word after it."""
    core = re.sub(r"^(CC|CA|CU) (du |de la |des |de l'|d'|de )?", "", name)
    core = re.sub(r"\s*\([^)]*\)", "", core)
    if core == name:
        return draw.choice([name, name.lower()])
    nature = {"CC": "Communauté de communes", "CA": "Communauté d'agglomération"}
    long = nature.get(name[:2], "Communauté urbaine")
    return draw.choice([f"{name[:2]} {core}", f"{long} {core}", f"{long} du {core}", core])


def _moved(name: str, draw: Draw) -> str:
    found = ARTICLE.match(name)
    if not found:
        return name
    article, rest = found[1].strip(), found[2]
    return draw.choice([f"{rest} ({article})", f"{rest}, {article}", rest])


def _zero_lost(code: str, draw: Draw) -> str:
    return draw.choice([code.lstrip("0"), f"{code.lstrip('0')}.0"])


def _ranked(name: str, draw: Draw) -> str:
    city, rank = name.split()[0], re.sub(r"\D", "", name)
    ends = ["er" if rank == "1" else "e", "ème" if rank != "1" else "er", "e arrondissement"]
    return draw.choice([f"{city} {rank}{draw.choice(ends)}", f"{city} {rank.zfill(2)}"])


def _as_it_is(name: str, _: Draw) -> str:
    return name


def _mistyped(name: str, draw: Draw) -> str:
    """Exchange, drop, double or mistake one letter that is not the first."""
    places = [at for at in range(1, len(name) - 1) if name[at].isalpha() and name[at + 1].isalpha()]
    at = draw.choice(places or [1])
    kind = draw.randrange(4)
    if kind == 0:
        return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    if kind == 1:
        return name[:at] + name[at + 1 :]
    other = name[at] if kind == 2 else draw.choice("abcdefghilmnoprstuv")
    return name[:at] + other + name[at + (kind == 3) :]


WAYS: dict[str, tuple[Callable[..., list[Place]], Callable[[str, Draw], str]]] = {
    "capitals": (_some(lambda _: True), _cased),
    "accents lost": (
        _some(lambda place: not place[1].isascii()),
        lambda name, _: _without_accents(name),
    ),
    "hyphens lost": (_some(lambda place: "-" in place[1] or "'" in place[1]), _spaced),
    "St, Ste": (_some(lambda place: "Saint" in place[1]), _abbreviated),
    "kind of EPCI": (_only_epci, _natured),
    "article moved": (
        _some(lambda place: ARTICLE.match(place[1]) is not None, with_epci=False),
        _moved,
    ),
    ZERO: (_coded, _zero_lost),
    "arrondissement": (_arrondissements, _ranked),
    "former name": (_former, _as_it_is),
    "typing slip": (_some(lambda place: len(place[1]) > 4), _mistyped),
}
"""Way of degrading -> what draws the places, and what degrades a name."""

if __name__ == "__main__":
    main()
