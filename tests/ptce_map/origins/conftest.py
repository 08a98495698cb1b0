from __future__ import annotations

from tests.hosts import certificate, host, without_secrets

__all__ = ["certificate", "host", "without_secrets"]
