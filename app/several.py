"""Several programmes: started, looked at and taken up anew, each by itself.

A register that is refused takes none of the others down: the site begins as soon as one can be
served, and says of each how it stands.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from app.dataset import load_dataset
from app.http.routes import Health
from app.hub.members import Member, Members, member_settings
from app.hub.site import Hub, create_hub
from app.origin import brought, brought_if_possible, is_near, last_copy
from app.renewal import Fingerprint, Site, fingerprint, prepare_apart
from app.renewal import start_site as start_alone
from app.settings import Settings
from app.startup import LANG, prepare, read_settings, say_register
from app.watching import Watched
from geodata import store
from geodata.errors import GeodataError
from ptce_map.errors import PtceMapError, RegisterError, UnusableRegisterError
from ptce_map.labels import label
from ptce_map.register.folders import find_registers

logger = logging.getLogger(__name__)


@dataclass
class Several(Watched[Mapping[str, Fingerprint]]):
    """The programmes of a folder of registers: their settings, and the site that is served."""

    settings: Settings
    app: Hub
    seen: Mapping[str, Fingerprint] = field(default_factory=dict)
    waited: int = 0

    def renew(self) -> Hub:
        """Return the site of the registers as they are now, or the one in service.

        Each that changed is taken up, unless it is refused: the one in service stays then. A folder
        that came is a programme more, one that went is a programme less; the last one stays.
        """
        self.seen = see(self.settings)
        members = open_members(self.settings, self.app.members.by_slug)
        if members.served:
            self.app = create_hub(self.settings, members)
        return self.app

    def ask_if_due(self) -> None:
        """Ask for the registers kept elsewhere: files at each look, others when it is time."""
        is_time = self.waited >= self.settings.register_every
        self.waited = 0 if is_time else self.waited
        for slug, folder in find_registers(self.settings.register_folder).items():
            own = member_settings(self.settings, slug, folder)
            if is_time or is_near(own):
                brought_if_possible(own)

    def state(self) -> Mapping[str, Fingerprint]:
        """Return what tells the state of each register; nothing while one of them comes or goes."""
        now = see(self.settings)
        return {} if () in now.values() else now


def start_site() -> Site | Several:
    """Start the site that the environment names, or end the process with what is wrong."""
    settings = read_settings()
    return start_several(settings) if find_registers(settings.register_folder) else start_alone()


def prepare_site(most_faults: int | None = None) -> str:
    """Prepare the next start of the site, or of each of its programmes that can be.

    Returns
    -------
    str
        What keeps it from being prepared; empty if nothing does. Of several programmes, each says
        at the start what keeps it from being served.
    """
    settings = read_settings()
    registers = find_registers(settings.register_folder)
    if not registers:
        return prepare(most_faults)
    for slug, folder in registers.items():
        prepare_apart(member_settings(settings, slug, folder))
    return ""


def start_several(settings: Settings) -> Several:
    """Start the site of a folder of registers, or end the process if none of them can be served."""
    seen = see(settings)
    try:
        members = open_members(settings, {})
    except GeodataError as error:
        raise SystemExit(str(error)) from None
    if not members.served:
        raise SystemExit(label("start.none", LANG, path=str(settings.register_folder)))
    return Several(settings, create_hub(settings, members), seen)


def see(settings: Settings) -> Mapping[str, Fingerprint]:
    """Return what tells the state of each register, by slug; empty for one that comes or goes."""
    registers = find_registers(settings.register_folder)
    return {
        slug: state_of(member_settings(settings, slug, folder), folder)
        for slug, folder in registers.items()
    }


def state_of(settings: Settings, folder: Path) -> Fingerprint:
    """Return what tells the state of a register: of its folder, and of its copy if it has one."""
    seen, copy = fingerprint(folder), last_copy(settings)
    return (*seen, *fingerprint(copy)) if seen and copy else seen


def open_members(settings: Settings, served: Mapping[str, Member]) -> Members:
    """Open each register that changed since it was last opened; boundaries are opened once.

    Raises
    ------
    geodata.errors.GeodataError
        If the boundaries were not built.
    """
    boundaries = store.open_boundaries(settings.derived)
    registers = find_registers(settings.register_folder)
    return Members(
        {
            slug: open_member(settings, slug, folder, served.get(slug), boundaries)
            for slug, folder in registers.items()
        }
    )


def open_member(
    settings: Settings,
    slug: str,
    folder: Path,
    before: Member | None,
    boundaries: store.Boundaries,
) -> Member:
    """Open a register, or keep what is in service of it and say why it is refused.

    Parameters
    ----------
    settings
        Those of the site.
    slug, folder
        The programme, and its register.
    before
        The programme as it is in service, if it is.
    boundaries
        Open, and shared by all programmes.
    """
    own = member_settings(settings, slug, folder)
    prior = before.dataset if before else None
    most = prior.n_faults if prior else None
    try:
        own = brought(own)
    except UnusableRegisterError as error:
        health = refuse(slug, error.text(LANG), len(error.faults), is_kept=prior is not None)
        return Member(slug, folder.name, own, prior, health, ())
    seen = state_of(own, folder)
    if before and before.seen == seen:
        return before
    prepare_apart(own, most)
    try:
        dataset = load_dataset(own, most, boundaries)
    except PtceMapError as error:
        n = len(error.faults) if isinstance(error, RegisterError) else 0
        said = say_register(own.register_folder, error)
        health = refuse(slug, said, n, is_kept=prior is not None)
        return Member(slug, folder.name, own, prior, health, seen)
    except (GeodataError, OSError) as error:
        health = refuse(slug, str(error), 0, is_kept=prior is not None)
        return Member(slug, folder.name, own, prior, health, seen)
    retired = prior.own_files if prior else {}
    return Member(slug, folder.name, own, replace(dataset, retired=retired), Health(), seen)


def refuse(slug: str, said: str, n_faults: int, *, is_kept: bool) -> Health:
    """Log why a register is refused, a line a fault, and return how it stands."""
    end = label("start.kept_old" if is_kept else "start.left_out", LANG)
    for line in (*said.splitlines(), end):
        logger.error("%s: %s", slug, line)
    return Health(n_faults, datetime.now(UTC).isoformat(timespec="seconds"))
