"""nginx on the files of ``deploy/``, before two servers and a PostgreSQL, all on loopback."""

import signal
import ssl
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.error import URLError

from tests.support.postgres import Postgres, postgres_server, programs
from tests.support.running import clean_environment, free_port
from ui.server.settings import ROOT

PATIENCE = 120
_CONF = ROOT / "deploy" / "nginx"
_NAMES = ("one", "two")
_HEAD = """\
worker_processes 1;
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
user root;
events {{ worker_connections 2048; }}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/servers.conf;
    {host}
}}
"""
_HOST = "include {folder}/atlas.conf;"
_PORTAL = """\
server {{
        listen 127.0.0.1:{port} ssl http2;
        server_name localhost;
        ssl_certificate {folder}/atlas.crt;
        ssl_certificate_key {folder}/atlas.key;
        large_client_header_buffers 4 16k;
        location / {{ return 404; }}
        include {folder}/portal.conf;
    }}"""
BASE = "/ban-do-2030"
"""The path of the portal in ``deploy/nginx/portal.conf``."""


@dataclass
class AppServer:
    """One of the servers: its port and folder, and its process while it runs."""

    name: str
    port: int
    folder: Path
    database: str
    base: str = ""
    process: subprocess.Popen[bytes] | None = field(default=None)

    @property
    def health(self) -> str:
        """Where it says that it is well."""
        return f"http://127.0.0.1:{self.port}/healthz"

    def start(self) -> None:
        """Start it and wait until it answers."""
        settings = {"PORT": str(self.port), "STATE_DIR": str(self.folder)}
        settings |= {"DATABASE_URL": self.database, "LOG_FORMAT": "json"}
        settings |= {"BASE_PATH": self.base}
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "app.py"],
                cwd=ROOT,
                env=clean_environment(settings),
                stdout=log,
                stderr=log,
            )
        until = time.monotonic() + PATIENCE
        while not _answers(self.health):
            if time.monotonic() > until or self.process.poll() is not None:
                raise RuntimeError(f"{self.name} does not answer: {self.said()[-2000:]}")
            time.sleep(0.1)

    def end(self, number: signal.Signals) -> None:
        """Send it a signal and wait until it has gone."""
        if self.process is not None:
            self.process.send_signal(number)
            try:
                self.process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
            self.process = None

    def said(self) -> str:
        """Return its log."""
        return (self.folder / "log").read_text(encoding="utf-8", errors="replace")


@dataclass(frozen=True)
class Ground:
    """All that runs: where the atlas is, whom the proxy is trusted by, the servers behind."""

    address: str
    trust: ssl.SSLContext
    servers: tuple[AppServer, ...]
    database: Postgres


@contextmanager
def running(base: str = "") -> Iterator[Ground]:
    """Start everything, at a host of its own or at a portal's path; end it with the block."""
    found = programs()
    if found is None:
        raise RuntimeError("PostgreSQL is not installed: apt-get install postgresql")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="deployed-")))
        database = stack.enter_context(postgres_server(found))
        servers = tuple(
            AppServer(name, free_port(), _made(folder / name), database.address, base)
            for name in _NAMES
        )
        for each in servers:
            stack.callback(each.end, signal.SIGKILL)
            each.start()
        port = free_port()
        _configure(folder, servers, port, _PORTAL if base else _HOST)
        nginx = ["nginx", "-c", str(folder / "nginx.conf")]
        subprocess.run([*nginx, "-t", "-q"], check=True)
        proxy = subprocess.Popen(nginx)
        stack.callback(proxy.wait)
        stack.callback(proxy.terminate)
        address = f"https://localhost:{port}{base}"
        trust = ssl.create_default_context(cafile=folder / "atlas.crt")
        until = time.monotonic() + PATIENCE
        while not _answers(f"{address}/healthz", trust):
            if time.monotonic() > until:
                raise RuntimeError("nginx does not answer")
            time.sleep(0.1)
        yield Ground(address, trust, servers, database)


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _configure(folder: Path, servers: tuple[AppServer, ...], port: int, host: str) -> None:
    """Lay the files of ``deploy/`` out with the addresses of this machine, else as they are."""
    own = "subjectAltName=DNS:localhost"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-subj", "/CN=localhost", "-addext", own),
            *("-keyout", folder / "atlas.key", "-out", folder / "atlas.crt"),
        ],
        check=True,
        capture_output=True,
    )
    changes = {
        "/etc/nginx/atlas": str(folder),
        "/etc/nginx/tls": str(folder),
        "/var/log/nginx": str(folder),
        "atlas.example.vn": "localhost",
        "listen 80;": f"listen 127.0.0.1:{free_port()};",
        "    listen [::]:80;\n": "",
        "    listen [::]:443 ssl default_server;\n": "",
        "    listen [::]:443 ssl http2;\n": "",
        "listen 443 ": f"listen 127.0.0.1:{port} ",
        "return 301 https://localhost$": f"return 301 https://localhost:{port}$",
    }
    for at, each in zip(("11", "12"), servers, strict=True):
        changes[rf"172\.30\.85\.{at}:8501"] = rf"127\.0\.0\.1:{each.port}"
        changes[f"172.30.85.{at}:8501"] = f"127.0.0.1:{each.port}"
    for file in _CONF.iterdir():
        text = file.read_text(encoding="utf-8")
        for before, after in changes.items():
            text = text.replace(before, after)
        (folder / file.name).write_text(text, encoding="utf-8")
    head = _HEAD.format(folder=folder, host=host.format(folder=folder, port=port))
    (folder / "nginx.conf").write_text(head, encoding="utf-8")


def _answers(address: str, trust: ssl.SSLContext | None = None) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5, context=trust):
            return True
    except (URLError, ConnectionError, TimeoutError):
        return False
