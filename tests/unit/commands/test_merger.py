"""The command that prints the table of passage."""

import json
from pathlib import Path

import pytest

from geo.__main__ import main


def test_the_passages_are_printed_for_other_programs(
    tiny_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["merger", "--json", "--data", str(tiny_dir)]) == 0
    found = json.loads(capsys.readouterr().out)
    # six and five communes, a district in two units and one in one, of each vintage
    assert len(found) == 6 + 3 + 5 + 3
    assert found[5] == {
        "from_vintage": "2011-01-01",
        "from_code": "70016",
        "to_vintage": "2022-07-01",
        "to_code": "70010",
        "area_share": 1,
        "population_share": 1,
        "basis": "documented",
    }


def test_the_passages_are_printed_for_a_reader(
    tiny_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["merger", "--data", str(tiny_dir)]) == 0
    first = capsys.readouterr().out.splitlines()[0]
    assert first == (
        "2011-01-01 70001 Xã Ô Một → 70001 Xã Ô Một: diện tích 100%, dân số 100% (giữ nguyên)"
    )
