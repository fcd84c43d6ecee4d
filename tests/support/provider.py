"""A provider of OpenID Connect as a process of its own, on loopback."""

import json
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError

from tests.support.running import PATIENCE, free_port

SECRET = "a-secret-of-the-provider"


@contextmanager
def running_provider(log: Path, people: Sequence[Mapping[str, object]]) -> Iterator[str]:
    """Start a provider that anybody of some people can sign in at, and end it.

    Parameters
    ----------
    log
        File for what it prints.
    people
        Claims of each person; ``sub`` is what stands on their button.

    Yields
    ------
    address
        Its address.
    """
    port = free_port()
    users = [word for each in people for word in ("--user-claims", json.dumps(each))]
    words = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), *users]
    with log.open("wb") as output:
        process = subprocess.Popen(words, stdout=output, stderr=output)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/.well-known/openid-configuration", process, log)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=10)


def editors_file(folder: Path, provider: str, atlas: str, emails: Sequence[str]) -> Path:
    """Write the file that makes an atlas take its editors from a provider."""
    file = folder / "editors.toml"
    auth = {
        "redirect_uri": f"{atlas}/oauth2callback",
        "cookie_secret": "0123456789abcdef" * 3,
        "client_id": "atlas",
        "client_secret": SECRET,
        "server_metadata_url": f"{provider}/.well-known/openid-configuration",
    }
    lines = [f"{key} = {json.dumps(value)}" for key, value in auth.items()]
    text = "\n".join(["[auth]", *lines, "[editors]", f"emails = {json.dumps(list(emails))}", ""])
    file.write_text(text, encoding="utf-8")
    return file


def _wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (URLError, ConnectionError, TimeoutError):
            try:
                process.wait(timeout=0.1)
            except subprocess.TimeoutExpired:
                continue
    raise RuntimeError(f"no answer from {address}:\n{log.read_text(encoding='utf-8')}")
