"""What a server leaves behind when it stops."""

import signal
from pathlib import Path

import pytest

from tests.app.test_network import run_page
from tests.support.running import running_app

FISHER = "indicator=population_density&year=2019&level=commune&vintage=2025-07-01&scheme=fisher"


def settings_of(folder: Path, *, home: str) -> dict[str, str]:
    """Return the variables of a process with a temporary folder of its own."""
    scratch = folder / "scratch"
    scratch.mkdir()
    config = {"XDG_CONFIG_HOME": "", "XDG_CACHE_HOME": "", "MPLCONFIGDIR": ""}
    return {"TMPDIR": str(scratch), "TEMP": str(scratch), "HOME": home, **config}


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_a_server_leaves_nothing_in_the_temporary_folder(number: int, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    settings = settings_of(tmp_path, home=str(home))
    with running_app(tmp_path / "log.txt", **settings) as server:
        run_page(server)
        server.process.send_signal(number)
        server.process.wait(timeout=30)
    assert list((tmp_path / "scratch").iterdir()) == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_nor_does_it_where_its_user_has_no_home(number: int, tmp_path: Path) -> None:
    settings = settings_of(tmp_path, home="/proc/none")
    with running_app(tmp_path / "log.txt", **settings) as server:
        # classes by natural breaks bring the most packages along
        run_page(server, "ban-do", FISHER)
        server.process.send_signal(number)
        assert server.process.wait(timeout=30) == 0
    assert list((tmp_path / "scratch").iterdir()) == []
