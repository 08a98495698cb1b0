"""The commands of ``ptce-map``, one a module; a new one is a new row of ``COMMANDS``."""

from __future__ import annotations

import click

from ptce_map.commands.adopt import adopt
from ptce_map.commands.atlas import atlas
from ptce_map.commands.build import build
from ptce_map.commands.cog import cog
from ptce_map.commands.datapackage import datapackage
from ptce_map.commands.export import export
from ptce_map.commands.serve import serve
from ptce_map.commands.validate import validate
from ptce_map.commands.where import where

COMMANDS: tuple[click.Command, ...] = (
    serve,
    build,
    adopt,
    validate,
    export,
    cog,
    where,
    atlas,
    datapackage,
)
