"""The programme that a register tells of: its names and texts wherever its data are published.

The register of the PTCEs is told in the words of the site, any other in its own. What is written is
in ``locales/``: one set of texts a voice, ``programme.<voice>.<what>``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from ptce_map.dates import written_date
from ptce_map.labels import LANGS, label, slug
from ptce_map.register.register import PTCE, Register


@dataclass(frozen=True)
class Voice:
    """How a kind of programme is told.

    Attributes
    ----------
    name
        Middle of the keys of its texts.
    prefix
        How the names of its files begin; empty for the title of the register.
    law
        Address of the law that founds it, empty if there is none.
    limits
        Limits that its register has beside those of any map, as ``page.method.limit.<limit>``.
    """

    name: str
    prefix: str = ""
    law: str = ""
    limits: tuple[str, ...] = ()


OWN = Voice("own")
VOICES: Mapping[str, Voice] = MappingProxyType(
    {
        PTCE: Voice(
            "ptce",
            prefix="ptce",
            law="https://www.legifrance.gouv.fr/loda/id/JORFTEXT000029313296",
            limits=("register", "activity"),
        )
    }
)
"""Name of a data package -> its voice; any other register has :data:`OWN`."""


@dataclass(frozen=True)
class Programme:
    """What a register is called and how it is told.

    Attributes
    ----------
    titles
        Language -> title of the data.
    version, date
        Those of the data, the date in ISO; empty if not stated.
    keywords
        Words under which catalogues file the data.
    prefix
        How the names of files begin.
    facts
        Language -> name -> what the texts of a voice may say: ``title``, ``about`` (description,
        else title), ``creator``, ``slug``.
    """

    voice: Voice
    titles: Mapping[str, str]
    version: str
    date: str
    keywords: Sequence[str]
    prefix: str
    facts: Mapping[str, Mapping[str, str]]

    def say(self, what: str, lang: str, **values: object) -> str:
        """Return a text of the programme's voice, such as ``title`` or ``description``."""
        return label(f"programme.{self.voice.name}.{what}", lang, **self.facts[lang], **values)

    def layer(self, name: str) -> dict[str, str]:
        """Name a layer in each language: that of the poles by the programme."""
        if name == "poles":
            return {lang: self.say("poles", lang) for lang in LANGS}
        return {lang: label(f"layer.{name}", lang) for lang in LANGS}

    def cite(self, lang: str) -> str:
        """Name the register, its version and its date, each if it is stated."""
        version = label("data.version", lang, version=self.version) if self.version else ""
        parts = (self.titles[lang], version, written_date(self.date, lang))
        return ", ".join(part for part in parts if part)


def create_programme(register: Register) -> Programme:
    """Read in a register what it is called."""
    voice = VOICES.get(register.name, OWN)
    stem = slug(register.titles[LANGS[0]]) or "poles"
    return Programme(
        voice=voice,
        titles=register.titles,
        version=register.version,
        date=register.date,
        keywords=register.keywords,
        prefix=voice.prefix or stem,
        facts={
            lang: {
                "title": register.titles[lang],
                "about": register.descriptions.get(lang) or register.titles[lang],
                "creator": register.creator,
                "slug": stem,
            }
            for lang in LANGS
        },
    )
