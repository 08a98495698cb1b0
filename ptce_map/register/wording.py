"""The texts that a programme says in its own words, instead of those that every register has.

They are in sections ``[textes.fr]`` and ``[textes.en]`` of ``programme.toml``. A text may hold
fields such as ``{n}``; what it does not say is said as of any register.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from string import Formatter
from types import MappingProxyType
from typing import Any

from ptce_map.labels import LANGS
from ptce_map.notices import Fault
from ptce_map.register.schema import PROGRAMME

SECTION, LIMITS = "textes", "limites"
FACTS = ("title", "about", "creator", "slug")
"""What any text may say: title, description, author, and the title as a part of a name."""

TEXTS: Mapping[str, tuple[str, tuple[str, ...]]] = MappingProxyType(
    {
        "site": ("title", ()),
        "sous_titre": ("subtitle", ("first", "last")),
        "surtitre": ("overline", ()),
        "description": ("description", ()),
        "methode": ("method", ()),
        "fiche": ("pole", ("nom", "lieu")),
        "poles": ("poles", ()),
        "fichier": ("file", ("layer",)),
        "auteur": ("creator", ()),
        "producteur_un": ("producer.one", ("n",)),
        "producteur_plusieurs": ("producer.other", ("n",)),
        "presentation_une": ("shown.one", ("n",)),
        "presentation_plusieurs": ("shown.other", ("n",)),
        "atlas": ("book", ()),
        "planche": ("sheet", ()),
        "definition_titre": ("what", ()),
        "definition": ("what.text", ()),
        "loi": ("law", ()),
        "lien_loi": ("law.link", ()),
    }
)
"""Setting -> key of the text, and the fields that it may hold beside :data:`FACTS`."""


@dataclass(frozen=True)
class Wording:
    """What a programme says in its own words: texts by language and key, limits by language."""

    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    limits: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def read_wording(content: Mapping[str, Any]) -> tuple[Wording, list[Fault]]:
    """Return the texts that the content of ``programme.toml`` says, and what is wrong."""
    section = content.get(SECTION, {})
    if not isinstance(section, dict) or not all(
        isinstance(said, dict) for said in section.values()
    ):
        return Wording(), [Fault(file=PROGRAMME, column=SECTION, code="text_section")]
    faults = [fault for lang, said in section.items() for fault in _faults(lang, said)]
    wrong = {fault.column for fault in faults}
    texts: dict[str, dict[str, str]] = {}
    limits: dict[str, tuple[str, ...]] = {}
    for lang in (lang for lang in LANGS if lang in section):
        said = section[lang]
        kept = {key: text for key, text in said.items() if f"{SECTION}.{lang}.{key}" not in wrong}
        texts[lang] = {TEXTS[key][0]: text for key, text in kept.items() if key in TEXTS}
        limits[lang] = tuple(kept.get(LIMITS, ()))
    return Wording(texts, limits), faults


def _faults(lang: str, said: Mapping[str, Any]) -> Iterator[Fault]:
    where = f"{SECTION}.{lang}"
    if lang not in LANGS:
        details = {"choices": ", ".join(LANGS)}
        yield Fault(file=PROGRAMME, column=where, code="toml_key", details=details)
        return
    for key, text in said.items():
        place = f"{where}.{key}"
        if key == LIMITS:
            if not (isinstance(text, list) and all(isinstance(each, str) for each in text)):
                yield Fault(file=PROGRAMME, column=place, value=str(text), code="toml_texts")
        elif key not in TEXTS:
            details = {"choices": ", ".join((*TEXTS, LIMITS))}
            yield Fault(file=PROGRAMME, column=place, code="toml_key", details=details)
        elif not isinstance(text, str):
            yield Fault(file=PROGRAMME, column=place, value=str(text), code="toml_text")
        elif not _is_filled(text, known := (*FACTS, *TEXTS[key][1])):
            details = {"fields": ", ".join(known)}
            yield Fault(
                file=PROGRAMME, column=place, value=text, code="text_fields", details=details
            )


def _is_filled(text: str, known: tuple[str, ...]) -> bool:
    """Tell whether the fields of a text are among those known, as they are."""
    try:
        parts = list(Formatter().parse(text))
    except ValueError:
        return False
    return all(
        name is None or (name in known and not form and not turn) for _, name, form, turn in parts
    )
