"""The command that takes spreadsheets: one object on the standard output, whatever the file."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from geo.__main__ import main
from geo.commands.imports import FAULTY_FILE
from geo.facts.load import data_version
from tests.support.own_boundaries import NEW, OLD, save, sound_layers

KEYS = ["ok", "rows", "units", "vintage", "figures", "faults", "warnings"]
GOOD = (
    "code,indicator,year,value\n70001,forest_cover_pct,2021,72.5\n70007,forest_cover_pct,2021,33\n"
)


@pytest.fixture
def folder(tiny_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the made-up province whose store is to be beside it."""
    monkeypatch.delenv("STATE_DIR")
    return shutil.copytree(tiny_dir, tmp_path / "data")


def _file(folder: Path, content: bytes, name: str = "bieu.csv") -> Path:
    path = folder.parent / name
    path.write_bytes(content)
    return path


def _check(
    folder: Path, capsys: pytest.CaptureFixture[str], file: Path, *words: str
) -> tuple[int, Any]:
    capsys.readouterr()
    code = main(["import", "--data", str(folder), str(file), "--check", "--json", *words])
    return code, json.loads(capsys.readouterr().out)


def test_a_good_file_is_told_and_touches_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(folder.parent.rglob("*"))
    version = data_version(folder)
    file = _file(folder, GOOD.encode())
    code, told = _check(folder, capsys, file)
    assert code == 0
    assert list(told) == KEYS
    assert (told["ok"], told["rows"], told["units"], told["vintage"]) == (True, 2, 2, "2015-01-01")
    assert told["figures"] == [
        {
            "indicator_id": "forest_cover_pct",
            "unit_code": code,
            "year": 2021,
            "period": "year",
            "value": value,
        }
        for code, value in (("70001", 72.5), ("70007", 33.0))
    ]
    assert told["faults"] == []
    assert data_version(folder) == version
    assert sorted(folder.parent.rglob("*")) == sorted([*before, file])


def test_faults_have_their_place_and_a_remedy(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = _file(folder, GOOD.replace("33", "abc").encode())
    code, told = _check(folder, capsys, file, "--lang", "en")
    assert code == FAULTY_FILE
    assert not told["ok"]
    assert told["faults"] == [
        {
            "sheet": "",
            "row": 3,
            "column": "D",
            "value": "abc",
            "message": "this is no number",
            "remedy": "write a number, or leave the cell blank where nothing is known",
        }
    ]


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n0000", b"PK\x03\x04broken"])
def test_what_cannot_be_opened_is_json_all_the_same(
    folder: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    code, told = _check(folder, capsys, _file(folder, content, "bieu.xlsx"))
    assert code == FAULTY_FILE
    assert list(told) == KEYS
    assert (told["ok"], told["figures"], len(told["faults"])) == (False, [], 1)


def test_a_file_that_is_not_there_is_json_all_the_same(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, told = _check(folder, capsys, folder.parent / "none.xlsx")
    assert (code, len(told["faults"])) == (FAULTY_FILE, 1)


def test_a_question_is_a_fault_until_it_is_answered(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = "Tên xã,Tỷ lệ che phủ rừng 2022\nÔ Mớii,41.5\nÔ Một,42.5\n"
    file = _file(folder, rows.encode())
    code, told = _check(folder, capsys, file, "--vintage", "2022-07-01")
    assert code == FAULTY_FILE
    (fault,) = told["faults"]
    assert "70010" in fault["remedy"]
    answers = folder.parent / "answers.json"
    answers.write_text(json.dumps({"unit:2022-07-01:ô mớii": "70010"}), "utf-8")
    words = ("--vintage", "2022-07-01", "--answers", str(answers))
    code, told = _check(folder, capsys, file, *words)
    assert (code, told["faults"]) == (0, [])
    assert [each["unit_code"] for each in told["figures"]] == ["70010", "70001"]


def test_an_answer_that_was_published_is_remembered(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = "Tên xã,Tỷ lệ che phủ rừng 2022\nÔ Mớii,41.5\n"
    words = ["--vintage", "2022-07-01", "--lang", "en"]
    answers = folder.parent / "answers.json"
    answers.write_text(json.dumps({"unit:2022-07-01:ô mớii": "70010"}), "utf-8")
    file = _file(folder, rows.encode())
    published = ["import", "--data", str(folder), str(file), "--answers", str(answers), *words]
    assert main([*published, "--author", "Người Thử", "--source", "Báo cáo giả định"]) == 0
    code, told = _check(
        folder, capsys, _file(folder, rows.replace("41.5", "42.5").encode()), *words
    )
    assert (code, told["faults"]) == (0, [])
    (note,) = [each for each in told["warnings"] if each["value"] == "Ô Mớii"]
    assert "as Người Thử settled on" in note["message"]


def test_answers_that_are_none_are_refused(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, answers = _file(folder, GOOD.encode()), _file(folder, b"[1]", "answers.json")
    words = ["import", "--data", str(folder), str(file), "--check", "--answers", str(answers)]
    assert main(words) == 2
    assert "answers.json" in capsys.readouterr().err


def test_a_file_is_published_and_its_figures_are_there(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = _file(folder, GOOD.encode())
    words = ["import", "--data", str(folder), str(file), "--json", "--lang", "en"]
    origin = ["--author", "Người Thử", "--source", "Báo cáo giả định", "--note", "lần đầu"]
    document = ["--number", "01/BC-GĐ", "--issued", "2026-03-04", "--url", "https://vi.du/1"]
    assert main([*words, *origin, *document, "--attach", str(file)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["ok"], told["revision"]) == (True, 1)
    assert main(["history", "--data", str(folder), "--json"]) == 0
    _, first = json.loads(capsys.readouterr().out)
    assert (first["author"], first["note"], first["figures"]) == ("Người Thử", "lần đầu", 2)
    assert main(["diff", "--data", str(folder), "0", "1", "--json"]) == 0
    cells = json.loads(capsys.readouterr().out)
    values = {
        (each["key"]["unit_code"], each["after"])
        for each in cells
        if each["table"] == "observations" and each["column"] == "value"
    }
    assert values == {("70001", "72.5"), ("70007", "33")}
    said = {each["after"] for each in cells if each["table"] == "sources"}
    assert {"01/BC-GĐ", "2026-03-04", "https://vi.du/1"} <= said
    kept = folder.parent / "kept"
    assert main(["facts-of", "--data", str(folder), "1", str(kept)]) == 0
    assert (kept / "documents" / file.name).read_bytes() == GOOD.encode()
    # what is published is what the next file is compared with
    again = _file(folder, GOOD.replace("33", "34").encode())
    _, told = _check(folder, capsys, again, "--lang", "en")
    assert "33 → 34" in " ".join(each["message"] for each in told["warnings"])


def test_nothing_is_published_of_a_file_with_faults(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(folder.parent.rglob("*"))
    file = _file(folder, GOOD.replace("33", "abc").encode())
    words = ["import", "--data", str(folder), str(file), "--author", "A", "--source", "B"]
    assert main(words) == FAULTY_FILE
    assert "D 3" in capsys.readouterr().out
    assert sorted(folder.parent.rglob("*")) == sorted([*before, file])


def test_who_publishes_must_be_said(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = _file(folder, GOOD.encode())
    assert main(["import", "--data", str(folder), str(file)]) == 2
    assert "--author" in capsys.readouterr().err


def test_layers_are_checked_and_touch_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = save(folder.parent / "own.gpkg", sound_layers())
    before = sorted(folder.parent.rglob("*"))
    code, told = _check(folder, capsys, file)
    assert code == 0
    assert list(told) == [*KEYS, "layers"]
    assert (told["ok"], told["units"], told["figures"]) == (True, 11, [])
    assert told["layers"] == [OLD, NEW, "districts", "province"]
    assert sorted(folder.parent.rglob("*")) == before


def test_layers_that_are_refused_say_why(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    frames = sound_layers()
    frames[NEW] = frames[NEW].iloc[1:]
    file = save(folder.parent / "own.gpkg", frames)
    report = folder.parent / "report.csv"
    code, told = _check(folder, capsys, file, "--lang", "en", "--report", str(report))
    assert code == FAULTY_FILE
    assert not told["ok"]
    (fault,) = told["faults"]
    assert (fault["sheet"], fault["column"], fault["value"]) == (NEW, "code", "70010")
    assert "missing codes: 1 of 3" in fault["message"]
    assert "70010" in report.read_text("utf-8-sig")


def test_layers_are_published_and_taken_back(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = save(folder.parent / "own.gpkg", sound_layers())
    words = ["import", "--data", str(folder), str(file), "--json"]
    assert main([*words, "--author", "Người Thử", "--source", "Sở Giả Định"]) == 0
    assert json.loads(capsys.readouterr().out)["revision"] == 1
    assert main(["facts-of", "--data", str(folder), "1", str(folder.parent / "one")]) == 0
    assert (folder.parent / "one" / "boundaries.gpkg").read_bytes() == file.read_bytes()
    assert (folder.parent / "one" / "boundaries.txt").read_text("utf-8") == "Sở Giả Định"
    assert main(["rollback", "--data", str(folder), "0", "--author", "Người Thử"]) == 0
