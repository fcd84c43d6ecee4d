"""The lines of a level over the years, worked out by hand on the made-up province."""

from dataclasses import replace

import pytest

from geo.figures.atlas import Atlas
from geo.figures.view import View
from geo.reading.compare.plotted import Trace
from geo.reading.level.lines import LevelLines, level_lines, lines_source_ids
from geo.reading.level.shown import as_shown, shown_chart, shown_lines
from geo.reading.notes import view_notes
from geo.reading.sentences import line_source_ids
from geo.reading.year_marks import BREAK
from geo.views.drawing import draw

PEOPLE = View("population", 2019, "commune", "2015-01-01")
FOREST = View("forest_cover_pct", 2020, "commune", "2015-01-01")
TREES = View("tree_cover_esa_pct", 2018, "district", "2025-07-01")


def lines_of(atlas: Atlas, view: View, **options: object) -> LevelLines:
    found = level_lines(atlas, draw(atlas, view), lang="vi", **options)
    assert isinstance(found, LevelLines)
    return found


def test_the_selected_the_highest_and_the_lowest_of_the_year_are_named(tiny_atlas: Atlas) -> None:
    found = lines_of(tiny_atlas, PEOPLE, selected="70004")
    named = {each.name: each.newest for each in found.named}
    # of five units each has a name, those first that a reader looks for; of amounts no province
    assert named == {
        "Xã Ô Hai (đang chọn)": "2.100\u00a0người (2019)",
        "Xã Ô Hòa (cao nhất)": "4.500\u00a0người (2019)",
        "Xã Ô Một (thấp nhất)": "1.100\u00a0người (2019)",
        "Thị trấn Ô Ba": "3.300\u00a0người (2019)",
        "Xã Ô Đen": named["Xã Ô Đen"],
    }
    assert list(named)[:3] == [
        "Xã Ô Hai (đang chọn)",
        "Xã Ô Hòa (cao nhất)",
        "Xã Ô Một (thấp nhất)",
    ]
    assert named["Xã Ô Đen"].endswith("(2014)")
    assert found.pale == ()
    # the years of the two censuses do not follow each other: nothing is joined
    (first, second) = found.named[0].parts
    assert [each[:2] for each in (*first, *second)] == [(2014, 2000), (2019, 2100)]
    assert "Nét chấm" not in found.below
    assert found.said.startswith("Diễn biến qua các năm (người). Xã Ô Hai (đang chọn): 2.100")


def test_rates_have_province_and_target_and_the_filter_leaves_units_out(tiny_atlas: Atlas) -> None:
    drawing = draw(tiny_atlas, FOREST)
    kept = [cell.unit.code in ("70001", "70013") for cell in drawing.cells]
    found = lines_of(tiny_atlas, FOREST, kept=kept)
    assert [each.name for each in found.named] == [
        "Xã Ô Một (cao nhất)",
        "Xã Ô Đen (thấp nhất)",
        "Tỉnh Vùng Thử",
    ]
    assert [each.beside for each in found.named] == [False, False, True]
    assert found.level is not None
    assert found.level.value == 48
    assert "Nét chấm: toàn tỉnh, mục tiêu." in found.below
    # the forest service has all years: the line of sources below says so already
    assert "Nguồn của các năm" not in found.below


def test_of_many_units_the_others_are_pale_and_equal_ends_have_no_name(atlas: Atlas) -> None:
    found = lines_of(atlas, TREES, selected="183")
    assert [each.name for each in found.named] == [
        "Huyện Cao Lộc (đang chọn)",
        "Huyện Bình Gia (cao nhất)",
        "Thành phố Lạng Sơn (thấp nhất)",
        "Tỉnh Lạng Sơn",
    ]
    assert len(found.pale) == 11 - 3
    assert len(found.pale[0].parts[0]) == len(range(1998, 2019))
    assert "11 đơn vị" in found.below
    # there is no target of the cover that satellites see: none is said to be drawn
    assert found.level is None
    assert "Nét chấm: toàn tỉnh." in found.below
    # as a table marks them
    assert "Tính chất số liệu: ước tính; tính từ số liệu gốc." in found.below
    drawing = draw(atlas, TREES)
    kept = [cell.unit.code in ("180", "181") for cell in drawing.cells]
    same = [0.0 if stays else number for number, stays in zip(drawing.numbers, kept, strict=True)]
    equal = replace(drawing, numbers=tuple(same))
    named = level_lines(atlas, equal, lang="vi")
    assert isinstance(named, LevelLines)
    assert not any("thấp nhất" in each.name for each in named.named)


def test_sources_of_other_years_are_named_too(atlas: Atlas) -> None:
    view = View("urban_share_census_pct", 2019, "district", "2025-07-01")
    found = lines_of(atlas, view)
    drawing = draw(atlas, view)
    others = set(lines_source_ids(found.lines)) - set(line_source_ids(atlas, drawing))
    # the census of 2009
    assert len(others) == 1
    assert "Nguồn của các năm" in found.below


def test_what_is_said_below_lines_is_in_sentences(atlas: Atlas) -> None:
    found = lines_of(atlas, View("ntm_share_pct", 2024, "district", "2025-07-01"))
    assert "chưa được đánh giá lại. Chưa có số liệu năm nào: 6 đơn vị. Nguồn" in found.below


def test_a_flag_that_another_year_alone_has_is_explained(atlas: Atlas) -> None:
    drawing = draw(atlas, View("population_annual", 2023, "district", "2025-07-01"))
    beside = [cell for line in shown_lines(atlas, drawing, "lines") for cell in line.cells]
    flag = "Wikipedia, chưa kiểm chứng"
    assert flag not in dict(view_notes(atlas, drawing, lang="vi"))
    assert flag in dict(view_notes(atlas, drawing, lang="vi", beside=beside))


def test_lines_are_planned_once_and_their_figures_without_a_plan(tiny_atlas: Atlas) -> None:
    drawing = draw(tiny_atlas, FOREST)
    kept = [cell.unit.code in ("70001", "70013") for cell in drawing.cells]
    found = lines_of(tiny_atlas, FOREST, kept=kept)
    assert lines_of(tiny_atlas, FOREST, kept=tuple(kept)) is found
    assert lines_of(tiny_atlas, FOREST) is not found
    assert shown_lines(tiny_atlas, drawing, "lines", kept=kept) == found.lines
    for other in ("map", "chart", "table"):
        assert shown_lines(tiny_atlas, drawing, other, kept=kept) == ()


def test_a_program_s_chart_has_a_place_for_every_year_and_break() -> None:
    line = Trace("Xã Thử", "#0072b2", False, (((2014, 1.5, "a"),), ((2017, 2.0, "b"),)))
    found = LevelLines("Thử", (line,), (), None, ((2016, "đổi cách tính"),), (), ())
    plan = found.plan
    assert plan.categories == ("2014", "2015", BREAK, "2016", "2017")
    assert [each.values for each in plan.series] == [(1.5, None, None, None, 2.0)]
    assert plan.decimals == 1
    assert plan.series[0].joined


def test_a_program_s_chart_joins_no_years_that_the_picture_parts() -> None:
    # the second one's source says "over": nobody knows where a line would pass
    parts = (((2014, 1.5, "a"), (2015, 2.0, "b")), ((2016, 3.0, "c"),))
    vague = Trace("Xã Thử", "#0072b2", False, parts)
    exact = Trace("Xã Khác", "#d55e00", False, (sum(parts, ()),))
    plan = LevelLines("Thử", (vague, exact), (), None, (), (), ()).plan
    assert [each.joined for each in plan.series] == [False, True]


def test_words_say_why_there_are_no_lines(atlas: Atlas) -> None:
    view = View("population", 2019, "commune", "2025-07-01")
    said = level_lines(atlas, draw(atlas, view), lang="vi")
    assert isinstance(said, str)
    assert "chỉ có số liệu năm 2019" in said
    assert "Ở cấp huyện có số liệu từ năm 2009 đến năm 2019." in said
    assert shown_lines(atlas, draw(atlas, view), "lines") == ()
    area = View("area_km2", 2020, "commune", "2024-12-01")
    assert "của hai năm trở lên" in str(level_lines(atlas, draw(atlas, area), lang="vi"))
    none = View("income_monthly_kvnd", 2020, "commune", "2025-07-01")
    assert "no unit has a figure" in str(level_lines(atlas, draw(atlas, none), lang="en"))


def test_words_of_what_a_filter_keeps_are_of_that_alone(tiny_atlas: Atlas) -> None:
    drawing = draw(tiny_atlas, PEOPLE)
    # one that has figures of two years, and one whose only one is of 2014
    assert isinstance(level_lines(tiny_atlas, drawing, lang="vi"), LevelLines)
    kept = [cell.unit.code == "70013" for cell in drawing.cells]
    said = level_lines(tiny_atlas, drawing, lang="vi", kept=kept)
    assert "1 đơn vị mà bộ lọc giữ lại: chỉ có số liệu năm 2014" in str(said)
    for shown in ("lines", "chart"):
        nobody = shown_chart(tiny_atlas, drawing, shown, lang="vi", kept=[False] * len(kept))
        assert nobody == "Không đơn vị nào thỏa bộ lọc."


@pytest.mark.parametrize(
    ("view", "shown"),
    [
        (PEOPLE, "lines"),
        (FOREST.on(mode="gap"), "chart"),
        (View("ntm_status", 2021, "commune", "2015-01-01"), "chart"),
        (View("population", 2019, "province", "2022-07-01"), "chart"),
    ],
)
def test_what_has_no_lines_is_shown_as_its_chart(tiny_atlas: Atlas, view: View, shown: str) -> None:
    drawing = draw(tiny_atlas, view)
    assert as_shown(drawing, "lines") == shown
    assert as_shown(drawing, "table") == "table"
