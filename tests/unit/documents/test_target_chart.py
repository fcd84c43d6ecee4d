"""Charts over years on paper: what their words say and stand clear of."""

import re
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from geo.documents.paper.letters import MISSING, POINT
from geo.documents.paper.paper import Paper, Word
from geo.documents.paper.years.chart import draw_on
from geo.documents.paper.years.plan import YearPlan, target_plan
from geo.documents.tables.book import Book
from geo.documents.tables.figures_sheet import FiguresSheet, Shown, target_chart
from geo.figures.atlas import Atlas
from geo.reading.year_marks import BREAK, BreakMark, YearMarks
from geo.targets.goals import province_target
from geo.targets.progress import measure_progress

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
PIXEL, APART = 0.25, 0.6


def of_target(atlas: Atlas, paper: Paper, lang: str = "vi") -> None:
    measured = measure_progress(atlas, province_target(atlas, "forest_cover_pct"))
    draw_on(paper, target_plan(atlas, measured, lang=lang), lang=lang)


def test_no_value_is_crossed_by_a_break_and_no_words_meet() -> None:
    paper = Paper(297, 210)
    figures = tuple((year, 50.0 + year % 7, "") for year in range(2011, 2019))
    stretches = (tuple(range(2011, 2015)), tuple(range(2015, 2019)))
    marks = YearMarks(stretches, (BreakMark(2015, "đo lại"),), "")
    draw_on(paper, YearPlan("Tỷ lệ", "%", figures, marks, 1), lang="vi")
    (lines,) = re.findall(r'd="(M[^"]*)" fill="none" stroke="#7a7a7a"', paper.svg())
    one, other = (float(each) * PIXEL for each in re.findall(r"M([\d.]+) ", lines))
    found = [(each, *box_of(paper, each)) for each in paper.words]
    values = [each for each in found if each[0].bold and not each[0].text.startswith("●")]
    assert len(values) > 5
    for word, left, _, right, _ in values:
        assert right <= one or other <= left, word
    for at, (word, left, top, right, bottom) in enumerate(found):
        assert 0 <= left < right <= paper.width, word
        for same, a, b, c, d in found[at + 1 :]:
            assert right + APART <= a or c + APART <= left or bottom <= b or d <= top, (word, same)


def test_a_value_reads_as_none_with_the_numbers_of_the_axis() -> None:
    paper = Paper(270, 130)
    figures = ((2018, 7.75, ""), (2019, 6.57, ""), (2020, 3.9, ""), (2030, 8.06, ""))
    draw_on(paper, YearPlan("Tốc độ", "%", figures, YearMarks((), (), ""), 2), lang="vi")
    found = {each.text: box_of(paper, each) for each in paper.words}
    # nothing else makes room at the first year: its dot stands half a letter from the axis
    assert found["7,75"][0] > found["8"][2] + 2 * APART


def box_of(paper: Paper, word: Word) -> tuple[float, float, float, float]:
    wide = paper.text_width(word.text, size=word.size, bold=word.bold)
    left = word.x - wide * {"left": 0.0, "center": 0.5, "right": 1.0}[word.across]
    high = word.size * POINT
    return left, word.y - 0.7 * high, left + wide, word.y + 0.2 * high


@pytest.mark.parametrize(
    ("lang", "name"), [("vi", "● Tỷ lệ che phủ rừng"), ("en", "● Forest cover rate")]
)
def test_a_target_on_paper_has_name_unit_aim_and_ways(
    tiny_atlas: Atlas, lang: str, name: str
) -> None:
    paper = Paper(297, 210)
    of_target(tiny_atlas, paper, lang)
    said = [each.text for each in paper.words]
    assert {name, "%", "48%", "2030"} <= set(said)
    # the signs of the ways are letters that the typesetter has
    assert {each[0] for each in said} >= set("●▬┈")
    assert MISSING not in "".join(said)


def test_a_target_of_no_figures_leaves_its_sheet_empty() -> None:
    paper = Paper(100, 60)
    draw_on(paper, YearPlan("Tỷ lệ", "%", (), YearMarks((), (), ""), 1), lang="vi")
    assert paper.words == []


def test_a_workbook_s_chart_of_a_target_joins_no_two_bases(atlas: Atlas) -> None:
    measured = measure_progress(atlas, province_target(atlas, "forest_cover_pct"))
    plan = target_chart(atlas, measured, lang="vi")
    assert plan is not None
    figures = plan.series[0]
    # forest is counted anew from 2015 on, which the chart's words tell
    at = plan.categories.index("2015")
    assert plan.categories[at - 1] == BREAK
    assert [each.values[at - 1] for each in plan.series] == [None] * len(plan.series)
    assert "2015" in plan.said
    # one figure is only a bound, as its label says: no line passes it
    assert any(each.startswith("trên") for each in figures.said)
    assert not figures.joined
    content = BytesIO()
    book = Book(content)
    sheet = FiguresSheet(book, "vi")
    sheet.add(Shown("Thử", chart=plan, line=True))
    sheet.close()
    book.file.close()
    with ZipFile(content) as parts:
        chart = ElementTree.fromstring(parts.read("xl/charts/chart1.xml"))
    first, second = chart.iter(f"{CHART}ser")
    assert first.find(f"{CHART}spPr//{DRAWING}noFill") is not None
    assert second.find(f"{CHART}spPr//{DRAWING}noFill") is None
