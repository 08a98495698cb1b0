"""The settings of the application: the only place that reads the environment.

Every setting is an environment variable with the prefix ``PTCE_`` (``PTCE_REGISTER=...``).
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field, SecretStr, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from geodata.store import DERIVED
from ptce_map.map.style.basemaps import BASEMAPS
from ptce_map.origins.access import store_folder
from ptce_map.origins.address import Origin, origin_of
from ptce_map.register.register import REGISTER_FOLDER

BASE_PATH = r"^((/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+/?)?$"
"""Form of a path that the site may stand under; none, if it has the host to itself."""


class Settings(BaseSettings):
    """What an operator may choose; the defaults serve the shipped register on this machine."""

    model_config = SettingsConfigDict(env_prefix="PTCE_", frozen=True, extra="forbid")

    register_folder: Path = Field(
        default=REGISTER_FOLDER,
        validation_alias="PTCE_REGISTER",
        description="Register to map: folder of CSV, CSV, workbook; or a folder of such folders.",
    )
    register_address: Annotated[str, BeforeValidator(str)] = Field(
        default="",
        validation_alias="PTCE_REGISTER",
        description="The same as it is written: the address of a register that is kept elsewhere.",
    )
    origins: Path | None = Field(
        default=None,
        description="Folder of the last good copies of registers that are kept elsewhere.",
    )
    register_every: int = Field(
        default=300,
        ge=10,
        description="Seconds between two times that the origin of the register is asked.",
    )
    register_authorization: SecretStr = Field(
        default=SecretStr(""),
        description="Header Authorization sent to the host of the address of the register.",
    )
    register_query: SecretStr = Field(
        default=SecretStr(""),
        description="What is added to the query of the address of the register, as key=value.",
    )
    derived: Path = Field(
        default=DERIVED,
        description="Folder of the built boundaries (`python -m geodata build`).",
    )
    cache: Path | None = Field(
        default=None,
        description="Folder of what is prepared for the next start; by default, beside boundaries.",
    )
    scheduler: str = Field(
        default="",
        pattern="^((tcp|tls)://[^ ]+)?$",
        description="dask scheduler that joins the territories when a register is prepared.",
    )
    public_url: str = Field(
        default="",
        pattern="^(https?://[^ ]+)?$",
        description="Address of the site as the public knows it; files and links then name it.",
    )
    base_path: str = Field(
        default="",
        pattern=BASE_PATH,
        description="Path of the site on its host, as /ptce; by default that of PTCE_PUBLIC_URL.",
    )
    proxies: int | None = Field(
        default=None,
        ge=0,
        description="Number of proxies before the site, whose X-Forwarded headers are trusted.",
    )
    correction_url: str = Field(
        default="",
        pattern=r"^((https?://|mailto:)[^ ]*\{(pole|texte)\}[^ ]*)?$",
        description="Address that takes corrections, with {titre}, {texte}, {pole}, {nom} filled.",
    )
    watch: int = Field(
        default=10,
        ge=0,
        description="Seconds between two looks at the register, taken up anew when it changes.",
    )
    embedders: str = Field(
        default="*",
        pattern=r"^(\*|none|https?://[A-Za-z0-9.*:-]+( https?://[A-Za-z0-9.*:-]+)*)$",
        description="Sites that may show the map in their pages by ?embed=1, apart by spaces.",
    )
    basemap: str = Field(
        default="none",
        pattern=f"^({'|'.join(BASEMAPS)})$",
        description="Background under the map: none, or ign-plan, asked of IGN by the browser.",
    )
    offline: bool = Field(
        default=False,
        description="Whether browsers may keep the site for places without a network.",
    )
    in_flight: int = Field(
        default=16,
        ge=1,
        description="Requests that a worker answers at a time; others are sent away for seconds.",
    )
    metrics: Path | None = Field(
        default=None,
        validation_alias="PROMETHEUS_MULTIPROC_DIR",
        description="Folder where the workers count what /metrics tells; without it, they do not.",
    )
    access_log: str = Field(
        default="anonymous",
        pattern="^(none|anonymous|full)$",
        description="Line of the log for each request: none, anonymous, or full with who asks.",
    )
    log_level: str = Field(
        default="INFO",
        pattern="^(DEBUG|INFO|WARNING|ERROR)$",
        description="Least severe log message shown: DEBUG, INFO, WARNING or ERROR.",
    )

    @field_validator("base_path")
    @classmethod
    def _agrees(cls, value: str, info: ValidationInfo) -> str:
        public = urlsplit(info.data.get("public_url", "")).path.strip("/")
        if value and public and value.strip("/") != public:
            raise ValueError("is not the path of the public address")
        return value

    @property
    def origin(self) -> Origin | None:
        """Where the register is kept, if that is not a file that is read as it is.

        Raises
        ------
        ptce_map.errors.UnusableRegisterError
            If the address is none that can be asked.
        """
        return origin_of(self.register_address)

    @property
    def copies_folder(self) -> Path:
        """Folder of the last good copies of registers that are kept elsewhere."""
        return self.origins or store_folder(self.cache)

    @property
    def root_path(self) -> str:
        """Path before every address of the site, without final slash."""
        public = urlsplit(self.public_url).path
        return (self.base_path or (public if re.fullmatch(BASE_PATH, public) else "")).rstrip("/")
