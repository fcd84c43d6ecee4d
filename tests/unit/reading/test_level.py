"""A level in the place of its map: the chart of its units and their table, worked out by hand."""

from geo.figures.atlas import Atlas
from geo.figures.view import View
from geo.reading.level.chart import level_chart
from geo.reading.level.table import figure_marks, figure_notes, level_table
from geo.views.drawing import draw

FOREST = View("forest_cover_pct", 2020, "commune", "2015-01-01")
PEOPLE = View("population", 2019, "commune", "2015-01-01")


def test_the_chart_ranks_all_units_and_marks_province_and_target(tiny_atlas: Atlas) -> None:
    chart = level_chart(tiny_atlas, draw(tiny_atlas, FOREST), lang="vi")
    assert chart is not None
    assert chart.plan.categories == (
        "Xã Ô Một",
        "Xã Ô Hòa",
        "Thị trấn Ô Ba",
        "Xã Ô Hai",
        "Xã Ô Đen",
    )
    assert chart.plan.series[0].values == (80, 60, 40, 20, 10)
    assert chart.printed == ("80", "60", "40", "20", "10")
    assert [(mark.kind, mark.value) for mark in chart.marks] == [("province", 38), ("target", 48)]
    assert chart.unknown == ()
    assert chart.scale == (0, 80)
    assert "Xã Ô Hòa 60" in chart.said


def test_the_unknown_are_named_and_counted_and_amounts_have_no_marks(tiny_atlas: Atlas) -> None:
    chart = level_chart(tiny_atlas, draw(tiny_atlas, PEOPLE), lang="vi")
    assert chart is not None
    assert chart.unknown == ("Chưa có số liệu (1): Xã Ô Đen",)
    assert chart.marks == ()
    assert chart.printed == ("4.500", "3.300", "2.100", "1.100")


def test_the_filter_leaves_units_out_of_chart_and_table(tiny_atlas: Atlas) -> None:
    drawing = draw(tiny_atlas, PEOPLE)
    kept = [cell.unit.code in ("70001", "70004", "70013") for cell in drawing.cells]
    chart = level_chart(tiny_atlas, drawing, lang="en", kept=kept)
    assert chart is not None
    assert chart.plan.codes == ("70004", "70001")
    assert chart.unknown == ("No data (1): Ô Đen Commune",)
    table = level_table(tiny_atlas, drawing, lang="en", kept=kept)
    assert [row.code for row in table.rows] == ["70004", "70001", "70013"]


def test_the_table_has_the_highest_first_and_the_unknown_last(tiny_atlas: Atlas) -> None:
    table = level_table(tiny_atlas, draw(tiny_atlas, PEOPLE), lang="vi")
    assert table.rows[0].cells[:3] == ("1", "Xã Ô Hòa", "4.500\u00a0người")
    assert table.rows[-1].cells[:3] == ("", "Xã Ô Đen", "chưa có số liệu")
    assert not table.rows[-1].known


def test_what_most_figures_are_needs_no_mark(tiny_atlas: Atlas) -> None:
    # 2014 on the boundaries of 2015: three units as they were, two carried from a divided one
    view = View("population", 2014, "commune", "2015-01-01")
    table = level_table(tiny_atlas, draw(tiny_atlas, view), lang="vi")
    marks = figure_marks(table)
    assert {row.code: marks[row.what] for row in table.rows} == {
        "70001": "",
        "70004": "",
        "70007": "",
        "70010": "(1)",
        "70013": "(1)",
    }
    (note,) = figure_notes(marks, lang="vi")
    assert note.startswith("Không đánh dấu: chính thức. (1) số liệu quy đổi")


def test_the_table_of_the_province_has_its_years(tiny_atlas: Atlas) -> None:
    view = View("population", 2019, "province", "2022-07-01")
    table = level_table(tiny_atlas, draw(tiny_atlas, view), lang="vi")
    assert [row.cells for row in table.rows] == [
        ("2019", "17.000\u00a0người"),
        ("2014", "16.000\u00a0người"),
    ]
    assert level_chart(tiny_atlas, draw(tiny_atlas, view), lang="vi") is None


def test_classes_are_counted_by_year(tiny_atlas: Atlas) -> None:
    view = View("ntm_status", 2021, "commune", "2015-01-01")
    chart = level_chart(tiny_atlas, draw(tiny_atlas, view), lang="vi")
    assert chart is not None
    assert chart.plan.kind == "stacked"
    assert chart.said.startswith(chart.plan.title)
