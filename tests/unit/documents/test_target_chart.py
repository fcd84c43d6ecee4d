"""Charts over years on paper: what their words say and stand clear of."""

from xml.etree import ElementTree

import pytest

from geo.documents.paper.letters import POINT
from geo.documents.paper.paper import Paper
from geo.documents.paper.shapes import Frame
from geo.documents.paper.target_chart import YearChart, draw_chart
from geo.figures.atlas import Atlas
from geo.reading.charts import BAR
from geo.reading.year_marks import BreakMark, YearMarks
from geo.targets.progress import measure_progress
from tests.support.pages import SVG

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
