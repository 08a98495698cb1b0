"""The address of a register: what is written, what is told of it, and what it must not hold.

An address holds no secret: those are given by the environment (:mod:`ptce_map.origins.access`), so
that an address may stand in a command, a log and an error.
"""

from __future__ import annotations

import hashlib
import ipaddress
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Final
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from ptce_map.errors import UnusableRegisterError
from ptce_map.notices import Fault
from ptce_map.register.schema import ORIGIN

WEB, POSTGRESQL, GEOPACKAGE, DUCKDB = "web", "postgresql", "geopackage", "duckdb"
SCHEMES = MappingProxyType(
    {"https": WEB, "http": WEB, "postgresql": POSTGRESQL, "postgres": POSTGRESQL}
)
"""Scheme of an address -> the kind of what it leads to."""
SUFFIXES = MappingProxyType({".gpkg": GEOPACKAGE, ".duckdb": DUCKDB, ".ddb": DUCKDB})
"""Extension of a file that holds tables -> its kind."""
SCHEME = re.compile(r"([a-z][a-z0-9+.-]*)://", re.IGNORECASE)
FILE = re.compile(
    r"(?P<path>.+(?P<suffix>\.gpkg|\.duckdb|\.ddb))(?:(?:#|\?table=)(?P<table>.+))?", re.IGNORECASE
)
SECRETS = re.compile(
    r"(?:.*[-_])?(?:password|passwd|pwd|token|secret|api[-_]?key|apikey|key|auth|authorization|sig"
    r"|signature|sslpassword)",
    re.IGNORECASE,
)
"""Names of the parameters whose values are secrets."""
LOGIN = re.compile(r"://[^/?#@]*:.*@|://[^/?#]*@", re.DOTALL)
"""User and password, whatever signs the password has that should have been written otherwise."""
CHOOSING = ("table", "schema")
"""Parameters of the address of a database that are ours, and not the driver's."""
HIDDEN: Final = "…"
ADDRESS = "adresse"
"""Setting of ``origine.toml``."""


@dataclass(frozen=True)
class Origin:
    """Where a register is kept.

    Attributes
    ----------
    kind
        :data:`WEB`, :data:`POSTGRESQL`, :data:`GEOPACKAGE` or :data:`DUCKDB`.
    address
        What is asked: an address, or the path of a file.
    table, schema
        The table of the poles and the schema of all tables, where the address names them.
    told
        What is told instead of the address: where a file came from.
    beside
        The folder whose other files stand beside the tables, where that names the address.
    """

    kind: str
    address: str
    table: str = ""
    schema: str = ""
    told: str = ""
    beside: str = ""

    def __str__(self) -> str:
        """Return the address as it is told: no values of parameters, no name of a user."""
        return self.told or shown(self.address)

    def __repr__(self) -> str:
        return f"Origin({self.kind}, {self})"

    @property
    def written(self) -> str:
        """What names it: the folder, or the address with table and schema."""
        if self.beside:
            return self.beside
        pairs = {"schema": self.schema, "table": self.table}
        asked = urlencode({name: value for name, value in pairs.items() if value})
        if self.kind == POSTGRESQL and asked:
            return f"{self.address}{'&' if '?' in self.address else '?'}{asked}"
        return f"{self.address}#{self.table}" if self.table else self.address

    @property
    def digest(self) -> str:
        """What the folder of its copies is called."""
        address = str(Path(self.address).absolute()) if self.is_near else self.address
        folder = str(Path(self.beside).absolute()) if self.beside else ""
        said = "\n".join((self.kind, address, self.table, self.schema, folder))
        return hashlib.sha256(said.encode()).hexdigest()[:16]

    @property
    def is_near(self) -> bool:
        """Whether it is a file of this machine."""
        return self.kind in SUFFIXES.values()

    def fault(self, code: str, **details: str | int) -> UnusableRegisterError:
        """Return the error of an origin that gives no register."""
        return UnusableRegisterError([Fault(file=str(self), code=code, details=details)])


def shown(address: str) -> str:
    """Return an address as it may be told to anybody who reads a log."""
    if not SCHEME.match(address):
        return address
    try:
        parts = urlsplit(LOGIN.sub("://", address, count=1))
        host = parts.netloc.rpartition("@")[2]
    except ValueError:
        return HIDDEN
    names = [f"{name}={HIDDEN}" for name, _ in parse_qsl(parts.query, keep_blank_values=True)]
    query = f"?{'&'.join(names)}" if names and SCHEMES.get(parts.scheme) == WEB else ""
    return f"{parts.scheme}://{host}{parts.path}{query}"


def is_address(text: str) -> bool:
    """Tell whether a text is the address of an origin rather than a path to be read as it is.

    A folder is one, whatever its name ends by.
    """
    return bool(SCHEME.match(text) or (FILE.fullmatch(text) and not Path(text).is_dir()))


def origin_of(text: str) -> Origin | None:
    """Return the origin that an address, or the file ``origine.toml`` of a folder, names.

    There is none of a path that is read as it is.

    Raises
    ------
    UnusableRegisterError
        With all that is wrong with what is written.
    """
    if is_address(text):
        return parse(text)
    file = Path(text) / ORIGIN
    if not text or not file.is_file():
        return None
    origin = parse(_named_by(file))
    address = str(Path(text) / origin.address) if origin.is_near else origin.address
    return replace(origin, address=address, beside=text)


def _named_by(file: Path) -> str:
    try:
        content = tomllib.loads(file.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        details = {"error": str(error)}
        raise UnusableRegisterError([Fault(file=ORIGIN, code="toml", details=details)]) from None
    faults = [
        Fault(file=ORIGIN, column=key, code="toml_key", details={"choices": ADDRESS})
        for key in content
        if key != ADDRESS
    ]
    address = content.get(ADDRESS)
    if not isinstance(address, str) or not is_address(address):
        faults.append(Fault(file=ORIGIN, column=ADDRESS, code="origin_unsaid"))
    if faults:
        raise UnusableRegisterError(faults)
    return str(address)


def parse(text: str) -> Origin:
    """Return the origin that an address names.

    Raises
    ------
    UnusableRegisterError
        With all that is wrong with it; no secret is told.
    """
    scheme = SCHEME.match(text)
    if not scheme:
        found = FILE.fullmatch(text)
        if found is None:
            raise UnusableRegisterError([Fault(file=text, code="format")])
        kind = SUFFIXES[found["suffix"].lower()]
        return Origin(kind, found["path"], found["table"] or "")
    faults = list(_faults(text, scheme[1].lower()))
    if faults:
        raise UnusableRegisterError(faults)
    return _database(text) if SCHEMES[scheme[1].lower()] == POSTGRESQL else _web(text)


def _web(text: str) -> Origin:
    address, _, table = text.partition("#")
    return Origin(WEB, address, unquote(table))


def _database(text: str) -> Origin:
    parts = urlsplit(text)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    own = {name: value for name, value in pairs if name in CHOOSING}
    rest = urlencode([pair for pair in pairs if pair[0] not in CHOOSING])
    base = text.partition("#")[0].partition("?")[0]
    address = f"{base}?{rest}" if rest else base
    table = own.get("table", unquote(parts.fragment))
    return Origin(POSTGRESQL, address, table, own.get("schema", ""))


def _faults(text: str, scheme: str) -> Iterator[Fault]:
    told = shown(text)
    if scheme not in SCHEMES:
        details = {"schemes": "https://, postgresql://"}
        yield Fault(file=told, code="origin_scheme", details=details)
        return
    try:
        parts = urlsplit(text)
        host, password = parts.hostname or "", parts.password
        _ = parts.port
    except ValueError:
        yield Fault(file=told, code="origin_address")
        return
    kind = SCHEMES[scheme]
    if kind == WEB and not host:
        yield Fault(file=told, code="origin_address")
    if scheme == "http" and not is_loopback(host):
        yield Fault(file=told, code="origin_http")
    if password is not None or (kind == WEB and parts.username is not None):
        yield Fault(file=told, code=f"origin_password_{kind}")
    names = [name for name, _ in parse_qsl(parts.query, keep_blank_values=True)]
    for name in names:
        if SECRETS.fullmatch(name):
            yield Fault(file=told, column=name, code=f"origin_secret_{kind}")


def is_loopback(host: str) -> bool:
    """Tell whether a host is this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
