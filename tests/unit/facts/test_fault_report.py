"""Faults of one kind told once, with their number, their first rows and a file of all."""

import re
import shutil
import tempfile
from pathlib import Path

import pytest

from geo.__main__ import main
from geo.errors import Fault
from geo.facts.fault_report import report, told

WORDS = "is not a known word; use one of a, b"


def many(count: int) -> list[Fault]:
    return [
        Fault("x.csv", "cell_fault.word", line, "flag", f"w{line}", {"words": ("a", "b")})
        for line in range(2, count + 2)
    ]


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty temporary folder of the process."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_few_faults_are_told_one_by_one(scratch: Path) -> None:
    faults = [*many(6), Fault("y.csv", "table_fault.runs_missing")]
    assert report(faults) == [str(fault) for fault in faults]
    assert list(scratch.iterdir()) == []


def test_three_thousand_faults_of_a_kind_are_told_once(scratch: Path) -> None:
    faults = [*many(3061), Fault("y.csv", "table_fault.runs_missing")]
    heading, *rows, other, where = report(faults)
    assert heading == f"x.csv, column flag: {WORDS} (3061 faults of this kind, the first:)"
    assert rows == [f"    row {line}, value 'w{line}'" for line in (2, 3, 4, 5, 6)]
    assert other == "y.csv: is missing; boundaries are drawn from this file"
    (file,) = scratch.iterdir()
    assert where == f"all faults, one a line: {file}"
    assert file.read_text("utf-8").splitlines() == [str(fault) for fault in faults]


def test_the_same_faults_are_kept_once(scratch: Path) -> None:
    assert report(many(20)) == report(many(20))
    assert len(list(scratch.iterdir())) == 1
    report(many(21))
    assert len(list(scratch.iterdir())) == 2


def test_a_kind_may_differ_in_numbers_and_names() -> None:
    faults = [
        Fault(
            "x.csv",
            "cell_fault.repeats",
            100 + line,
            "id",
            fields={"row": line, "columns": (f"n{line}",)},
        )
        for line in range(10)
    ]
    heading, *rows = told(faults)
    assert heading.startswith("x.csv, column id: repeats row 0: n0 must be unique (10 faults")
    assert rows[0] == "    row 100"
    assert rows[4] == "    row 104: repeats row 4: n4 must be unique"
    assert len(rows) == 5


def test_faults_of_other_kinds_stay_apart() -> None:
    faults = [Fault("x.csv", "cell_fault.number", line, f"c{line}") for line in range(9)]
    assert told(faults) == [str(fault) for fault in faults]


def test_a_full_temporary_folder_is_said(scratch: Path) -> None:
    scratch.rmdir()
    assert report(many(20))[-1].startswith("the list of all faults could not be written: ")


def test_a_long_value_is_shortened() -> None:
    line = str(Fault("x.csv", "province_fault.number", 2, "value", "9" * 5000))
    assert f"'{'9' * 80}…'" in line
    assert len(line) < 150


def wrong_word(folder: Path) -> int:
    """Write a wrong flag into every figure; return how many there are."""
    file = folder / "observations.csv"
    flags = re.compile(",(official|reported|derived|provisional),")
    text, count = flags.subn(",oficial,", file.read_text("utf-8"))
    file.write_text(text, "utf-8")
    return count


def test_a_wrong_word_in_a_column_prints_a_few_lines(
    tiny_dir: Path, tmp_path: Path, scratch: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = shutil.copytree(tiny_dir, tmp_path / "data")
    count = wrong_word(folder)
    assert count > 60
    assert main(["check", "--data", str(folder)]) == 2
    lines = capsys.readouterr().err.splitlines()
    # two of the figures now have the flag of another, and are told by themselves
    assert len(lines) == 10
    assert f"({count} faults of this kind, the first:)" in lines[0]
    assert lines[-1] == f"faults: {count + 2}"
    (kept,) = scratch.iterdir()
    assert lines[-2] == f"all faults, one a line: {kept}"
    named = tmp_path / "faults.txt"
    assert main(["check", "--data", str(folder), "--faults", str(named)]) == 2
    assert named.read_text("utf-8") == kept.read_text("utf-8")
    assert len(named.read_text("utf-8").splitlines()) == count + 2
