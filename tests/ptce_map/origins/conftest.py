from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ptce_map.origins import access
from tests.hosts import Host, answering, certify

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of this machine."""
    return certify(tmp_path_factory.mktemp("certificate"))


@pytest.fixture(autouse=True)
def without_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    """No secret of whoever runs the tests."""
    for name in access.SECRETS:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def host(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Host]:
    """A host of this machine whose certificate is believed."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.with_name("cert.pem")))
    for name in ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with answering(certificate) as running:
        yield running
