"""The programmes of a site: those in service, and those whose register is refused."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.dataset import Dataset, Sibling, programme_path
from app.http.routes import Health, describe_register
from app.origin import describe
from app.settings import Settings
from geodata import store
from ptce_map import __version__
from ptce_map.labels import LANGS


@dataclass(frozen=True, eq=False)
class Member:
    """A programme: its slug, the name of its folder, what is in service of it, how it stands.

    ``dataset`` is ``None`` where its register was refused and nothing was in service before;
    ``seen`` tells the state of the register that was opened from later ones.
    """

    slug: str
    name: str
    settings: Settings
    dataset: Dataset | None
    health: Health = field(default_factory=Health)
    seen: object = ()

    @property
    def path(self) -> str:
        """Path of the programme under that of the site."""
        return programme_path(self.slug)

    def describe(self) -> dict[str, Any]:
        """Describe how its register stands."""
        if self.dataset is None:
            refused = {"faults": self.health.n_refused, "at": self.health.refused_at}
            return {"state": "refused", "refused": refused}
        return describe_register(self.dataset, self.health)


@dataclass(frozen=True, eq=False)
class Members:
    """Every programme of a site, by slug, in the order of their folders; one is in service."""

    by_slug: Mapping[str, Member]

    @property
    def served(self) -> Mapping[str, Dataset]:
        """What is in service of each programme that is, by slug."""
        return {slug: member.dataset for slug, member in self.by_slug.items() if member.dataset}

    @property
    def first(self) -> Dataset:
        """The first programme in service, whose files of boundaries and styles are those of all."""
        return next(iter(self.served.values()))

    @property
    def siblings(self) -> Sequence[Sibling]:
        """What each programme in service says of itself to the others."""
        return tuple(
            Sibling(slug, {lang: dataset.title(lang) for lang in LANGS})
            for slug, dataset in self.served.items()
        )

    @property
    def stamp(self) -> str:
        """Digest of all that decides the bytes of the pages about all programmes."""
        said = [(slug, dataset.stamp) for slug, dataset in self.served.items()]
        stand = [(member.slug, member.describe()) for member in self.by_slug.values()]
        return hashlib.sha256(repr((said, stand)).encode()).hexdigest()

    def describe(self) -> dict[str, Any]:
        """Describe what is in service, programme by programme."""
        manifest = self.first.catalog.boundaries.manifest
        return {
            "status": "ok",
            "version": __version__,
            "boundaries": manifest.get("fingerprint", ""),
            "millesime": self.first.millesime,
            "programmes": {
                slug: {**member.describe(), **_origin(member)}
                for slug, member in self.by_slug.items()
            },
        }


def _origin(member: Member) -> dict[str, Any]:
    """Describe where the register of a programme is kept, if that is not in its folder."""
    described = describe(member.settings)
    return {"origin": described} if described else {}


def member_settings(settings: Settings, slug: str, register: object) -> Settings:
    """Return the settings of a programme: its register, its address, a folder for its editions.

    Requests are traced and counted once, by the site.

    Raises
    ------
    geodata.errors.GeodataError
        If the boundaries were not built.
    """
    site = settings.public_url.rstrip("/")
    kept = settings.cache or store.current_build(settings.derived)
    changes = {
        "register_folder": register,
        "register_address": str(register),
        "origins": settings.copies_folder,
        "public_url": f"{site}{programme_path(slug)}" if site else "",
        "base_path": "",
        "cache": kept / f"prepared-{slug}",
        "metrics": None,
        "access_log": "none",
    }
    return settings.model_copy(update=changes)
