"""Real proxies before the site, by the examples that an operator copies from docs/deploy."""

from __future__ import annotations

import getpass
import os
import socket
import ssl
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.serving import ROOT, own_port

FOLDER = ROOT / "docs" / "deploy"
HOST = "carte.example.org"
NGINX = """
{user}
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {conf};
}}
"""


def program(name: str) -> str:
    """Return the path of a program that tools/program.sh finds or installs."""
    script = ROOT / "tools" / "program.sh"
    found = subprocess.run([script, name], capture_output=True, text=True, check=True)
    return found.stdout.splitlines()[0]


def self_signed(folder: Path) -> None:
    """Write a key and a certificate of the host, and both in one file."""
    request = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    named = [
        "-nodes",
        "-days",
        "2",
        "-subj",
        f"/CN={HOST}",
        "-addext",
        f"subjectAltName=DNS:{HOST}",
    ]
    files = ["-keyout", folder / "key.pem", "-out", folder / "cert.pem"]
    subprocess.run([*request, *named, *files], check=True, capture_output=True)
    both = (folder / "cert.pem").read_text() + (folder / "key.pem").read_text()
    (folder / "both.pem").write_text(both)


def put_here(name: str, folder: Path, replicas: Sequence[str]) -> Path:
    """Write an example so that this machine can run it; return the file.

    Its ports are its own, its certificate one of its own, its replicas those given, and it limits
    nobody: what is asked in a test comes from one address.
    """
    self_signed(folder)
    plain, secure = own_port(), own_port()
    text = (FOLDER / name).read_text("utf-8")
    puts = {
        f"/etc/ssl/certs/{HOST}.pem": f"{folder}/cert.pem",
        f"/etc/ssl/private/{HOST}.key": f"{folder}/key.pem",
        f"/etc/ssl/private/{HOST}.pem": f"{folder}/both.pem",
        "/var/cache/nginx": str(folder),
        "127.0.0.1:8050": replicas[0],
        "127.0.0.1:8051": replicas[-1],
        "rate=20r/s": "rate=9000r/s",
        "rate=30r/m": "rate=9000r/s",
        "gt 300": "gt 90000",
        "    listen [::]:80;\n": "",
        "    listen [::]:443 ssl http2;\n": "",
        "listen 80;": f"listen 127.0.0.1:{plain};",
        "listen 443 ": f"listen 127.0.0.1:{secure} ",
        "bind :80\n": f"bind 127.0.0.1:{plain}\n",
        "bind :443 ": f"bind 127.0.0.1:{secure} ",
        f"{HOST} {{\n\tencode": f"{{\n\tadmin off\n\thttp_port {plain}\n\thttps_port {secure}\n}}\n"
        f"{HOST} {{\n\tbind 127.0.0.1\n\ttls {folder}/cert.pem {folder}/key.pem\n\tencode",
    }
    for found, put in puts.items():
        text = text.replace(found, put)
    path = folder / name
    path.write_text(text)
    (folder / "port").write_text(str(secure))
    if name.startswith("nginx"):
        # nginx started by root works as another, who may not read the folder.
        user = f"user {getpass.getuser()};" if os.geteuid() == 0 else ""
        (folder / "main.conf").write_text(NGINX.format(folder=folder, conf=path, user=user))
    return path


@dataclass(frozen=True)
class Proxy:
    """A proxy: its program, and what it is asked to check its file, or to run it."""

    name: str
    checking: Callable[[Path], Sequence[str]]
    running: Callable[[Path], Sequence[str]]

    def check(self, path: Path) -> subprocess.CompletedProcess[str]:
        """Have the proxy check its file."""
        command = [program(self.name), *self.checking(path)]
        return subprocess.run(command, capture_output=True, text=True, env=at_home(path))

    @contextmanager
    def run(self, path: Path) -> Iterator[str]:
        """Run the proxy on its file; give its address once it listens."""
        command = [program(self.name), *self.running(path)]
        port = int((path.parent / "port").read_text())
        log = path.parent / "proxy.log"
        with (
            log.open("w") as file,
            subprocess.Popen(command, stdout=file, stderr=file, env=at_home(path)) as process,
        ):
            try:
                while not is_open(port):
                    assert process.poll() is None, log.read_text()
                yield f"https://127.0.0.1:{port}"
            finally:
                process.terminate()


def at_home(path: Path) -> dict[str, str]:
    """Return the environment of a proxy that keeps what it writes beside its file."""
    return {**os.environ, "HOME": str(path.parent), "XDG_DATA_HOME": str(path.parent)}


def nginx(path: Path) -> list[str]:
    return ["-p", str(path.parent), "-c", str(path.parent / "main.conf")]


PROXIES = {
    "nginx.conf": Proxy("nginx", lambda path: ["-t", *nginx(path)], nginx),
    "haproxy.cfg": Proxy(
        "haproxy", lambda path: ["-c", "-f", str(path)], lambda path: ["-db", "-f", str(path)]
    ),
    "Caddyfile": Proxy(
        "caddy",
        lambda path: ["validate", "--config", str(path)],
        lambda path: ["run", "--config", str(path)],
    ),
}
"""Name of the example -> the proxy that reads it."""


def is_open(port: int) -> bool:
    """Tell whether a port of this machine is listened to."""
    with socket.socket() as asking:
        return asking.connect_ex(("127.0.0.1", port)) == 0


def trusting(folder: Path) -> ssl.SSLContext:
    """Return what trusts the certificate of a folder, of the host, wherever it is."""
    context = ssl.create_default_context(cafile=str(folder / "cert.pem"))
    context.check_hostname = False
    return context
