"""A PostgreSQL server of the tests' own: in a temporary folder, on loopback, gone afterwards."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.running import free_port

NO_POSTGRES = (
    "tests of the store on PostgreSQL need its server (Debian: apt-get install postgresql)"
)
_ACCOUNT = "postgres"


def programs() -> Path | None:
    """Return the folder with the programs of the server: the newest one installed, or None."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    beside = shutil.which("initdb")
    return found[-1].parent if found else Path(beside).parent if beside else None


@contextmanager
def running_postgres(programs: Path) -> Iterator[str]:
    """Start a server and end it.

    Parameters
    ----------
    programs
        Folder with its programs.

    Yields
    ------
    address
        Address of its empty database.
    """
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="postgres-") as name:
        folder = Path(name) / "data"
        _hand_over(Path(name))
        _run(
            programs / "initdb",
            "-D",
            folder,
            "-U",
            "atlas",
            "--auth=trust",
            "--no-sync",
            "-E",
            "UTF8",
        )
        options = f"-c listen_addresses=127.0.0.1 -c unix_socket_directories={name} -c fsync=off"
        _run(
            *(programs / "pg_ctl", "-D", folder, "-w", "-l", Path(name) / "log"),
            *("-o", f"{options} -p {port}", "start"),
        )
        try:
            yield f"postgresql://atlas@127.0.0.1:{port}/postgres"
        finally:
            _run(programs / "pg_ctl", "-D", folder, "-m", "immediate", "stop")


def _hand_over(folder: Path) -> None:
    """Give a folder to the account of the server, which refuses to run as root."""
    if os.geteuid() == 0:
        account = pwd.getpwnam(_ACCOUNT)
        os.chown(folder, account.pw_uid, account.pw_gid)


def _run(*words: Path | str) -> None:
    account = _ACCOUNT if os.geteuid() == 0 else None
    done = subprocess.run(
        [str(word) for word in words],
        user=account,
        cwd="/",
        capture_output=True,
        text=True,
        timeout=120,
        stdin=subprocess.DEVNULL,
    )
    if done.returncode:
        raise RuntimeError(f"{words[0]} failed: {done.stderr or done.stdout}")
