"""The shipped crosswalk follows from the reorganisations and the gazetteer."""

from pathlib import Path

import pytest

from geo.boundaries.gazetteer import read_gazetteer
from geo.boundaries.reorganisations import build_crosswalk, disagreements, write_crosswalk
from geo.facts.model import Facts


@pytest.fixture(scope="module")
def built(facts: Facts, data_dir: Path) -> list[dict[str, str]]:
    return build_crosswalk(facts, read_gazetteer(facts, folder=data_dir), folder=data_dir)


def test_the_shipped_file_is_what_the_script_makes(built, data_dir: Path) -> None:
    assert (data_dir / "crosswalk.csv").read_text("utf-8") == write_crosswalk(built)


def test_the_gazetteer_draws_two_old_communes_otherwise(built, facts, data_dir: Path) -> None:
    gazetteer = read_gazetteer(facts, folder=data_dir)
    found = {each.key[1]: each.to_code for each in disagreements(gazetteer, built)}
    # old Tân Yên went to Tân Tiến, old Tân Thành of Bắc Sơn to Nhất Hòa
    names = {
        facts.units["2024-12-01", old].name: facts.units["2025-07-01", new].name
        for old, new in found.items()
    }
    assert names == {"Tân Yên": "Tân Tiến", "Tân Thành": "Nhất Hòa"}
