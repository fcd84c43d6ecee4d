"""The real server as a process of its own, on a free port, for tests and measurements."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError

from ui.server.settings import ROOT

SETTINGS = (
    *("DATA_DIR", "BOUNDARIES", "BOUNDARIES_CREDIT", "STATE_DIR", "DATABASE_URL", "BASE_PATH"),
    *("TILES_URL", "PORT", "ADDRESS", "HOSTS", "EDITORS", "FRAME_ANCESTORS"),
    *("MOST_SESSIONS", "METRICS_TOKEN", "LOG_FORMAT", "DOCUMENT_WORKERS"),
    "SECURITY_CONTACT",
)
PATIENCE = 90
"""Seconds; a start takes about five, on a machine with much else to do far more."""


@dataclass(frozen=True)
class Server:
    """A server that answers: its address, its process, and the file it writes its log to."""

    address: str
    process: subprocess.Popen[bytes]
    log: Path


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def clean_environment(settings: Mapping[str, str]) -> dict[str, str]:
    """Return this process's environment with no settings of the atlas but those given."""
    inherited = {name: value for name, value in os.environ.items() if name not in SETTINGS}
    return {**inherited, **settings}


@contextmanager
def running_app(log: Path, *, script: str = "app.py", **settings: str) -> Iterator[Server]:
    """Start a server, wait until it answers, and end it.

    Parameters
    ----------
    log
        File for what the server prints.
    script
        Script to run, from the repository's folder.
    **settings
        Settings of the atlas by the names of their variables; without ``PORT`` a free one, without
        ``STATE_DIR`` a folder beside the log.

    Yields
    ------
    server
        The server, ready.

    Raises
    ------
    RuntimeError
        The server ended or did not answer in time; the message holds its log.
    """
    port = int(settings.get("PORT") or free_port())
    state = {"STATE_DIR": str(log.with_suffix(".state"))}
    environment = clean_environment({**state, **settings, "PORT": str(port)})
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, script], cwd=ROOT, env=environment, stdout=output, stderr=output
        )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(f"{address}/healthz", process, log)
        yield Server(address, process, log)
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (URLError, ConnectionError, TimeoutError):
            pass
        try:
            process.wait(timeout=0.1)
        except subprocess.TimeoutExpired:
            continue
        break
    raise RuntimeError(f"no answer from {address}:\n{log.read_text(encoding='utf-8')}")
