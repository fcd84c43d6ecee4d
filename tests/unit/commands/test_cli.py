import json
import shutil
from pathlib import Path

import pytest

from geo.__main__ import main
from tests.support.own_boundaries import NEW, Frames, save


@pytest.fixture
def folder(tiny_dir: Path, tmp_path: Path) -> Path:
    """Return a copy of the made-up province without boundary layers."""
    copy = tmp_path / "data"
    shutil.copytree(tiny_dir, copy, ignore=shutil.ignore_patterns("boundaries"))
    return copy


def test_build_boundaries_writes_the_layers(folder: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["build-boundaries", "--data", str(folder)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(" units, ")[0].strip() for line in lines] == ["5", "3", "2", "1"]
    for line in lines:
        path = Path(line.rsplit(", ", 1)[1])
        assert path.parent == folder / "boundaries"
        assert f" {path.stat().st_size} bytes" in line


def test_check_counts_what_a_sound_folder_holds(folder: Path, capsys: pytest.CaptureFixture[str]):
    main(["build-boundaries", "--data", str(folder)])
    capsys.readouterr()
    assert main(["check", "--data", str(folder)]) == 0
    first, *counts = capsys.readouterr().out.splitlines()
    assert first.startswith(f"{folder}: sound, data version ")
    # Six, five and three communes, two districts in the older two vintages, thrice the province.
    assert counts[0].split() == [str(6 + 5 + 3 + 2 + 2 + 3), "units"]
    assert [line.split(maxsplit=1) for line in counts[-3:]] == [
        ["5", "atoms"],
        ["0", "neighbours"],
        ["4", "boundary layers"],
    ]


def test_check_prints_every_fault_and_no_traceback(
    folder: Path, capsys: pytest.CaptureFixture[str]
):
    (folder / "gates.csv").unlink()
    units = folder / "units.csv"
    units.write_text(units.read_text("utf-8").replace(",ward,", ",wart,"), "utf-8")
    assert main(["check", "--data", str(folder)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "gates.csv: is missing" in err
    assert "value 'wart'" in err
    assert "Traceback" not in err
    *faults, last = err.splitlines()
    assert last == f"faults: {len(faults)}"


def test_check_finds_layers_that_are_not_built(folder: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["check", "--data", str(folder)]) == 2
    assert capsys.readouterr().err.splitlines() == [
        "index.json: is missing or cannot be read; run python -m geo build-boundaries",
        "faults: 1",
    ]


def test_check_looks_at_other_boundaries_too(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    main(["build-boundaries", "--data", str(folder)])
    own = tmp_path / "own.gpkg"
    own.write_text("no map", "utf-8")
    assert main(["check", "--data", str(folder), "--boundaries", str(own)]) == 2
    assert capsys.readouterr().err.splitlines() == [
        "own.gpkg: is no readable GeoPackage; save it again as one",
        "faults: 1",
    ]


def test_every_command_obeys_the_settings_of_the_app(
    folder: Path,
    tmp_path: Path,
    frames: Frames,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    own = save(tmp_path / "own.gpkg", {NEW: frames[NEW]})
    monkeypatch.setenv("DATA_DIR", str(folder))
    monkeypatch.setenv("BOUNDARIES", str(own))
    assert main(["build-boundaries"]) == 0
    assert (folder / "boundaries" / "index.json").exists()
    capsys.readouterr()
    assert main(["check"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"{own}: sound, can replace commune-2022-07-01"
    assert any("70010" in line and "km²" in line for line in lines[1:])
    assert any(line.startswith(f"{folder}: sound, data version ") for line in lines)
    assert main(["targets"]) == 0
    assert "[ke-hoach-thu]" in capsys.readouterr().out
    query = "indicator=forest_cover_pct&year=2020&level=commune&vintage=2022-07-01"
    words = ["export", "--view", query, "--format", "geojson", "-o", str(tmp_path / "view.geojson")]
    assert main(words) == 0
    assert "BOUNDARIES: " in capsys.readouterr().err
    assert "own.gpkg" in json.loads((tmp_path / "view.geojson").read_bytes())["boundary_credit"]


def test_a_word_of_the_command_goes_before_a_setting(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "nothing"))
    assert main(["build-boundaries"]) == 2
    assert main(["build-boundaries", "--data", str(folder)]) == 0


def test_an_export_says_that_it_does_not_use_faulty_boundaries(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    own = tmp_path / "own.gpkg"
    own.write_text("no map", "utf-8")
    monkeypatch.setenv("DATA_DIR", str(folder))
    monkeypatch.setenv("BOUNDARIES", str(own))
    query = "indicator=forest_cover_pct&year=2020&level=commune&vintage=2022-07-01"
    words = ["export", "--view", query, "--format", "csv", "-o", str(tmp_path / "view.csv")]
    assert main(words) == 0
    assert capsys.readouterr().err.splitlines() == [
        "BOUNDARIES is not used: own.gpkg: is no readable GeoPackage; save it again as one"
    ]
    assert main(["check"]) == 2


def test_a_faulty_gazetteer_cannot_be_built(folder: Path, capsys: pytest.CaptureFixture[str]):
    with (folder / "gazetteer" / "runs.csv").open("a", encoding="utf-8") as runs:
        runs.write("0,0,1,99\n")
    assert main(["build-boundaries", "--data", str(folder)]) == 2
    assert "value '99': is not in gazetteer/atoms.csv" in capsys.readouterr().err
    assert not (folder / "boundaries").exists()


def test_a_folder_that_cannot_be_written_is_said_in_words(
    folder: Path, capsys: pytest.CaptureFixture[str]
):
    (folder / "boundaries").write_text("a file where the folder goes", "utf-8")
    assert main(["build-boundaries", "--data", str(folder)]) == 2
    assert str(folder / "boundaries") in capsys.readouterr().err


def test_an_unknown_command_shows_the_known_ones(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as caught:
        main(["draw"])
    assert caught.value.code == 2
    error = capsys.readouterr().err
    assert "check" in error
    assert "build-boundaries" in error
