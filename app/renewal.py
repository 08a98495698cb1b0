"""The register taken up anew while the site answers, without a restart.

The process that starts the workers loads the new edition beside the one in service. Then it starts
workers that serve it, whole and in memory already, and lets the old ones finish their answers. An
edition that is refused changes nothing but ``/healthz`` and the log.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from subprocess import DEVNULL

from app import PtceDash, create_app
from app.dataset import load_dataset
from app.edition import can_keep, is_kept
from app.identity import folder_of
from app.origin import brought_if_possible, is_near
from app.settings import Settings
from app.startup import LANG, read_settings, say_register, start
from app.watching import Watched
from geodata.errors import GeodataError
from ptce_map.errors import PtceMapError, RegisterError
from ptce_map.labels import label

logger = logging.getLogger(__name__)

Fingerprint = tuple[tuple[str, int, int, int], ...]


@dataclass
class Site(Watched[Fingerprint]):
    """What is in service: its settings, and the application that they make of the register."""

    settings: Settings
    app: PtceDash
    seen: Fingerprint = field(default=())
    waited: int = 0

    def renew(self) -> PtceDash:
        """Return the application of the register as it is now, or the one in service.

        It is refused if it cannot be read, or if it has more faults than the one in service: each
        is logged, and ``/healthz`` says so.
        """
        self.ask()
        self.seen = fingerprint(self.settings.register_folder)
        served = self.app.dataset
        prepare_apart(self.settings, served.n_faults)
        try:
            dataset = load_dataset(self.settings, most_faults=served.n_faults)
            self.app = create_app(self.settings, replace(dataset, retired=served.own_files))
        except PtceMapError as error:
            said = say_register(self.settings.register_folder, error)
            self.refuse(said, len(error.faults) if isinstance(error, RegisterError) else 0)
        except (GeodataError, OSError) as error:
            self.refuse(str(error), 0)
        return self.app

    def ask(self) -> None:
        """Ask for the register anew, if it is kept elsewhere; what goes wrong is logged."""
        self.waited = 0
        self.settings = brought_if_possible(self.settings)

    def refuse(self, said: str, n_faults: int) -> None:
        """Log why the new edition is refused, a line a fault, and have ``/healthz`` tell it."""
        for line in (*said.splitlines(), label("start.kept_old", LANG)):
            logger.error("%s", line)
        self.app.health.n_refused = n_faults
        self.app.health.refused_at = datetime.now(UTC).isoformat(timespec="seconds")

    def ask_if_due(self) -> None:
        """Ask for the register anew: a file at each look, others when it is time."""
        if is_near(self.settings) or self.waited >= self.settings.register_every:
            self.ask()

    def state(self) -> Fingerprint:
        """Return what tells the state of the register."""
        return fingerprint(self.settings.register_folder)


def start_site() -> Site:
    """Start a site as the environment says, or end the process with what is wrong."""
    settings = read_settings()
    seen = fingerprint(settings.register_folder)
    prepare_apart(settings)
    return Site(settings, start(settings), seen)


def prepare_apart(settings: Settings, most_faults: int | None = None) -> None:
    """Prepare the edition of the register in a process of its own, unless it is kept already.

    One that has more than ``most_faults`` is not prepared.

    Making an edition takes several times the memory that serving it does, and a process keeps much
    of what it took. What goes wrong there is met again, and told, by what opens the edition.
    """
    try:
        folder = folder_of(settings)
    except (GeodataError, OSError):
        return
    if not is_kept(folder) and can_keep(folder):
        limits = [] if most_faults is None else [str(most_faults)]
        command = [sys.executable, "-P", "-m", str(__package__), "prepare", *limits]
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join(sys.path),
            "PTCE_REGISTER": str(settings.register_folder),
            **({"PTCE_CACHE": str(settings.cache)} if settings.cache else {}),
        }
        subprocess.run(command, env=environment, stdout=DEVNULL, stderr=DEVNULL, check=False)


def fingerprint(path: Path) -> Fingerprint:
    """Return what tells two states of a register apart: names, sizes, times and places of files.

    It is empty while there is nothing, or while a file comes or goes.
    """
    try:
        files = sorted(path.iterdir()) if path.is_dir() else [path]
        found = [(file.name, file.stat()) for file in files if not file.is_dir()]
    except OSError:
        return ()
    return tuple((name, stat.st_size, stat.st_mtime_ns, stat.st_ino) for name, stat in found)
