"""The formats of a sheet, for those who offer them: nothing here draws."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

MEDIA_TYPES: Mapping[str, str] = MappingProxyType(
    {"svg": "image/svg+xml", "pdf": "application/pdf", "png": "image/png"}
)
"""Extension -> media type."""
