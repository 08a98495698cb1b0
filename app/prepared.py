"""Values prepared once and opened at each start: a file that is whole, or not there.

A file holds a pickle and, apart, the large arrays and tables of what was pickled (out of band, by
protocol 5). Opened, these are pages of the file itself: all the processes that open it share them,
and none is in memory before it is read.
"""

from __future__ import annotations

import hashlib
import io
import mmap
import os
import pickle
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import NamedTemporaryFile
from types import MappingProxyType
from typing import Any

MAGIC = b"ptce-prepared-1\n"
DIGEST = "sha256"
ALIGNED = 64
"""Parts start at multiples of this, as Arrow and numpy want them."""
HEAD = len(MAGIC) + 2 * hashlib.new(DIGEST).digest_size
START = HEAD + -HEAD % ALIGNED
WORD = 8
"""Bytes of the length of a part."""
TRUSTED = (0, os.geteuid())
"""Owners of the files that are read: what is unpickled must be trusted."""
OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH

Live = Mapping[str, object]
"""What is open in every process and not kept, by the name under which a file refers to it."""


class UnusableError(Exception):
    """A file that is not there, is not whole, or that others than its owner may write."""


class _Pickler(pickle.Pickler):
    def __init__(self, file: io.BytesIO, buffers: list[pickle.PickleBuffer], live: Live) -> None:
        super().__init__(file, protocol=5, buffer_callback=buffers.append)
        self.names = {id(value): name for name, value in live.items()}

    def persistent_id(self, obj: object) -> str | None:
        return self.names.get(id(obj))

    def reducer_override(self, obj: object) -> Any:
        if isinstance(obj, MappingProxyType):
            return _read_only, (dict(obj),)
        return NotImplemented


class _Unpickler(pickle.Unpickler):
    def __init__(self, file: io.BufferedReader, buffers: Iterator[memoryview], live: Live) -> None:
        super().__init__(file, buffers=buffers)
        self.live = live

    def persistent_load(self, pid: str) -> object:
        return self.live[pid]


def _read_only(mapping: dict[Any, Any]) -> Mapping[Any, Any]:
    return MappingProxyType(mapping)


def write(path: Path, value: object, live: Live) -> None:
    """Write a value in a file, which is there once it is whole.

    Raises
    ------
    OSError
        If the folder cannot be written.
    """
    buffers: list[pickle.PickleBuffer] = []
    stream = io.BytesIO()
    _Pickler(stream, buffers, live).dump(value)
    parts = [stream.getbuffer(), *(buffer.raw() for buffer in buffers)]
    body = b"".join((bytes(START - HEAD), *_laid_out(parts)))
    head = MAGIC + hashlib.new(DIGEST, body).hexdigest().encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, delete=False) as file:
        scratch = Path(file.name)
        try:
            file.write(head + body)
            os.fchmod(file.fileno(), stat.S_IRUSR | stat.S_IWUSR | stat.S_IRGRP | stat.S_IROTH)
            file.flush()
            scratch.replace(path)
        except BaseException:
            scratch.unlink()
            raise


def _laid_out(parts: list[memoryview]) -> Iterator[bytes | memoryview]:
    """Yield the number of parts, their lengths, then each of them, all of them aligned."""
    words = [len(parts), *(part.nbytes for part in parts)]
    lengths = b"".join(word.to_bytes(WORD, "little") for word in words)
    for part in (memoryview(lengths), *parts):
        yield part
        yield bytes(-part.nbytes % ALIGNED)


def read(path: Path, live: Live) -> Any:
    """Open the value of a file; what it refers to by name is ``live``.

    Raises
    ------
    UnusableError
        If it is not there, is not whole, or may be of another hand.
    """
    try:
        with path.open("rb") as file:
            _check(file)
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            (start, _), *buffers = _places(mapped)
            view = memoryview(mapped)
            file.seek(start)
            return _Unpickler(file, (view[at : at + size] for at, size in buffers), live).load()
    except Exception as error:  # whatever a pickle of another version meets
        raise UnusableError(path) from error


def _check(file: io.BufferedReader) -> None:
    state = os.fstat(file.fileno())
    if state.st_uid not in TRUSTED or state.st_mode & OTHERS_WRITE:
        raise ValueError("others may have written it")
    head = file.read(HEAD)
    if head != MAGIC + hashlib.file_digest(file, DIGEST).hexdigest().encode():
        raise ValueError("not whole")


def _places(mapped: mmap.mmap) -> Iterator[tuple[int, int]]:
    """Yield where each part of a file begins, and its length: the pickle, then its buffers."""
    at = START
    n = int.from_bytes(mapped[at : at + WORD], "little")
    words = range(at + WORD, at + WORD * (n + 1), WORD)
    lengths = [int.from_bytes(mapped[word : word + WORD], "little") for word in words]
    at += WORD * (n + 1)
    for length in lengths:
        at += -at % ALIGNED
        yield at, length
        at += length
