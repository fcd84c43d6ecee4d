"""Figures nobody answers for: flagged as such, and never shown where anything better is known."""

import shutil
from dataclasses import replace

import pytest

from geo.facts.load import load_facts
from geo.facts.model import UNVERIFIED, Facts, Observation
from geo.figures.atlas import Atlas, Cell
from geo.figures.observations import Observations
from geo.figures.verified import best_known, verified
from geo.targets.progress import measure_progress
from geo.views.overview import headlines, newest_observations

PLACE = ("province", "", "77")


def row(year: int, value: float, flag: str, period: str = "year") -> Observation:
    return Observation(
        *("forest_cover_pct", "province", "2022-07-01", "77"),
        year=year,
        period=period,
        value=value,
        value_max=None,
        flag=flag,
        source_id="thu-press",
        qualifier="exact",
        note_en="",
        note_vi="",
    )


def with_rows(tiny: Facts, *rows: Observation) -> Facts:
    others = [each for each in tiny.observations if each.indicator_id != "forest_cover_pct"]
    return replace(tiny, observations=(*others, *rows))


def test_what_was_read_in_a_copy_of_wikipedia_has_a_flag_of_its_own(tiny_dir, tmp_path) -> None:
    folder = shutil.copytree(tiny_dir, tmp_path / "data")
    table = folder / "sources.csv"
    text = table.read_text(encoding="utf-8").replace(",press,", ",wikipedia-copy,")
    table.write_text(text, encoding="utf-8")
    rows = [each for each in load_facts(folder).observations if each.source_id == "thu-press"]
    assert {each.flag for each in rows} <= {UNVERIFIED, "plan"}
    assert rows


@pytest.mark.parametrize("period", ["year", "asof-2023-12-31"])
@pytest.mark.parametrize("flag", ["official", "reported", "provisional", "estimate", "derived"])
def test_any_other_figure_of_a_year_comes_first(tiny: Facts, flag: str, period: str) -> None:
    facts = with_rows(tiny, row(2023, 40, UNVERIFIED), row(2023, 41, flag, period))
    figure = Observations(facts).figure("forest_cover_pct", PLACE, 2023)
    assert figure is not None
    assert figure.value == 41


def series(tiny: Facts, *known: tuple[int, str]) -> list[Cell]:
    atlas = Atlas(with_rows(tiny, *(row(year, 30 + year % 10, flag) for year, flag in known)))
    province = atlas.units("province", "2022-07-01")[0]
    return list(atlas.series("forest_cover_pct", province))


def test_a_series_keeps_it_only_where_the_better_ones_are_too_old(tiny: Facts) -> None:
    indicator = tiny.indicators["forest_cover_pct"]
    assert indicator.max_age_years == 5

    def years(*known: tuple[int, str]) -> list[int | None]:
        return [cell.observed_year for cell in best_known(indicator, series(tiny, *known))]

    assert years((2018, "official"), (2023, UNVERIFIED)) == [2018]
    assert years((2017, "official"), (2023, UNVERIFIED)) == [2017, 2023]
    assert years((2015, UNVERIFIED), (2018, "reported")) == [2018]
    assert years((2015, UNVERIFIED), (2018, UNVERIFIED)) == [2015, 2018]
    assert years() == []


def test_a_target_does_not_rest_on_it_where_anything_better_is_known(tiny: Facts) -> None:
    facts = with_rows(tiny, row(2020, 40, "official"), row(2023, 99, UNVERIFIED))
    measured = measure_progress(Atlas(facts), facts.targets["forest_2030"])
    assert measured.latest is not None
    assert (measured.latest.observed_year, measured.latest.value) == (2020, 40)


def test_the_front_page_never_shows_it(tiny: Facts) -> None:
    facts = with_rows(tiny, row(2023, 99, UNVERIFIED))
    atlas = Atlas(facts)
    shown = [line.cell for line in headlines(atlas) if line.cell is not None]
    assert verified(shown) == tuple(shown)
    assert all(each.flag != UNVERIFIED for each in newest_observations(atlas, limit=99))
