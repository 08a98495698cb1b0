"""How the commands write files."""

from __future__ import annotations

from pathlib import Path
from tempfile import NamedTemporaryFile


def write_file(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: beside its place first, then in one move."""
    file = NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False)  # noqa: SIM115
    try:
        with file:
            file.write(content)
        Path(file.name).chmod(0o644)
        Path(file.name).replace(path)
    except OSError:
        Path(file.name).unlink()
        raise
