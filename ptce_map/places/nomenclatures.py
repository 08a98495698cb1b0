"""Codes of places in other nomenclatures than the COG of the year, as tables.

Sources: INSEE, Code officiel géographique, for the régions before 2016, the codes of Mayotte before
2011 and of Guadeloupe before 2008; Eurostat, NUTS 2021; ISO 3166-2:FR.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class FormerRegion:
    """A région as it was before 2016: a unit of NUTS 2 to this day.

    ``code`` is its INSEE code; ``departements`` are in the order of their codes, which is that of
    the units of NUTS 3.
    """

    nuts: str
    code: str
    name: str
    departements: tuple[str, ...]


REGIONS_2015 = (
    FormerRegion("FR10", "11", "Île-de-France", ("75", "77", "78", "91", "92", "93", "94", "95")),
    FormerRegion("FRB0", "24", "Centre", ("18", "28", "36", "37", "41", "45")),
    FormerRegion("FRC1", "26", "Bourgogne", ("21", "58", "71", "89")),
    FormerRegion("FRC2", "43", "Franche-Comté", ("25", "39", "70", "90")),
    FormerRegion("FRD1", "25", "Basse-Normandie", ("14", "50", "61")),
    FormerRegion("FRD2", "23", "Haute-Normandie", ("27", "76")),
    FormerRegion("FRE1", "31", "Nord-Pas-de-Calais", ("59", "62")),
    FormerRegion("FRE2", "22", "Picardie", ("02", "60", "80")),
    FormerRegion("FRF1", "42", "Alsace", ("67", "68")),
    FormerRegion("FRF2", "21", "Champagne-Ardenne", ("08", "10", "51", "52")),
    FormerRegion("FRF3", "41", "Lorraine", ("54", "55", "57", "88")),
    FormerRegion("FRG0", "52", "Pays de la Loire", ("44", "49", "53", "72", "85")),
    FormerRegion("FRH0", "53", "Bretagne", ("22", "29", "35", "56")),
    FormerRegion("FRI1", "72", "Aquitaine", ("24", "33", "40", "47", "64")),
    FormerRegion("FRI2", "74", "Limousin", ("19", "23", "87")),
    FormerRegion("FRI3", "54", "Poitou-Charentes", ("16", "17", "79", "86")),
    FormerRegion("FRJ1", "91", "Languedoc-Roussillon", ("11", "30", "34", "48", "66")),
    FormerRegion("FRJ2", "73", "Midi-Pyrénées", ("09", "12", "31", "32", "46", "65", "81", "82")),
    FormerRegion("FRK1", "83", "Auvergne", ("03", "15", "43", "63")),
    FormerRegion("FRK2", "82", "Rhône-Alpes", ("01", "07", "26", "38", "42", "69", "73", "74")),
    FormerRegion("FRL0", "93", "Provence-Alpes-Côte d'Azur", ("04", "05", "06", "13", "83", "84")),
    FormerRegion("FRM0", "94", "Corse", ("2A", "2B")),
    FormerRegion("FRY1", "01", "Guadeloupe", ("971",)),
    FormerRegion("FRY2", "02", "Martinique", ("972",)),
    FormerRegion("FRY3", "03", "Guyane", ("973",)),
    FormerRegion("FRY4", "04", "La Réunion", ("974",)),
    FormerRegion("FRY5", "06", "Mayotte", ("976",)),
)
"""Régions of 2015, in the order of NUTS."""

NUTS_1: Mapping[str, str] = MappingProxyType(
    {
        "FR1": "11",
        "FRB": "24",
        "FRC": "27",
        "FRD": "28",
        "FRE": "32",
        "FRF": "44",
        "FRG": "52",
        "FRH": "53",
        "FRI": "75",
        "FRJ": "76",
        "FRK": "84",
        "FRL": "93",
        "FRM": "94",
    }
)
"""Unit of NUTS 1 -> the région that it is; FRY, the five of overseas, is none."""

ISO_3166_2: Mapping[str, str] = MappingProxyType(
    {
        "ARA": "reg:84",
        "BFC": "reg:27",
        "BRE": "reg:53",
        "CVL": "reg:24",
        "GES": "reg:44",
        "HDF": "reg:32",
        "IDF": "reg:11",
        "NAQ": "reg:75",
        "NOR": "reg:28",
        "OCC": "reg:76",
        "PAC": "reg:93",
        "PDL": "reg:52",
        "20R": "reg:94",
        "COR": "reg:94",
        "75C": "dep:75",
        "GP": "dep:971",
        "MQ": "dep:972",
        "GF": "dep:973",
        "RE": "dep:974",
        "YT": "dep:976",
        "PM": "dep:975",
        "BL": "dep:977",
        "MF": "dep:978",
        "TF": "dep:984",
        "WF": "dep:986",
        "PF": "dep:987",
        "NC": "dep:988",
        "CP": "dep:989",
    }
)
"""What follows ``FR-``, where it is not the code of a département, -> the token."""

RENAMED: Mapping[str, str] = MappingProxyType(
    {"com:97123": "com:97701", "com:97127": "com:97801", "dep:985": "dep:976"}
)
"""Token of before a change of status -> that of today.

Saint-Barthélemy and Saint-Martin left Guadeloupe in 2007; Mayotte became a département in 2011.
"""

PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("commune", "insee", "code insee", "ville", "cog"), "com"),
        **dict.fromkeys(("arrondissement", "arrondissement municipal", "plm"), "arm"),
        **dict.fromkeys(("siren", "intercommunalite", "interco", "cc", "ca", "cu", "gfp"), "epci"),
        **dict.fromkeys(("metropole", "agglo", "agglomeration"), "epci"),
        **dict.fromkeys(("departement", "dept", "dpt"), "dep"),
        **dict.fromkeys(("region", "rgn"), "reg"),
    }
)
"""Word that people write before a code, folded -> the prefix that it stands for."""
