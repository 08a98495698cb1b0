"""Every advice followed to its end: a register with the fault, the step taken, no fault left."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from geodata.cog import read_cog
from ptce_map.labels import read_locale
from ptce_map.notices import Details, Finding, Level, Words
from ptce_map.register.checks.report import SOUND, Report, inspect
from ptce_map.register.own_filters import MOST_VALUES
from tests import builders, workbooks

TODAY = "2026-11-28"
Said = Mapping[str, str]
"""What an advice names, by the name that its text gives it; of several, the first."""
Make = Callable[[Path, Said], Path]
"""Writes a register in a folder, given what the advice names, and returns its path."""
LIST = "nom,territoire\nA,com:31555\n"
HEAD = "nom,territoire,site_web,secteurs\nB,com:31555,,x\n"


def files(contents: Mapping[str, str | bytes], at: str = "") -> Make:
    """Write files, the texts filled with what the advice names; ``at`` is the register."""

    def make(folder: Path, said: Said) -> Path:
        for name, content in contents.items():
            data = content if isinstance(content, bytes) else content.format(**said).encode()
            (folder / name).write_bytes(data)
        return folder / at

    return make


def poles(text: str) -> Make:
    return files({"poles.csv": text})


def row(text: str) -> Make:
    """Write a list of two poles."""
    return poles(f"{HEAD}{text}\n")


def place(token: str) -> Make:
    return row(f"A,{token},,x")


def filled(cells: Mapping[str, object], said: Said) -> builders.Row:
    return {column: str(cell).format(**said) for column, cell in cells.items()}


def whole(package: Mapping[str, object] = builders.PACKAGE, **changed: Any) -> Make:
    """Write a register of every table, the first rows of some changed, or with other rows."""

    def make(folder: Path, said: Said) -> Path:
        tables = builders.tables()
        for name, change in changed.items():
            is_cells = isinstance(change, dict)
            given = [tables[name][0] | change, *tables[name][1:]] if is_cells else change
            tables[name] = [filled(cells, said) for cells in given]
        return builders.write_register(folder, tables, package)

    return make


def book(**sheets: list[list[str]]) -> Make:
    return lambda folder, _: workbooks.write_xlsx(folder / "a.xlsx", sheets)


def merged(areas: list[tuple[int, int, int, int]], rows: list[list[str]]) -> Make:
    write = workbooks.write_xlsx
    return lambda folder, _: write(folder / "a.xlsx", {"poles": rows}, {"poles": areas})


def extra(before: str, name: str, kind: str, cell: str, after: str = "") -> Make:
    """Write a list of a pole with a column of its own, declared between two texts."""
    header = f"nom,territoire,{name}\nA,com:31555,{cell}\n"
    declared = f'{before}[colonnes."{name}"]\ntype = "{kind}"\n{after}\n'
    return files({"poles.csv": header, "programme.toml": declared})


def said(setting: str) -> Make:
    """Write a list of a pole whose programme says something of itself."""
    return declaring(f"[programme]\n{setting}")


def declaring(text: str) -> Make:
    """Write a list of a pole beside a ``programme.toml``."""
    return files({"poles.csv": LIST, "programme.toml": f"{text}\n"})


def image(width: int, height: int) -> bytes:
    file = io.BytesIO()
    Image.new("1", (width, height)).save(file, "PNG")
    return file.getvalue()


def own_filter(setting: str, kind: str = "texte", name: str = "a", cell: str = "1") -> Make:
    """Write a list of a pole with a column that a setting makes a filter."""
    return extra("", name, kind, cell, setting)


def measured(setting: str, name: str = "m", cell: str = "1") -> Make:
    """Write a list of a pole with a column of numbers, and a measure of it."""
    return extra("", "a", "nombre", cell, f'[mesures."{name}"]\n{setting}')


SUM, BY = 'colonne = "a"\n', 'denominateur = "poles"\n'


def logo(content: str | bytes, name: str = "a.svg") -> Make:
    """Write a list of a pole beside a logo."""
    told = f'[programme]\nlogo = "{name}"\n'
    return files({"poles.csv": LIST, "programme.toml": told, name: content})


DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><g/></svg>'
LARGE = image(2000, 2000)
SITE = 'singulier_fr = "site"\npluriel_fr = "{}"\n'
NAMES = 'filtre = true\nvaleurs = ["a", "b"]\nvaleurs_en = [{}]'
MANY_VALUES = "|".join(f"v{rank}" for rank in range(MOST_VALUES + 1))
pole, award = builders.pole, builders.award
ROWS = [["nom", "territoire"], ["A", "com:31555"]]
SOURCES = [builders.source(), builders.source("rapport")]
LOCKED = b"\xd0\xcf\x11\xe0" + bytes(500)
ROUND = builders.named("appels", aap_2013="AAP 2013", ami_2022="AMI 2022")
WHOLE = {**builders.PACKAGE, "whole": True}


def rounds(second: str) -> Make:
    return whole(appels=[ROUND[0], ROUND[1] | {"id": second}])


def dated(opened: str, closed: str) -> Make:
    return whole(appels={"date_lancement": opened, "date_cloture": closed})


def without(table: str) -> Make:
    def make(folder: Path, said: Said) -> Path:
        (whole(WHOLE)(folder, said) / f"{table}.csv").unlink()
        return folder

    return make


def unreadable(folder: Path, _: Said) -> Path:
    """Make a folder of the name of a table."""
    (folder / "poles.csv").mkdir()
    return folder


def created(day: str) -> Make:
    return whole({**builders.PACKAGE, "created": day})


FAULTS: list[tuple[str, Make, Make]] = [
    ("required", whole(poles={"nom": ""}), whole(poles={"nom": "Le Phare"})),
    ("length", whole(poles={"nom": "a" * 10_001}), whole(poles={"nom": "a" * 10_000})),
    ("formula", whole(poles={"nom": "=1+1"}), whole(poles={"nom": "1+1"})),
    ("distinct", whole(poles={"alias": "P|P"}), whole(poles={"alias": "P"})),
    ("unique", whole(poles=[pole(), pole()], laureats=[award()]), whole(poles=[pole()])),
    ("slug", whole(secteurs={"id": "***"}), whole(secteurs={"id": "alimentation"})),
    ("repair", rounds("AMI 2022"), rounds("{repair}")),
    ("integer", whole(laureats={"aide_eur": "-5"}), whole(laureats={"aide_eur": "5"})),
    ("decimals", whole(laureats={"aide_eur": "5,7"}), whole(laureats={"aide_eur": "{rounded}"})),
    ("year", whole(appels={"annee": "x"}), whole(appels={"annee": "2013"})),
    ("date", whole(sources={"date_publication": "x"}), whole(sources={"date_publication": "2013"})),
    (
        "future",
        whole(sources={"date_publication": "2031"}),
        whole(sources={"date_publication": "{latest}"}),
    ),
    ("url", row("A,com:31555,voir plus tard,x"), row("A,com:31555,https://example.org,x")),
    ("url", row("A,com:31555,voir plus tard,x"), row("A,com:31555,,x")),
    ("url_within", row("A,com:31555,https://a.fr/b c,x"), row("A,com:31555,{repair},x")),
    ("urls", row("A,com:31555,https://a.fr ; https://b.fr,x"), row("A,com:31555,{first},x")),
    ("mail", row("A,com:31555,a@b.fr,x"), row("A,com:31555,,x")),
    ("error_value", row("A,com:31555,#N/A,x"), row("A,com:31555,,x")),
    ("spoiled_accents", row("CrÃ©ation,com:31555,,x"), row("{repair},com:31555,,x")),
    ("lost_accents", row("Cr\ufffdation,com:31555,,x"), row("Création,com:31555,,x")),
    ("uncomputed", row("A,=B2,,x"), row("A,com:31555,,x")),
    ("width", row("A,com:31555,,x,y"), row('A,com:31555,,"x,y"')),
    ("quotes", row('"A"B,com:31555,,x'), row('"A""B",com:31555,,x')),
    ("choice", whole(poles={"confiance": "sure"}), whole(poles={"confiance": "{choices}"})),
    ("commune", whole(poles={"siege": "Zzz"}), whole(poles={"siege": "31555"})),
    ("token", place("zone"), place("com:31555")),
    ("place", place("epci:999999999"), place("reg:76")),
    ("place_near", place("com:31999"), place("{near}")),
    ("meant", place("com:31000"), place("{near}")),
    ("meant_several", place("dep:20"), place("{near}")),
    ("meant_many", place("reg:41"), place("{near}")),
    ("meant_none", place("canton:3105"), place("com:31555")),
    ("key", whole(poles={"secteurs": "zzz"}), whole(poles={"secteurs": "culture"})),
    ("key_near", whole(poles={"secteurs": "cultur"}), whole(poles={"secteurs": "{near}"})),
    (
        "key_ambiguous",
        files({"poles.csv": f"{LIST}A,com:01001\n", "laureats.csv": "pole,appel\nA,2019\n"}),
        files({"poles.csv": f"{LIST}A,com:01001\n", "laureats.csv": "pole,appel\n{ids},2019\n"}),
    ),
    (
        "region_only",
        whole(poles={"precision": "region-only"}),
        whole(poles={"precision": "region-only", "territoire": "reg:94"}),
    ),
    (
        "unplaced",
        whole(poles={"precision": "unplaced"}),
        whole(poles={"precision": "declared"}),
    ),
    ("no_territory", place(""), place("com:35238")),
    (
        "no_territory",
        whole(poles={"territoire": "", "precision": "declared"}),
        whole(poles={"territoire": "", "precision": "unplaced"}),
    ),
    ("number", extra("", "a", "nombre", "beaucoup"), extra("", "a", "nombre", "12.5")),
    ("toml", extra("[", "a", "texte", "b"), extra("", "a", "texte", "b")),
    ("toml_key", said('titre = "A"'), said('titre_fr = "A"')),
    ("toml_section", declaring("programme = 1"), said('titre_fr = "A"')),
    ("toml_text", said("titre_fr = 1"), said('titre_fr = "1"')),
    ("toml_texts", said('mots_cles = "a"'), said('mots_cles = ["a", "b"]')),
    ("toml_day", said('date = "juin"'), said('date = "2025-06-30"')),
    ("toml_address", said('adresse_licence = "a"'), said('adresse_licence = "https://a.fr"')),
    ("extra_section", declaring("colonnes = 1"), extra("", "a", "texte", "b")),
    ("extra_name", extra("", "É", "texte", "b"), extra("", "e", "texte", "b")),
    ("extra_reserved", extra("", "population", "texte", "b"), extra("", "autre", "texte", "b")),
    ("extra_absent", extra("[colonnes.b]\n", "a", "texte", "b"), extra("", "a", "texte", "b")),
    ("toml_noun", said(SITE.format("sites |")), said(SITE.format("sites"))),
    ("toml_gender", said('genre = "f"'), said('genre = "féminin"')),
    ("toml_name", said('prefixe = "Mes lieux"'), said('prefixe = "mes-lieux"')),
    ("text_section", declaring("textes = 1"), declaring('[textes.fr]\nsite = "A"')),
    (
        "text_fields",
        declaring('[textes.fr]\nsite = "A {{"'),
        declaring('[textes.fr]\nsite = "A {{title}}"'),
    ),
    ("toml_file", said('logo = "../a.svg"'), logo(DRAWING)),
    ("logo_absent", said('logo = "a.svg"'), logo(DRAWING)),
    ("logo_heavy", logo(DRAWING + " " * 64_000), logo(DRAWING)),
    ("logo_large", logo(LARGE, "a.png"), logo(DRAWING)),
    ("logo_broken", logo("<svg"), logo(DRAWING)),
    ("logo_long", logo(DRAWING.replace('"10"', '"1000"')), logo(DRAWING)),
    ("logo_unsafe", logo(DRAWING.replace("<g/>", "<script/>")), logo(DRAWING)),
    ("toml_colour", said('couleur = "violet"'), said('couleur = "#6A1B9A"')),
    ("toml_pair", said('singulier_fr = "site"'), said(SITE.format("sites"))),
    ("toml_flag", own_filter('filtre = "oui"'), own_filter("filtre = true")),
    ("filter_kind", own_filter("filtre = true", "nombre"), own_filter("", "nombre")),
    ("filter_key", own_filter("filtre = true", name="niveau"), own_filter("filtre = true")),
    ("filter_names", own_filter(NAMES.format('"A"')), own_filter(NAMES.format('"A", "B"'))),
    (
        "filter_many",
        own_filter("filtre = true", "liste", cell=MANY_VALUES),
        own_filter("", "liste", cell=MANY_VALUES),
    ),
    ("measure_section", declaring("mesures = 1"), measured(SUM)),
    ("measure_name", measured(SUM, "É"), measured(SUM)),
    ("measure_taken", measured(SUM, "nombre"), measured(SUM)),
    ("measure_column", measured('colonne = "b"'), measured(SUM)),
    ("measure_sum", measured(f"{SUM}{BY}"), measured(f'{SUM}{BY}type = "ratio"')),
    (
        "measure_denominator",
        measured(f'{SUM}type = "ratio"\ndenominateur = "b"'),
        measured(f'{SUM}{BY}type = "ratio"'),
    ),
    (
        "toml_number",
        measured(f'{SUM}{BY}type = "ratio"\npour = "1000"'),
        measured(f'{SUM}{BY}type = "ratio"\npour = 1000'),
    ),
    ("negative", measured(SUM, cell="-1"), measured(SUM, cell="1")),
    (
        "not_stated",
        whole(poles={"secteurs": "culture|non-renseigne"}),
        whole(poles={"secteurs": "non-renseigne"}),
    ),
    (
        "uncited",
        whole(poles={"sources_territoire": ""}),
        whole(poles={"sources_territoire": "journal"}),
    ),
    (
        "unexplained",
        whole(poles={"precision": "approximate"}),
        whole(poles={"precision": "approximate", "note_territoire": "Lu."}),
    ),
    ("order", dated("2013-05", "2013-04"), dated("2013-03", "2013-04")),
    ("award_twice", whole(laureats=[award(), award()]), whole(laureats=[award()])),
    (
        "amount_without_grant",
        whole(laureats={"aide_eur": "5", "soutien": "support"}),
        whole(laureats={"aide_eur": "5", "soutien": "grant"}),
    ),
    (
        "state_unsaid",
        whole(poles={"etat_date": "2025"}),
        whole(poles={"etat": "actif", "etat_date": "2025", "sources_etat": "journal"}),
    ),
    (
        "state_undated",
        whole(poles={"etat": "actif", "sources_etat": "journal"}),
        whole(poles={"etat": "inconnu", "sources_etat": "journal"}),
    ),
    (
        "state_uncited",
        whole(poles={"etat": "actif", "etat_date": "2025"}),
        whole(poles={"etat": "actif", "etat_date": "2025", "sources_etat": "journal"}),
    ),
    ("header_two", poles("Intitulé,Nom du pôle,territoire\nA,B,dep:31\n"), poles(LIST)),
    ("header_twice", poles("nom,nom,territoire\nA,B,dep:31\n"), poles(LIST)),
    (
        "header_near",
        poles("nom,coordinnateur,territoire\nA,B,dep:31\n"),
        poles("nom,{near},territoire\nA,B,dep:31\n"),
    ),
    (
        "header_blank",
        poles("nom,,territoire\nA,B,dep:31\n"),
        poles("nom,lieu,territoire\nA,B,dep:31\n"),
    ),
    ("header_missing", poles("nom,lieu\nA,Toulouse\n"), poles(LIST)),
    ("header_none", poles("Quoi;x\nA;B\n"), poles(LIST)),
    (
        "separator",
        poles("nom;territoire,secteurs\nA;com:31555,Culture\n"),
        poles("sep=;\nnom;territoire\nA;com:31555\n"),
    ),
    ("separator", poles("nom;territoire,secteurs\nA;com:31555,Culture\n"), book(poles=ROWS)),
    ("empty", poles(""), poles(LIST)),
    ("rows", poles("nom,territoire\n"), poles(LIST)),
    ("binary", files({"poles.csv": b"\x89PNG\r\n\x1a\n\x00\x00\x00"}), poles(LIST)),
    ("encoding", files({"poles.csv": b"\xff\xd8\xe9,;\n\x9d\n"}), book(poles=ROWS)),
    ("missing", files({}), poles(LIST)),
    (
        "missing_table",
        files({"poles.csv": "nom,territoire,sources_pole\nA,dep:31,journal\n"}),
        files(
            {
                "poles.csv": "nom,territoire,sources_pole,sources_territoire\nA,dep:31,j,j\n",
                "sources.csv": "id,url\nj,https://example.org\n",
            }
        ),
    ),
    (
        "missing_table",
        files({"poles.csv": "nom,territoire,sources_pole\nA,dep:31,journal\n"}),
        files({"poles.csv": "nom,territoire\nA,dep:31\n"}),
    ),
    ("missing_part", without("structures"), whole(WHOLE)),
    ("heavy", poles(LIST + ",\n" * 250_000), poles(LIST)),
    ("unreadable", unreadable, poles(LIST)),
    ("path", files({}, at="poles.csv"), files({"poles.csv": LIST}, at="poles.csv")),
    ("format", files({"a.pdf": LIST}, at="a.pdf"), files({"a.csv": LIST}, at="a.csv")),
    ("format_old", files({"a.xls": LOCKED}, at="a.xls"), book(poles=ROWS)),
    ("format_numbers", files({"a.numbers": b"PK"}, at="a.numbers"), book(poles=ROWS)),
    ("format_map", files({"p.geojson": "[]"}, at="p.geojson"), poles(LIST)),
    (
        "password",
        files({"a.xlsx": LOCKED + "EncryptedPackage".encode("utf-16-le")}, at="a.xlsx"),
        book(poles=ROWS),
    ),
    ("workbook", files({"a.xlsx": b"x"}, at="a.xlsx"), book(poles=ROWS)),
    ("no_poles", book(Un=[["x"]], Deux=[["y"]]), book(poles=ROWS, Deux=[["y"]])),
    ("sheets", book(Un=ROWS, Deux=ROWS), book(poles=ROWS, Deux=ROWS)),
    ("files", files({"poles.csv": LIST, "Pôles.csv": LIST}), files({"Pôles.csv": LIST})),
    ("package", files({"poles.csv": LIST, "datapackage.json": "["}), poles(LIST)),
    ("package_date", created("2031-01-01"), created("2026-01-01")),
]
"""Code of a fault, a register that has it, and the same one after the next step."""

DOUBTS: list[tuple[str, Make, Make]] = [
    ("read", place("com:1004"), place("{token}")),
    (
        "postcode_of",
        poles("nom,lieu,territoire\nA,Rennes,com:35200\n"),
        poles("nom,lieu,territoire\nA,Rennes,{meant}\n"),
    ),
    (
        "region_of",
        poles("nom,lieu,territoire\nA,Toulouse,dep:76\n"),
        poles("nom,lieu,territoire\nA,Toulouse,{meant}\n"),
    ),
    (
        "far_from_words",
        poles("nom,lieu,territoire\nA,Rennes,dep:81\n"),
        poles("nom,lieu,territoire\nA,Rennes,dep:35\n"),
    ),
    ("far_apart", place("com:32013|com:32107|com:59350"), place("com:32013|com:32107")),
    (
        "far_seat",
        poles("nom,siege,territoire\nA,59350,com:31555\n"),
        poles("nom,siege,territoire\nA,31555,com:31555\n"),
    ),
    ("twin", poles(f"{LIST}A,com:31555\n"), poles(LIST)),
    (
        "columns_again",
        poles("nom,territoire,Intitulé,Nom du pôle\nA,dep:31,B,C\n"),
        poles("nom,territoire,x,y\nA,dep:31,B,C\n"),
    ),
    (
        "header_likely",
        poles("nom,territoire,ville\nA,dep:31,Toulouse\n"),
        poles("nom,territoire,{columns}\nA,dep:31,Toulouse\n"),
    ),
    (
        "merged_across",
        merged([(1, 1, 1, 2)], [["nom", "territoire", "lieu"], ["A", "dep:31", ""]]),
        merged([], [["nom", "territoire", "lieu"], ["A", "dep:31", "Toulouse"]]),
    ),
    (
        "day_month",
        whole(sources={"date_publication": "03/04/2013"}),
        whole(sources={"date_publication": "{read}"}),
    ),
    (
        "serial",
        whole(sources={"date_publication": "45363"}),
        whole(sources={"date_publication": "{read}"}),
    ),
    ("thousands", whole(laureats={"aide_eur": "1.234"}), whole(laureats={"aide_eur": "{read}"})),
    ("zero", poles("nom,code_insee\nA,1004\n"), poles("nom,territoire\nA,{read}\n")),
    ("entities", row("L&eacute;o,dep:31,,x"), row("{repair},dep:31,,x")),
    ("question_mark", row("Cr?ation,dep:31,,x"), row("Création,dep:31,,x")),
    ("nothing", row("A,dep:31,,néant"), row("A,dep:31,,")),
    ("several", row("A,dep:31,,Bois ; Fer"), row("A,dep:31,,Bois|Fer")),
    ("bar", poles("nom,territoire\nA|B,dep:31\n"), poles("nom,territoire\nA,dep:31\n")),
]
"""Code of a doubt, a register that has it, and the same one after the next step."""


GUARDS = {"text"}
"""Codes of rules that only tables which were not read from a file can break."""


def first(value: str | int | Words) -> str:
    """Return the first thing that a detail of an advice names, without the name beside a code."""
    return re.split(r", | \(", str(value))[0]


def named(details: Details) -> Said:
    return {name: first(value) for name, value in details.items()}


def report_of(make: Make, folder: Path, said: Said) -> Report:
    folder.mkdir()
    return inspect(make(folder, said), read_cog(), TODAY)


def check_step(found: Finding, lang: str) -> None:
    assert found.next_step(lang)
    assert not re.search(r"\{\w*\}", found.sentence(lang))


@pytest.mark.parametrize(("code", "broken", "mended"), FAULTS)
def test_the_next_step_of_a_fault_leads_to_a_sound_register(
    tmp_path: Path, code: str, broken: Make, mended: Make
) -> None:
    faults = report_of(broken, tmp_path / "broken", {}).faults
    assert {fault.code for fault in faults} == {code}
    for lang in ("fr", "en"):
        check_step(faults[0], lang)
    report = report_of(mended, tmp_path / "mended", named(faults[0].details))
    assert (report.code, report.faults) == (SOUND, ())


@pytest.mark.parametrize(("code", "broken", "mended"), DOUBTS)
def test_the_next_step_of_a_doubt_settles_it(
    tmp_path: Path, code: str, broken: Make, mended: Make
) -> None:
    found = report_of(broken, tmp_path / "broken", {})
    doubts = [notice for notice in found.notices if notice.level is Level.DOUBT]
    assert (found.code, {doubt.code for doubt in doubts}) == (SOUND, {code})
    for lang in ("fr", "en"):
        check_step(doubts[0], lang)
    report = report_of(mended, tmp_path / "mended", named(doubts[0].details))
    assert report.code == SOUND
    assert [notice for notice in report.notices if notice.level is Level.DOUBT] == []


@pytest.mark.parametrize(("kind", "rows"), [("fault", FAULTS), ("notice", DOUBTS)])
def test_every_advice_is_followed(kind: str, rows: list[tuple[str, Make, Make]]) -> None:
    found = (re.match(rf"{kind}\.(\w+)\.next", key) for key in read_locale("en"))
    elsewhere = ("adopt_", "origin_")
    told = {match[1] for match in found if match and not match[1].startswith(elsewhere)}
    assert told - GUARDS == {code for code, _, _ in rows}


def test_a_cell_of_blanks_is_empty_before_a_rule_sees_it(tmp_path: Path) -> None:
    (fault,) = report_of(row(" \t,dep:31,,x"), tmp_path / "broken", {}).faults
    assert (fault.column, fault.code) == ("nom", "required")


@pytest.mark.parametrize(
    "name", ["Poles.CSV", "pôles.csv", "po\u0302les.csv", "PTCE.tsv", "Pole.txt"]
)
def test_a_file_is_found_by_its_name_however_it_is_written(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("nom;territoire\nA;com:31555\n", "utf-8")
    report = inspect(tmp_path, read_cog(), TODAY)
    assert (report.code, report.n_poles) == (SOUND, 1)
    assert [notice.file for notice in report.notices] == [name]
