"""The command that compares two years of an indicator."""

import json
from pathlib import Path

import pytest

from geo.__main__ import main

ASKED = ["--indicator", "population", "--level", "commune", "--vintage", "2015-01-01"]


def test_changes_are_printed_for_other_programs(
    tiny_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    years = ["--from", "2014", "--to", "2019"]
    assert main(["compare", *ASKED, *years, "--json", "--data", str(tiny_dir)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [each["unit_code"] for each in found] == ["70001", "70004", "70007", "70010", "70013"]
    assert found[2] == {
        "unit_code": "70007",
        "from": 3000,
        "to": 3300,
        "change": 300,
        "class": 2,
        "reason": None,
    }
    # 4,000 people and 400 of a divided commune, an estimate
    assert found[3] == {
        "unit_code": "70010",
        "from": 4400,
        "to": 4500,
        "change": None,
        "class": None,
        "reason": "boundaries",
    }
    assert (found[4]["to"], found[4]["reason"]) == (None, "unknown_to")


def test_classes_are_told_by_their_ids(tiny_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["--indicator", "ntm_status", *ASKED[2:], "--from", "2016", "--to", "2019"]
    assert main(["compare", *asked, "--json", "--data", str(tiny_dir)]) == 0
    first = json.loads(capsys.readouterr().out)[0]
    assert (first["from"], first["to"], first["change"], first["class"]) == (
        *("met", "advanced"),
        *(1, 1),
    )


def test_changes_are_printed_for_a_reader(
    tiny_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    years = ["--from", "2014", "--to", "2019"]
    assert main(["compare", *ASKED, *years, "--data", str(tiny_dir)]) == 0
    lines = capsys.readouterr().out.replace("\u00a0", " ").splitlines()
    assert lines[0] == "70001 Xã Ô Một: 1.000 người → 1.100 người: +100 người (+10%)"
    assert lines[4].endswith("→ chưa rõ: chưa có số liệu năm 2019")


@pytest.mark.parametrize(
    "wrong",
    [
        ["--from", "2019", "--to", "2014"],
        ["--from", "2014", "--to", "2020"],
        ["--from", "2014", "--to", "2019", "--level", "village"],
        ["--from", "2014", "--to", "2019", "--vintage", "2016-01-01"],
        ["--from", "2014", "--to", "2019", "--indicator", "nothing"],
    ],
)
def test_what_cannot_be_compared_is_refused(
    wrong: list[str], tiny_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["compare", *ASKED, *wrong, "--data", str(tiny_dir)]) == 2
    assert capsys.readouterr().err.strip()
