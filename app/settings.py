"""The settings of the application: the only place that reads the environment.

Every setting is an environment variable with the prefix ``PTCE_`` (``PTCE_REGISTER=...``).
"""

from __future__ import annotations

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from geodata.store import DERIVED
from ptce_map.register import REGISTER_FOLDER
from ptce_map.style.basemaps import BASEMAPS


class Settings(BaseSettings):
    """What an operator may choose; the defaults serve the shipped register on this machine."""

    model_config = SettingsConfigDict(env_prefix="PTCE_", frozen=True, extra="forbid")

    register_folder: Path = Field(
        default=REGISTER_FOLDER,
        validation_alias="PTCE_REGISTER",
        description="Register to map: folder of CSV files, CSV file or workbook (.xlsx, .ods).",
    )
    derived: Path = Field(
        default=DERIVED,
        description="Folder of the built boundaries (`python -m geodata build`).",
    )
    public_url: str = Field(
        default="",
        pattern="^(https?://[^ ]+)?$",
        description="Address of the site as the public knows it; files and links then name it.",
    )
    correction_url: str = Field(
        default="",
        pattern=r"^((https?://|mailto:)[^ ]*\{(pole|texte)\}[^ ]*)?$",
        description="Address that takes corrections, with {titre}, {texte}, {pole}, {nom} filled.",
    )
    basemap: str = Field(
        default="none",
        pattern=f"^({'|'.join(BASEMAPS)})$",
        description="Background under the map: none, or ign-plan, asked of IGN by the browser.",
    )
    log_level: str = Field(
        default="INFO",
        pattern="^(DEBUG|INFO|WARNING|ERROR)$",
        description="Least severe log message shown: DEBUG, INFO, WARNING or ERROR.",
    )
