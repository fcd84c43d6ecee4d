"""The command that tells of a unit."""

import json
from pathlib import Path

import pytest

from geo.__main__ import main


def test_a_portrait_is_printed_for_other_programs(
    tiny_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["portrait", "--unit", "2022-07-01/70007", "--json", "--data", str(tiny_dir)]
    assert main(asked) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["code"], found["level"], found["area_km2"]) == ("70007", "commune", 400)
    assert found["names"] == {"vi": "Phường Ô Ba", "en": "Ô Ba Ward"}
    assert [each["code"] for each in found["made_of"]] == ["70004", "70007"]
    forest = found["indicators"][0]
    assert forest == {
        "indicator": "forest_cover_pct",
        "value": 30,
        "value_max": None,
        "qualifier": "exact",
        "year": 2020,
        "period": "year",
        "flag": "official",
        "basis": "carried",
        "boundaries": "2015-01-01",
        "sources": ["thu-forest"],
        "rank": {"rank": 3, "known": 3, "of": 3, "tied": 0, "from_below": 1},
        "trend": None,
        "province": 38,
        "districts": {"701": 46.666667},
    }
    assert found["coverage"] == {
        "known": 6,
        "expected": 7,
        "missing": [{"indicators": ["canopy_pct"], "ask": None}],
    }
    assert [each["code"] for each in found["similar"]] == ["70010", "70001"]
    assert len(found["sentences"]["vi"]) == len(found["sentences"]["en"]) == 5


def test_a_portrait_is_told_to_a_reader(tiny_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--lang", "en", "--data", str(tiny_dir)]
    assert main(["portrait", "--unit", "2015-01-01/701", *words]) == 0
    assert capsys.readouterr().out.startswith(
        "Bên Trái District (until 30 June 2022) now belongs to 2 "
    )


def test_a_file_without_a_name_has_that_of_the_page(
    tiny_dir: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    for form in ("pdf", "docx"):
        words = ["--unit", "2015-01-01/70001", "--format", form]
        assert main(["portrait", *words, "--data", str(tiny_dir)]) == 0
    names = sorted(path.name for path in tmp_path.iterdir())
    assert [Path(name).suffix for name in names] == [".docx", ".pdf"]
    assert all("ho-so-xa-o-mot" in name for name in names)
    with pytest.raises(SystemExit):
        main(["portrait", "--unit", "2015-01-01/70001", "-o", str(tmp_path / "a.pdf")])
    assert "needs its --format" in capsys.readouterr().err


@pytest.mark.parametrize("unit", ["70007", "2022-07-01/70004", "2016-01-01/70007"])
def test_a_unit_that_there_is_not_is_refused(
    unit: str, tiny_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["portrait", "--unit", unit, "--data", str(tiny_dir)]) == 2
    assert capsys.readouterr().err.strip()
