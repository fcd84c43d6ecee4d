"""Charts over years on paper: what their words say and stand clear of."""

from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from geo.documents.paper.letters import POINT
from geo.documents.paper.paper import Paper
from geo.documents.paper.shapes import Frame
from geo.documents.paper.target_chart import YearChart, draw_chart
from geo.documents.tables.book import Book
from geo.documents.tables.figures_sheet import FiguresSheet, Shown, target_chart
from geo.figures.atlas import Atlas
from geo.reading.charts import BAR
from geo.reading.year_marks import BREAK, BreakMark, YearMarks
from geo.targets.goals import province_target
from geo.targets.progress import measure_progress
from tests.support.pages import SVG

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
FRAME = Frame(30, 30, 200, 120)


def test_no_value_is_crossed_by_a_break() -> None:
    paper = Paper(297, 210)
    figures = [(year, 50.0 + year % 7, "") for year in range(2006, 2031)]
    stretches = (tuple(range(2006, 2015)), tuple(range(2015, 2031)))
    marks = YearMarks(stretches, (BreakMark(2015, "đo lại"),), "")
    chart = YearChart(paper, FRAME, figures, 1, "vi")
    chart.draw_points(figures, BAR, marks)
    broken = chart.across(2014.5)
    found = list(ElementTree.fromstring(paper.svg()).iter(f"{SVG}text"))
    assert found
    for each in found:
        middle, size = float(each.get("x", "")), float(each.get("font-size", "")) / POINT
        half = paper.text_width(each.text or "", size=size, bold=True) / 2
        assert middle + half <= broken or broken <= middle - half, each.text


@pytest.mark.parametrize(
    ("lang", "name"), [("vi", "Tỷ lệ che phủ rừng, %"), ("en", "Forest cover rate, %")]
)
def test_the_key_of_a_target_says_the_unit(tiny_atlas: Atlas, lang: str, name: str) -> None:
    paper = Paper(297, 210)
    measured = measure_progress(tiny_atlas, tiny_atlas.facts.targets["forest_2030"])
    draw_chart(paper, tiny_atlas, measured, FRAME, lang=lang)
    assert name in {each.text for each in paper.lines}


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
