"""Charts over years for a browser: what stands in them, and that no letters meet others."""

from collections.abc import Sequence
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from geo.documents.paper.paper import Paper
from geo.documents.paper.years.chart import GOAL, draw_years
from geo.documents.paper.years.plan import YearPlan, target_plan
from geo.documents.slides.points import point_series
from geo.facts.model import Facts
from geo.figures.atlas import Atlas
from geo.reading.charts import GoalLevel, Way, target_level, target_points
from geo.reading.year_marks import BreakMark, YearMarks
from geo.targets.progress import all_progress, measure_progress

SVG = "{http://www.w3.org/2000/svg}"
SIZES = [(320, 120, 11.0), (980, 330, 16.0), (1880, 600, 26.0)]
YEARS = (2018, 2019, 2020, 2021, 2023, 2024)
VALUES = (60.0, 60.1, 60.2, 60.3, 60.3, 60.4)
MARKS = YearMarks(((2018, 2019, 2020, 2021), (2023, 2024)), (), "")


def plan_of(**changes: object) -> YearPlan:
    figures = tuple((year, value, "") for year, value in zip(YEARS, VALUES, strict=True))
    level = GoalLevel("Mục tiêu 2030: 67%", "67%", (67.0,), None, 2030)
    made = YearPlan("Tỷ lệ che phủ", "%", figures, MARKS, 1, level)
    return replace(made, **changes)  # type: ignore[arg-type]


def drawn(
    plan: YearPlan, width: int = 980, height: int = 330, size: float = 16
) -> ElementTree.Element:
    picture = draw_years(plan, width=width, height=height, size=size, lang="vi")
    return ElementTree.fromstring(picture.svg)


def letters(svg: ElementTree.Element) -> list[str]:
    return [each.text or "" for each in svg.iter(f"{SVG}text")]


def lines(svg: ElementTree.Element, colour: str) -> list[str]:
    return [each.get("d", "") for each in svg.iter(f"{SVG}path") if each.get("stroke") == colour]


def boxes(svg: ElementTree.Element, ruler: Paper) -> list[tuple[str, list[float]]]:
    """Return each text with its box, by the widths of a face that the atlas brings."""
    size = float(svg.get("font-size", "0"))
    found = []
    for each in svg.iter(f"{SVG}text"):
        text = each.text or ""
        # a point is 25.4/72 mm: in any unit a width is that many times the size
        bold = each.get("font-weight") == "700"
        wide = ruler.text_width(text, size=72 / 25.4, bold=bold) * size
        x, y = float(each.get("x", "0")), float(each.get("y", "0"))
        left = x - wide * {"middle": 0.5, "end": 1.0}.get(each.get("text-anchor", ""), 0.0)
        found.append((text, [left, y - size * 0.74, left + wide, y + size * 0.2]))
    return found


def assert_apart(svg: ElementTree.Element, ruler: Paper) -> None:
    width, height = float(svg.get("width", "0")), float(svg.get("height", "0"))
    found = boxes(svg, ruler)
    for at, (text, (left, top, right, bottom)) in enumerate(found):
        assert left >= 0, text
        assert right <= width, text
        assert top >= 0, text
        assert bottom <= height, text
        for other, (a, b, c, d) in found[at + 1 :]:
            assert right <= a or c <= left or bottom <= b or d <= top, (text, other)


def test_a_chart_has_years_values_axis_and_target() -> None:
    svg = drawn(plan_of())
    found = letters(svg)
    assert {"2018", "2024", "2030"} <= set(found)
    assert {"60,0", "60,4"} <= set(found)
    assert "%" in found
    assert {"● Tỷ lệ che phủ", "▬ Mục tiêu 2030: 67%", "67%"} <= set(found)
    assert (svg.get("width"), svg.get("height")) == ("980", "330")


def test_years_without_a_figure_are_gaps() -> None:
    (joined,) = lines(drawn(plan_of()), "#3b6e8f")[:1]
    # two runs: four years, then two; nothing leads from 2021 to 2023
    assert [len(run.split("L")) for run in joined.split("M")[1:]] == [4, 2]


@pytest.mark.parametrize(("width", "height", "size"), SIZES)
@pytest.mark.parametrize("count", [6, 12])
def test_letters_never_meet(width: int, height: int, size: float, count: int) -> None:
    years = range(2030 - count, 2030)
    marks = YearMarks((tuple(years),), (BreakMark(2028, "đo lại"),), "")
    close = [
        (year, 99_000.5 + (year % 2) / 10, "khoảng 99.000\u00a0triệu USD" if year == 2029 else "")
        for year in years
    ]
    level = GoalLevel(
        "Mục tiêu: 99.001\u00a0triệu USD", "99.001\u00a0triệu USD", (99_001.0,), None, 2030
    )
    way = Way("Đường cần đi", "#7a7a7a", (2029, 99_000.5), (2030, 99_001.0))
    plan = plan_of(figures=tuple(close), marks=marks, level=level, ways=(way,), unit="triệu USD")
    svg = drawn(plan, width, height, size)
    assert_apart(svg, Paper(200, 100))
    # the latest figure is the last that is left out
    assert "khoảng 99.000\u00a0triệu USD" in letters(svg)


@pytest.mark.parametrize(("width", "height", "size"), SIZES[1:])
def test_a_value_at_the_foot_of_a_line_stands_under_it(
    width: int, height: int, size: float
) -> None:
    """Of a fall and a rise the least, and the first of a rise; the others stand over their dots."""
    figures = ((2018, 5.1, ""), (2019, 9.1, ""), (2020, 4.1, ""), (2021, 9.4, ""))
    marks = YearMarks(((2018, 2019, 2020, 2021),), (), "")
    svg = drawn(plan_of(figures=figures, marks=marks, level=None), width, height, size)
    dots = next(each for each in lines(svg, "#3b6e8f") if "h.01" in each)
    heights = [float(each.split()[1].removesuffix("h.01")) for each in dots.split("M")[1:]]
    at = {each.text: float(each.get("y", "0")) for each in svg.iter(f"{SVG}text")}
    values = zip(("5,1", "9,1", "4,1"), heights[:3], strict=True)
    under = [at[text] > height for text, height in values]
    assert under == [True, False, True]


@pytest.mark.parametrize(("width", "height", "size"), [(360, 220, 13.0), *SIZES])
def test_no_value_is_crossed_by_a_break(width: int, height: int, size: float) -> None:
    marks = YearMarks(((2014, 2018), (2019, 2021)), (BreakMark(2019, "đo lại"),), "")
    figures = [(2014, 44.1, ""), (2018, 54.6, ""), (2019, 60.6, ""), (2021, 62.4, "")]
    svg = drawn(plan_of(figures=tuple(figures), marks=marks), width, height, size)
    (rules,) = [each for each in lines(svg, "#7a7a7a") if "V" in each]
    across = [float(each.split()[0]) for each in rules.split("M")[1:]]
    values = [(text, box) for text, box in boxes(svg, Paper(200, 100)) if "," in text]
    assert values
    for text, (left, _, right, _) in values:
        assert not any(left < each < right for each in across), text


@pytest.mark.parametrize("year", [2020, None])
def test_the_year_of_the_page_is_marked_and_named(year: int | None) -> None:
    svg = drawn(plan_of(year=year, level=None), 320, 120, 11)
    marked = [each for each in lines(svg, "#e3e7e6") if each.count("M") == 1]
    assert len(marked) == (year is not None)
    if year is not None:
        assert {"2020", "60,2"} <= set(letters(svg))


def average(tiny: Facts, **changes: object) -> Atlas:
    goal = replace(tiny.targets["forest_2030"], path="average", base_year=2020, **changes)
    return Atlas(replace(tiny, targets={**tiny.targets, "forest_2030": goal}))


@pytest.mark.parametrize("high", [None, 49.0])
def test_an_average_is_a_line_or_band_over_its_years_and_no_point(
    tiny: Facts, high: float | None
) -> None:
    atlas = average(tiny, value_low=48.0, value_high=high)
    measured = measure_progress(atlas, atlas.facts.targets["forest_2030"])
    assert measured.kind == "average"
    assert target_points(atlas, measured, lang="vi")[1] == ()
    level = target_level(measured, lang="vi")
    assert level is not None
    # the base year is no part of the period
    assert (level.first, level.last) == (2021, 2030)
    svg = drawn(target_plan(atlas, measured, lang="vi"))
    assert len(list(svg.iter(f"{SVG}rect"))) == (high is not None)
    assert not any("h.01" in each for each in lines(svg, "#b35806"))
    # on a slide a line without marks, from the first to the last year
    slide = [
        each
        for each in point_series(target_plan(atlas, measured, lang="vi"), lang="vi")
        if each.colour == "#b35806"
    ]
    assert [[point[0] for point in each.points] for each in slide] == [[2021, 2030]] * len(slide)
    assert [each.marked for each in slide] == [False] * (1 if high is None else 2)


@pytest.mark.parametrize(("ends", "said"), [((67.0,), ["67%"]), ((30.0, 35.0), ["", "67%"])])
def test_on_a_slide_a_value_to_be_reached_is_told_once_at_its_year(
    ends: tuple[float, ...], said: list[str]
) -> None:
    level = GoalLevel("Mục tiêu 2030: 67%", "67%", ends, None, 2030)
    (aim,) = [each for each in point_series(plan_of(level=level), lang="vi") if each.colour == GOAL]
    assert (aim.name, aim.line, aim.marked) == (level.name, "", True)
    assert aim.points == tuple((2030, end, word) for end, word in zip(ends, said, strict=True))
    assert point_series(plan_of(level=None, figures=()), lang="vi") == []


def test_every_target_of_the_facts_can_be_drawn_at_every_size(atlas: Atlas) -> None:
    ruler = Paper(200, 100)
    for measured in all_progress(atlas):
        plan = target_plan(atlas, measured, lang="vi")
        for size in SIZES if plan.figures else ():
            assert_apart(drawn(plan, *size), ruler)


def test_a_text_is_no_markup() -> None:
    plan = plan_of(name='<script>"x"</script>')
    assert '● <script>"x"</script>' in letters(drawn(plan))


def points(svg: ElementTree.Element) -> Sequence[str]:
    return [
        each for path in svg.iter(f"{SVG}path") for each in [path.get("d", "")] if "h.01" in each
    ]


def test_a_carried_figure_is_hollow() -> None:
    whole, hollow = points(drawn(plan_of())), points(drawn(plan_of(hollow=frozenset({2020}))))
    assert [each.count("M") for each in whole] == [6]
    # five solid ones, and a ring: a dot with a smaller one of paper in it
    assert [each.count("M") for each in hollow] == [5, 1, 1]


def test_a_number_with_many_decimals_gives_them_to_no_other():
    # thousands of millions: 51.990,563 million stand beside 66.400 million
    figures = ((2023, 51.990563, ""), (2024, 66.4, ""), (2025, 95.0, "khoảng 95"))
    said = letters(drawn(plan_of(figures=figures, decimals=4, marks=YearMarks((), (), ""))))
    assert "51,99" in said
    assert "66,4" in said
    assert not [each for each in said if "000" in each or "9906" in each]


def test_all_have_the_decimals_of_the_one_that_has_most_where_those_are_few():
    figures = ((2023, 64.0, ""), (2024, 64.1, ""))
    assert "64,0" in letters(drawn(plan_of(figures=figures, marks=YearMarks((), (), ""))))
