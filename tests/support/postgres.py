"""A PostgreSQL server of the tests' own: in a temporary folder, on loopback, gone afterwards."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Postgres:
    """A server that runs: its programs, its folder, its port."""

    programs: Path
    folder: Path
    port: int

    @property
    def address(self) -> str:
        """Address of its database, empty at first."""
        return f"postgresql://atlas@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        """Start it and wait until it answers."""
        place = f"-c unix_socket_directories={self.folder}"
        options = f"-c listen_addresses=127.0.0.1 {place} -c fsync=off -p {self.port}"
        control = (self.programs / "pg_ctl", "-D", self.folder / "data", "-w")
        _run(*control, "-l", self.folder / "log", "-o", options, "start")

    def stop(self, how: str) -> None:
        """End it: ``fast`` breaks connections off, ``immediate`` is as a machine that fails."""
        _run(self.programs / "pg_ctl", "-D", self.folder / "data", "-w", "-m", how, "stop")


@contextmanager
def postgres_server(programs: Path) -> Iterator[Postgres]:
    """Start a server, and end it however the block ends.

    Parameters
    ----------
    programs
        Folder with its programs.

    Yields
    ------
    server
        The server, which may be stopped and started meanwhile.
    """
    with tempfile.TemporaryDirectory(prefix="postgres-") as name:
        server = Postgres(programs, Path(name), free_port())
        _hand_over(server.folder)
        made = (*("-D", server.folder / "data"), *("-U", "atlas"), "--auth=trust", "--no-sync")
        _run(programs / "initdb", *made, "-E", "UTF8")
        server.start()
        try:
            yield server
        finally:
            if (server.folder / "data" / "postmaster.pid").exists():
                server.stop("immediate")


@contextmanager
def running_postgres(programs: Path) -> Iterator[str]:
    """Start a server and end it; gives the address of its empty database."""
    with postgres_server(programs) as server:
        yield server.address


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
