"""The shipped figures of the border economy: each is shown, and none beside what it must not be."""

import csv
import re
from collections import defaultdict
from html import unescape
from itertools import combinations, product
from pathlib import Path

import pytest

from geo.documents.tables.border_book import border_table
from geo.errors import MixedAxisError
from geo.facts.model import Observation
from geo.figures.atlas import Atlas
from geo.figures.border.axis import one_axis
from geo.figures.border.catalogue import bases, border_indicators, border_rows, pairs
from geo.figures.border.flows import splits, year_cells
from geo.figures.border.seasons import day_reports, seasons
from geo.views.border import gate_marks, gate_views
from ui.gates.calendar import calendar_html
from ui.gates.gate_map import size_key_html
from ui.gates.pairs import pairs_html
from ui.gates.trade import other_cards, series_html

NEW = "2025-07-01"
Row = dict[str, str]


@pytest.fixture(scope="module")
def rows(data_dir: Path) -> list[Row]:
    """Return the rows of the border economy, read by themselves."""
    with (data_dir / "indicators.csv").open(encoding="utf-8", newline="") as file:
        ids = {row["indicator_id"] for row in csv.DictReader(file) if row["theme"] == "border"}
    with (data_dir / "observations.csv").open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    return [
        row for row in found if row["indicator_id"] in ids or row["unit_kind"] in ("gate", "zone")
    ]


def key_of(row: Observation) -> tuple[str, ...]:
    place = (row.unit_kind, row.unit_code, str(row.year), row.period)
    return (row.indicator_id, *place, row.source_id)


def test_the_page_has_every_row_of_the_table_and_no_other(atlas: Atlas, rows: list[Row]) -> None:
    columns = ("indicator_id", "unit_kind", "unit_code", "year", "period", "source_id")
    expected = sorted(tuple(row[each] for each in columns) for row in rows)
    assert sorted(map(key_of, border_rows(atlas))) == expected
    assert len(expected) > 200
    table = border_table(atlas, lang="vi")
    assert len(table) == len(expected)
    assert table[["indicator_text", "unit", "text", "period_text", "flag_text"]].ne("").all().all()
    # a number alone says nothing: trade is in millions of USD, revenue in billions of VND
    assert table["measure"].ne("").all()
    assert {"triệu USD", "tỷ đồng", "xe/ngày"} <= set(table["measure"])
    assert table["source_ids"].isin(list(atlas.facts.sources)).all()


def test_a_choice_of_the_map_is_of_one_indicator_and_one_time(
    atlas: Atlas, rows: list[Row]
) -> None:
    by_hand = defaultdict(set)
    for row in rows:
        if row["unit_kind"] == "gate" and row["flag"] != "plan":
            by_hand[row["indicator_id"], row["year"], row["period"]].add(row["unit_code"])
    assert {(each.indicator, str(each.year), each.period) for each in gate_views(atlas)} == set(
        by_hand
    )
    for shown in gate_views(atlas):
        marks = gate_marks(atlas, shown, vintage=NEW)
        known = {mark.gate.gate_id: mark.row for mark in marks if mark.row is not None}
        assert set(known) == by_hand[shown.indicator, str(shown.year), shown.period]
        assert len({(row.indicator_id, row.year, row.period) for row in known.values()}) == 1
        assert all(not mark.radius for mark in marks if mark.row is None)
        assert len(marks) == len(atlas.facts.gates)
        assert size_key_html(atlas, shown, lang="vi") or not any(mark.radius for mark in marks)


def test_a_gate_is_drawn_where_the_table_knows_it(atlas: Atlas, data_dir: Path) -> None:
    with (data_dir / "gates.csv").open(encoding="utf-8", newline="") as file:
        table = {row["gate_id"]: row for row in csv.DictReader(file)}
    for mark in gate_marks(atlas, None, vintage=NEW):
        row = table[mark.gate.gate_id]
        assert mark.drawn == bool(row["lat"] or row[f"commune_{NEW}"])
        assert bool(mark.commune) == (not row["lat"] and mark.drawn)
        # sized and filled by nothing, where nothing is chosen
        assert (mark.radius, mark.filled) == (0, False)


def test_two_bases_share_no_axis(atlas: Atlas) -> None:
    by_id = defaultdict(list)
    for row in border_rows(atlas):
        by_id[row.indicator_id].append(row)
    tried = 0
    for first, second in combinations(by_id, 2):
        for pair in product(by_id[first][:3], by_id[second][:3]):
            tried += 1
            with pytest.raises(MixedAxisError):
                one_axis(atlas.facts, pair)
    assert tried > 1000


def test_a_part_of_a_year_and_a_year_share_no_axis(atlas: Atlas) -> None:
    by_id = defaultdict(list)
    for row in border_rows(atlas):
        by_id[row.indicator_id].append(row)
    tried = 0
    for found in by_id.values():
        years = [row for row in found if row.period == "year"]
        parts = [row for row in found if re.match(r"Q|H|M|mon|to-|day-|\d{4}-\d\d-", row.period)]
        for pair in product(years, parts):
            tried += 1
            with pytest.raises(MixedAxisError):
                one_axis(atlas.facts, pair)
    assert tried > 100


def test_the_pairs_are_of_the_bases_that_their_names_say(atlas: Atlas) -> None:
    for pair in pairs(atlas.facts):
        named = [atlas.facts.indicators[each] for each in (pair.outward, pair.inward)]
        assert len({each.unit_vi for each in named}) == 1
    found = {
        (each.outward.indicator_id, each.outward.unit_code, each.outward.year, each.outward.period)
        for each in splits(atlas)
    }
    # worked out of the table by hand: the imports of November 2023 and of Tân Thanh are not known
    assert found == {
        ("export_all_musd", "20", 2026, "to-2026-01-20"),
        ("export_declared_musd", "20", 2026, "to-2026-01-20"),
        ("export_declared_musd", "huu_nghi", 2025, "M11"),
        ("export_declared_musd", "20", 2023, "to-2023-03-22"),
        ("export_declared_musd", "20", 2023, "year"),
        ("export_declared_musd", "20", 2022, "H1"),
        ("vehicles_export_count", "20", 2026, "to-2026-03-01"),
        ("vehicles_export_count", "20", 2025, "to-2025-04-20"),
        ("rail_wagons_export_per_day", "dong_dang_rail", 2023, "year"),
    }
    html = unescape(pairs_html(atlas, lang="vi"))
    # 2,750 of 4,975 is 55.3 %; the vehicles of April 2025 are "over" and have no share
    assert "2,75 tỷ USD (55,3%)" in html.replace("\xa0", " ")
    assert "trên 33.600 lượt xe, " in html.replace("\xa0", " ")


def test_the_calendar_lays_like_beside_like(atlas: Atlas) -> None:
    for season in seasons(atlas):
        assert one_axis(atlas.facts, season.rows).time == season.part
        table = unescape(calendar_html(atlas, [season], lang="vi")).replace("\xa0", " ")
        assert table.count("<tr>") == 2
        for row in season.rows:
            assert f'data-label="{row.year}"' in table
    by_hand = {
        (each.indicator_id, each.place[1], row.year)
        for each in seasons(atlas)
        for row in each.rows
        if each.beside(row) is not None
    }
    assert by_hand == {
        ("trade_all_musd", "20", 2025),
        ("trade_declared_musd", "20", 2023),
        ("customs_revenue_bvnd", "chi_ma", 2025),
    }


def test_the_reports_of_2026_are_days_and_nothing_else(atlas: Atlas) -> None:
    days = [each.day.isoformat() for each in day_reports(atlas) if each.day.year == 2026]
    assert days == ["2026-03-01", "2026-02-28", "2026-02-20", "2026-02-01", "2026-01-15"]
    for report in day_reports(atlas):
        assert all(re.match(r"day-|asof-|\d{4}-", row.period) for row in report.rows)


def test_a_chart_of_the_page_has_the_years_of_one_indicator(atlas: Atlas, rows: list[Row]) -> None:
    assert [each.indicator_id for each in bases(atlas)] == [
        *("trade_all_musd", "trade_declared_musd", "trade_unstated_musd", "trade_zone_musd"),
        "trade_region6_musd",
    ]
    drawn = 0
    for indicator in border_indicators(atlas):
        for kind in ("province", "gate", "zone"):
            for code, cells in year_cells(atlas, indicator, kind).items():
                own = {
                    int(row["year"])
                    for row in rows
                    if (row["indicator_id"], row["unit_kind"], row["unit_code"])
                    == (indicator.indicator_id, kind, code)
                    and row["flag"] != "plan"
                    and (
                        row["period"] == "year"
                        or (row["period"].startswith("asof") and indicator.temporal == "stock")
                    )
                }
                assert [cell.observed_year for cell in cells] == sorted(own)
                html = series_html(atlas, indicator, (kind, code), cells, lang="vi")
                names = re.findall(r"<h3>(.*?)</h3>", html)
                assert [unescape(each) for each in names] == [indicator.name_vi]
                assert html.count("nguon?source=") == len(cells)
                drawn += 1
    assert drawn > 30
    # no other chart of the page counts trade on a basis
    others = "".join(other_cards(atlas, "province", lang="vi"))
    assert all(each.name_vi not in unescape(others) for each in bases(atlas))


def test_no_chart_of_the_page_names_a_second_indicator(atlas: Atlas) -> None:
    """A picture's words name the indicator of its card and none that it must not be mixed with."""
    for indicator in bases(atlas):
        for code, cells in year_cells(atlas, indicator, "province").items():
            html = unescape(series_html(atlas, indicator, ("province", code), cells, lang="vi"))
            for other in bases(atlas):
                named = other.name_vi in html
                assert named == (other is indicator)
