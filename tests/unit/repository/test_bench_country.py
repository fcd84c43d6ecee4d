"""The made-up province that is measured: real shapes, and nothing else that is real."""

from pathlib import Path

from bench.country.data import INDICATOR, VINTAGE, YEARS, write_country
from geo.boundaries.choose import shipped_boundaries
from geo.facts.load import load_facts
from geo.figures.atlas import Atlas
from geo.figures.view import View


def test_a_country_is_a_sound_data_folder_that_looks_made_up(tmp_path: Path) -> None:
    folder = write_country(tmp_path / "data", units=67)
    facts = load_facts(folder)
    layer = shipped_boundaries(facts, folder=folder).layers[f"commune-{VINTAGE}"]
    assert len(layer.codes) == 67
    west, _, east, _ = layer.bbox
    # a second copy beside the first
    assert 1.3 < east - west < 2.6
    names = [unit.name for unit in facts.units.values() if unit.level == "commune"]
    assert names[0] == "thử 0001"
    assert all(name.startswith("thử ") for name in names)
    cells = Atlas(facts).cells(View(INDICATOR, YEARS[0], "commune", VINTAGE))
    assert sum(cell.known for cell in cells) == 67
