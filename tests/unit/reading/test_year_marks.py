"""Breaks in pictures of years: where they are marked, what they say, and what no line joins."""

import re
from collections.abc import Sequence
from dataclasses import replace

import pytest

from geo.documents.paper.years.chart import draw_years
from geo.documents.paper.years.plan import target_plan
from geo.documents.slides.points import point_series
from geo.facts.model import Facts, Observation, SeriesBreak
from geo.figures.atlas import Atlas
from geo.figures.view import View
from geo.reading.chart_units import span_shown
from geo.reading.charts import labelled_years, plan_chart, target_marks, target_paths
from geo.reading.legend import legend_notes
from geo.reading.notes import figure_notes
from geo.reading.year_marks import YearMarks, year_marks
from geo.targets.progress import measure_progress
from geo.views.drawing import draw
from tests.support.cards import card_html
from ui.targets.cards import card_html as target_html

NEW = "2022-07-01"
PROVINCE = View("forest_cover_pct", 2021, "province", NEW)


def long(tiny: Facts, values: dict[int, float], *breaks: tuple[int | None, str]) -> Atlas:
    """Return the made-up province with these figures of forest cover, and breaks with reasons."""
    like = next(
        row
        for row in tiny.observations
        if (row.indicator_id, row.unit_kind, row.year) == ("forest_cover_pct", "province", 2021)
    )
    rows: Sequence[Observation] = [
        row
        for row in tiny.observations
        if (row.indicator_id, row.unit_kind) != ("forest_cover_pct", "province")
    ]
    new = [replace(like, year=year, period="year", value=value) for year, value in values.items()]
    stated = tuple(
        SeriesBreak(
            "forest_cover_pct", "basis" if year else "definition", year, text, f"{text} (en)"
        )
        for year, text in breaks
    )
    return Atlas(replace(tiny, observations=(*rows, *new), series_breaks=stated))


@pytest.fixture
def atlas(tiny: Facts) -> Atlas:
    values = {2015: 30.0, 2016: 31.0, 2018: 33.0, 2019: 34.0, 2020: 38.0, 2021: 39.0}
    return long(tiny, values, (2020, "đo lại"), (2025, "đo nữa"), (2040, "sau này"))


def marks_of(atlas: Atlas, *, until: int | None = None, lang: str = "vi") -> YearMarks:
    years = (2015, 2016, 2018, 2019, 2020, 2021)
    return year_marks(atlas, "forest_cover_pct", years, lang=lang, until=until)


def test_breaks_among_the_years_are_marked_and_told(atlas: Atlas) -> None:
    marks = marks_of(atlas)
    assert [(mark.at, mark.text) for mark in marks.breaks] == [
        (2019.5, "Chuỗi số liệu đứt năm 2020: đo lại")
    ]
    assert marks.said == (
        "Chuỗi số liệu đứt năm 2020: đo lại. Không so sánh số liệu trước và sau chỗ đứt."
    )
    assert marks.stretches == ((2015, 2016), (2018, 2019), (2020, 2021))
    assert marks_of(atlas, lang="en").said == (
        "Break in the series from 2020: đo lại (en). "
        "Do not compare figures on either side of a break."
    )


def test_a_picture_that_goes_on_marks_the_breaks_ahead(atlas: Atlas) -> None:
    assert [mark.year for mark in marks_of(atlas, until=2030).breaks] == [2020, 2025]


def test_a_doubt_joins_nothing_and_is_told(tiny: Facts) -> None:
    atlas = long(tiny, {2019: 34.0, 2020: 38.0}, (None, "chưa rõ"))
    marks = year_marks(atlas, "forest_cover_pct", (2019, 2020), lang="vi")
    assert (marks.stretches, marks.breaks) == (((2019,), (2020,)), ())
    assert marks.said == "Về cách tính: chưa rõ."


def test_without_a_break_nothing_is_said(tiny: Facts) -> None:
    atlas = long(tiny, {2019: 34.0, 2020: 38.0})
    marks = year_marks(atlas, "forest_cover_pct", (2019, 2020), lang="vi")
    assert marks == YearMarks(((2019, 2020),), (), "")
    assert year_marks(atlas, "forest_cover_pct", (), lang="vi") == YearMarks((), (), "")


# ---- each picture of years


def test_on_the_card(atlas: Atlas) -> None:
    (cell,) = draw(atlas, PROVINCE).cells
    # above the communes alone: a chart of the province stands in the place of its own map
    drawing = draw(atlas, replace(PROVINCE, level="commune"))
    html = card_html(atlas, drawing, cell.unit, cell, lang="vi")
    mark = re.search(r'class="break" style="left:([0-9.]+)%" title="([^"]+)"', html)
    assert mark is not None
    assert html.count('class="break"') == 1
    assert mark[2] == "Chuỗi số liệu đứt năm 2020: đo lại"
    # the dots of 2019 and 2020, the fourth and the fifth: the mark stands in the middle
    dots = [float(x) for x in re.findall(r"M([0-9.]+) [0-9.]+h\.01", html)]
    assert len(dots) == 6
    assert float(mark[1]) == pytest.approx(100 * (dots[3] + dots[4]) / 2 / 320, abs=0.05)
    assert "đo lại. Không so sánh số liệu trước và sau chỗ đứt.</p>" in html


def test_on_the_card_of_a_target(atlas: Atlas) -> None:
    measured = measure_progress(atlas, atlas.facts.targets["forest_2030"])
    html = target_html(atlas, measured, lang="vi")
    assert 'title="Chuỗi số liệu đứt năm 2025: đo nữa"' in html


def test_in_the_columns_of_a_slide(atlas: Atlas) -> None:
    plan = plan_chart(atlas, draw(atlas, PROVINCE), most=9, lang="vi")
    assert plan is not None
    assert plan.categories == ("2015", "2016", "2017", "2018", "2019", "┊", "2020", "2021")
    assert plan.series[0].values == (30, 31, None, 33, 34, None, 38, 39)
    assert plan.said.startswith("Chuỗi số liệu đứt năm 2020: đo lại.")


def test_in_the_chart_of_a_target_on_a_slide(atlas: Atlas) -> None:
    measured = measure_progress(atlas, atlas.facts.targets["forest_2030"])
    series = point_series(target_plan(atlas, measured, lang="vi"), lang="vi")
    solid = [[point[:2] for point in each.points] for each in series if each.line == "solid"]
    assert solid == [
        # a point without a value parts what no line may join
        [
            *((2015, 30), (2016, 31), (2017, None)),
            *((2018, 33), (2019, 34), (2019.5, None), (2020, 38), (2021, 39)),
        ],
        # 30 to 48, below it half of its spread of 18: from 21, of which a sixth is 4.5, so 5 by 5
        *([(2019.5, 20), (2019.5, 50)], [(2024.5, 20), (2024.5, 50)]),
    ]
    named = [each.name for each in series if each.named]
    assert len(named) == len(set(named))


def test_in_the_html_file_and_the_presentation(atlas: Atlas) -> None:
    measured = measure_progress(atlas, atlas.facts.targets["forest_2030"])
    plan = target_plan(atlas, measured, lang="vi")
    chart = draw_years(plan, width=1000, height=330, size=16, lang="vi")
    assert chart.svg.startswith("<svg ")
    dots = [float(x) for x in re.findall(r"M([0-9.]+) [0-9.]+h\.01", chart.svg)]
    year = (dots[-1] - dots[0]) / (2021 - 2015)
    expected = [(dots[0] + year * (at - 2015)) / 1000 for at in (2019.5, 2024.5)]
    assert [at for at, _ in chart.breaks] == pytest.approx(expected, abs=0.001)
    assert [text[-6:] for _, text in chart.breaks] == ["đo lại", "đo nữa"]
    assert chart.said == target_marks(atlas, measured, lang="vi").said


def test_below_the_legend_and_in_the_workbook(atlas: Atlas) -> None:
    drawing = draw(atlas, PROVINCE)
    said = marks_of(atlas).said
    assert legend_notes(atlas, drawing, lang="vi")["breaks"] == said
    assert ("Chỗ đứt của chuỗi số liệu", said) in figure_notes(atlas, drawing, lang="vi")
    # the years of the communes lie on one side of the break
    communes = draw(atlas, View("forest_cover_pct", 2020, "commune", "2015-01-01"))
    assert ("breaks" in legend_notes(atlas, communes, lang="vi")) == (
        min(atlas.years("forest_cover_pct", "commune", "2015-01-01")) < 2020
    )


# ---- how much is written


def test_of_many_figures_no_two_in_a_row_are_printed() -> None:
    runs = ((2006,), tuple(range(2008, 2015)), tuple(range(2015, 2022)), (2023, 2024))
    marks = YearMarks(runs, (), "")
    figures = [(year, 50.0, "") for run in runs for year in run]
    # 2023 stands beside 2024, 2014 beside 2015
    assert labelled_years(marks, figures) == {2006, 2008, 2015, 2021, 2024}
    assert labelled_years(marks, figures[:5]) == {year for year, _, _ in figures[:5]}
    vague = [(year, value, "trên 50%" if year == 2016 else "") for year, value, _ in figures]
    assert labelled_years(marks, vague) == {2006, 2008, 2014, 2016, 2021, 2024}


def test_a_bound_is_no_point_of_a_line(tiny: Facts) -> None:
    atlas = long(tiny, {2018: 33.0, 2019: 34.0, 2020: 38.0, 2021: 39.0})
    rows = tuple(
        replace(row, qualifier="over")
        if (row.indicator_id, row.unit_kind, row.year) == ("forest_cover_pct", "province", 2020)
        else row
        for row in atlas.facts.observations
    )
    vague = Atlas(replace(atlas.facts, observations=rows))
    measured = measure_progress(vague, vague.facts.targets["forest_2030"])
    assert target_marks(vague, measured, lang="vi").stretches == ((2018, 2019), (2020,), (2021,))


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        # a sixth of 67 is 11.2, so 20 by 20 from zero
        ([10.0, 67.0], (0, 80, 20)),
        # 95 less half of the spread of 9.3 from 85.7: from 80, a sixth of 15.6 is 2.6
        ([85.7, 95.0], (80, 100, 5)),
        ([0.0], (0, 1, 1)),
        ([-4.0, 8.0], (-4, 10, 2)),
    ],
)
def test_an_axis_of_values_has_round_steps(values, expected) -> None:
    assert span_shown(values) == pytest.approx(expected)


def test_the_ways_lead_from_the_latest_figure(tiny: Facts) -> None:
    atlas = long(tiny, {2019: 34.0, 2020: 35.0, 2021: 36.0})
    target = replace(atlas.facts.targets["forest_2030"], base_year=2019, target_year=2030)
    measured = measure_progress(atlas, target)
    ways = {way.name: (way.start, way.end) for way in target_paths(measured, lang="vi")}
    assert ways["Theo tốc độ đã đạt"] == ((2021, 36), (2030, 45))
    assert ways["Đường cần đi"] == ((2021, 36), (2030, target.value_low))
