"""JSON as the browser and programs read it: compact, UTF-8."""

from __future__ import annotations

import json


def to_json(value: object) -> bytes:
    """Write a value as compact JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
