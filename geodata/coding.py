"""Content codings of HTTP: files and answers as browsers take them, brotli before gzip.

The same bytes are always coded to the same bytes.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping
from enum import Enum
from types import MappingProxyType

import brotli


class Effort(Enum):
    """How long a coding may take: the quality of brotli, then the level of gzip."""

    AT_ONCE = (1, 1)
    ON_REQUEST = (5, 6)
    AT_START = (9, 9)
    ONCE = (10, 9)
    AT_BUILD = (11, 9)


CODINGS: Mapping[str, Callable[[bytes, Effort], bytes]] = MappingProxyType(
    {
        "br": lambda data, effort: brotli.compress(data, quality=effort.value[0]),
        "gzip": lambda data, effort: gzip.compress(data, effort.value[1], mtime=0),
    }
)
"""Content coding -> what codes bytes with an effort, the one preferred first."""
