"""``/corriger``: a name or a correction with its source, prepared as a mail or an issue.

Nothing is kept: what is written is given back to the reader, in the page and in a link.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import quote

from app.dataset import Dataset
from app.http.addresses import CORRECTION_PATH, carry, kept
from app.http.documents import create_document
from app.sections.method import STEPS
from ptce_map.labels import label
from ptce_map.query.grammar import View
from ptce_map.register.rules import URL

CHOSEN = ("pole", "appel")
"""Fields chosen among the poles and the calls of the register."""
WRITTEN: Mapping[str, int] = MappingProxyType(
    {"nom": 200, "lieu": 200, "source": 500, "remarque": 1000}
)
"""Fields written by the reader -> most characters."""
SUBJECTS = ("pole", "appel", "nom")
"""Fields of which one at least says what the proposal is about."""


@dataclass(frozen=True)
class Proposal:
    """What a reader proposes, as text by field; empty where nothing is said."""

    fields: Mapping[str, str]

    @property
    def mistakes(self) -> list[str]:
        """Return the codes of what is missing or badly written."""
        is_named = any(self.fields[key] for key in SUBJECTS)
        subject = [] if is_named else ["subject"]
        source = self.fields["source"]
        return subject if URL.holds(source) else [*subject, "address" if source else "source"]


def read_proposal(dataset: Dataset, given: Mapping[str, str]) -> Proposal:
    """Read the fields: what is not in the register is not chosen, what is too long is cut."""
    chosen = {
        key: value if (value := given.get(key, "")) in dataset.vocabulary.values(key) else ""
        for key in CHOSEN
    }
    written = {key: " ".join(given.get(key, "").split())[:most] for key, most in WRITTEN.items()}
    return Proposal(MappingProxyType({**chosen, **written}))


def say_title(dataset: Dataset, proposal: Proposal, lang: str) -> str:
    """Return the subject of the mail or issue: the register and what it is about."""
    subject = next(proposal.fields[key] for key in SUBJECTS if proposal.fields[key])
    key = next(key for key in SUBJECTS if proposal.fields[key])
    name = dataset.vocabulary.name(key, subject, lang) if key in CHOSEN else subject
    return label("page.correction.subject", lang, register=dataset.title(lang), name=name)


def say_text(dataset: Dataset, proposal: Proposal, lang: str) -> str:
    """Return the text of the mail or issue: a line a field that is filled, then the edition."""
    lines = []
    for key, value in proposal.fields.items():
        if value:
            said = value
            if key in CHOSEN:
                said = f"{dataset.vocabulary.name(key, value, lang)} ({value})"
            name = label(f"page.correction.{key}", lang)
            lines.append(label("page.correction.line", lang, name=name, value=said))
    if dataset.register.version:
        lines.append(label("map.edition", lang, version=dataset.register.version))
    return "\n".join(lines)


def prepare_link(dataset: Dataset, proposal: Proposal, lang: str) -> str:
    """Return the address that takes corrections, filled in; empty if the operator gave none."""
    pole = proposal.fields["pole"]
    name = dataset.vocabulary.name("pole", pole, lang) if pole else proposal.fields["nom"]
    values = {
        "pole": pole,
        "nom": name,
        "titre": say_title(dataset, proposal, lang),
        "texte": say_text(dataset, proposal, lang),
    }
    link = dataset.correction_url
    for key, value in values.items():
        link = link.replace(f"{{{key}}}", quote(value, safe=""))
    return link


def create_correction_page(
    dataset: Dataset, proposal: Proposal, view: View, root: str, *, is_sent: bool
) -> str:
    """Write the form, and what it prepares once it is sent without a mistake."""
    lang = view.lang
    mistakes = proposal.mistakes if is_sent else []
    is_ready = is_sent and not mistakes
    return create_document(
        dataset,
        lang,
        kept(lang, view.theme),
        template="correction.html",
        title=label("page.correction", lang),
        description=label("page.correction.text", lang),
        canonical=root + carry(CORRECTION_PATH, lang),
        given=proposal.fields,
        most=WRITTEN,
        choices=[(key, create_choices(dataset, key, lang)) for key in CHOSEN],
        mistakes=[label(f"page.correction.mistake.{code}", lang) for code in mistakes],
        prepared=say_text(dataset, proposal, lang) if is_ready else "",
        subject=say_title(dataset, proposal, lang) if is_ready else "",
        link=prepare_link(dataset, proposal, lang) if is_ready else "",
        has_address=bool(dataset.correction_url),
        steps=[label(f"page.method.correct.step.{key}", lang) for key in STEPS],
    )


def create_choices(dataset: Dataset, key: str, lang: str) -> list[tuple[str, str]]:
    """Return the values of a field with their names, poles in reading order."""
    values = dataset.vocabulary.values(key)
    if key == "pole":
        values = tuple(sorted(values, key=dataset.catalog.reading_order.__getitem__))
    return [(value, dataset.vocabulary.name(key, value, lang)) for value in values]
