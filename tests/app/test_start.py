"""The start of the real server: what stops it, what it survives, what it answers."""

import csv
import http.client
import json
import shutil
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from tests.support.own_boundaries import NEW, save, sound_layers
from tests.support.running import clean_environment, free_port, running_app
from ui.server.settings import ROOT


def get_json(address: str) -> dict[str, Any]:
    with urllib.request.urlopen(address, timeout=30) as answer:
        content: dict[str, Any] = json.load(answer)
    return content


def seconds_of_small_answers(host: str) -> list[float]:
    """Ask twenty times over one connection, after the first ones, which are never held back."""
    connection = http.client.HTTPConnection(host, timeout=30)
    seconds = []
    for _ in range(40):
        begun = time.perf_counter()
        connection.request("GET", "/_stcore/health")
        connection.getresponse().read()
        seconds.append(time.perf_counter() - begun)
    connection.close()
    return seconds[20:]


def start(*command: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a start that is expected to fail, to its end."""
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=clean_environment(settings),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def faulty_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a copy of the data in which two tables name things that do not exist."""
    folder = tmp_path_factory.mktemp("faulty") / "data"
    shutil.copytree(ROOT / "data", folder)
    for name, right, wrong in [
        ("observations.csv", "population,province,", "popullation,province,"),
        ("gates.csv", ",gate,", ",portal,"),
    ]:
        table = folder / name
        text = table.read_text(encoding="utf-8")
        assert right in text
        table.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "command",
    [
        ["app.py"],
        ["-m", "streamlit", "run", "app.py", "--server.port", str(free_port())],
        ["-m", "uvicorn", "app:app", "--port", str(free_port())],
    ],
    ids=["python", "streamlit", "uvicorn"],
)
def test_faulty_data_stop_the_start_with_every_fault(command: list[str], faulty_data: Path) -> None:
    ended = start(*command, DATA_DIR=str(faulty_data))
    assert ended.returncode == 2
    assert "observations.csv, row" in ended.stderr
    assert "popullation" in ended.stderr
    assert "gates.csv, row" in ended.stderr
    assert "portal" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_missing_data_folder_stops_the_start(tmp_path: Path) -> None:
    ended = start("app.py", DATA_DIR=str(tmp_path / "nothing"))
    assert ended.returncode == 2
    assert "province.json" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_settings_that_mean_nothing_stop_the_start() -> None:
    ended = start("app.py", PORT="http", TILES_URL="tiles")
    assert ended.returncode == 2
    assert "PORT, value 'http'" in ended.stderr
    assert "TILES_URL, value 'tiles'" in ended.stderr


def test_a_good_start_answers_and_prints_its_address(tmp_path: Path) -> None:
    with running_app(tmp_path / "log.txt") as server:
        health = get_json(f"{server.address}/healthz")
        port = server.address.rpartition(":")[2]
        # no page of another host may steer this one
        assert get_json(f"{server.address}/_stcore/host-config")["allowedOrigins"] == []
        assert health["status"] == "ok"
        assert health["boundaries"]["source"] == "shipped"
        assert health["boundaries"]["faults"] == []
        log = server.log.read_text(encoding="utf-8")
        assert f"http://localhost:{port}" in log
        # the start asks no foreign host for the address of this one
        assert "external" not in log.casefold()
        with urllib.request.urlopen(server.address, timeout=30) as page:
            policy = page.headers["Content-Security-Policy"]
            assert "script-src 'self' 'sha256-" in policy
            assert b'<div id="root">' in page.read()
        # a system that holds small answers back until the one before is confirmed takes 40 ms
        assert min(seconds_of_small_answers(server.address.removeprefix("http://"))) < 0.03


def test_faulty_boundaries_do_not_stop_the_start(tmp_path: Path) -> None:
    wrong = tmp_path / "official.gpkg"
    wrong.write_bytes(b"not a database")
    with running_app(tmp_path / "log.txt", BOUNDARIES=str(wrong)) as server:
        boundaries = get_json(f"{server.address}/healthz")["boundaries"]
        assert boundaries["source"] == "shipped"
        assert boundaries["faults"] != []
        log = server.log.read_text(encoding="utf-8")
        assert all(f"BOUNDARIES is not used: {fault}" in log for fault in boundaries["faults"])


def test_own_boundaries_and_what_is_doubtful_in_them_stand_in_the_log_and_the_health(
    tmp_path: Path, tiny_dir: Path
) -> None:
    layers = sound_layers()
    own = save(tmp_path / "own.gpkg", {NEW: layers[NEW]})
    settings = {"DATA_DIR": str(tiny_dir), "BOUNDARIES": str(own), "BOUNDARIES_CREDIT": "Sở thử"}
    with running_app(tmp_path / "log.txt", **settings) as server:
        boundaries = get_json(f"{server.address}/healthz")["boundaries"]
        assert (boundaries["source"], boundaries["faults"]) == ("own.gpkg", [])
        assert boundaries["replaced"] == ["commune-2022-07-01"]
        assert any("70010" in doubt and "km²" in doubt for doubt in boundaries["doubts"])
        log = server.log.read_text(encoding="utf-8")
        assert all(f"BOUNDARIES: {doubt}" in log for doubt in boundaries["doubts"])


def test_another_data_folder_is_another_province(tmp_path: Path, tiny_dir: Path) -> None:
    with running_app(tmp_path / "log.txt", DATA_DIR=str(tiny_dir)) as server:
        health = get_json(f"{server.address}/healthz")
    with (tiny_dir / "units.csv").open(encoding="utf-8", newline="") as table:
        vintages = [row["vintage"] for row in csv.DictReader(table)]
    counted = {vintage: vintages.count(vintage) for vintage in sorted(set(vintages))}
    assert health["counts"]["units"] == counted
    assert health["boundaries"]["faults"] == []
    layers = health["boundaries"]["layers"]
    assert layers["province"] == 1
    assert layers["district"] == 2
