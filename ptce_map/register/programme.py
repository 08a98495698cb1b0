"""The programme that a register tells of: its names and texts wherever its data are published.

A register is told in the texts that it gives, else in those of ``locales/``, whose keys are
``programme.own.<what>``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ptce_map.dates import written_date
from ptce_map.labels import LANGS, fill, label, plural_form, slug
from ptce_map.register.register import Register
from ptce_map.register.wording import Wording


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
        Language -> name -> what texts may say: ``title``, ``about`` (description, else title),
        ``creator``, ``slug``.
    wording
        Texts and limits in its own words.
    law
        Address of the law that founds it, empty if there is none.
    """

    titles: Mapping[str, str]
    version: str
    date: str
    keywords: Sequence[str]
    prefix: str
    facts: Mapping[str, Mapping[str, str]]
    wording: Wording = field(default_factory=Wording)
    law: str = ""

    def say(self, what: str, lang: str, **values: object) -> str:
        """Return a text such as ``title`` or ``description``, in the programme's words if it has.

        The value ``n`` chooses between two forms, as for any text.
        """
        own = self.own(what, lang, **values)
        return own or label(f"programme.own.{what}", lang, **self.facts[lang], **values)

    def own(self, what: str, lang: str, **values: object) -> str:
        """Return a text in the programme's own words; nothing if it has none."""
        texts = self.wording.texts.get(lang, {})
        template = texts.get(what) or texts.get(f"{what}.{plural_form(values.get('n'), lang)}", "")
        return fill(template, lang, **self.facts[lang], **values)

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
    stem = slug(register.titles[LANGS[0]]) or "poles"
    return Programme(
        titles=register.titles,
        version=register.version,
        date=register.date,
        keywords=register.keywords,
        prefix=register.prefix or stem,
        wording=register.wording,
        law=register.law,
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
