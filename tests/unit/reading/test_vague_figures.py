"""A figure that its source words vaguely keeps its decimals wherever it is printed."""

import csv
from dataclasses import replace
from io import BytesIO, StringIO

import openpyxl
import pytest

from geo.documents.tables.csv_geojson import to_csv
from geo.documents.tables.view_book import to_xlsx
from geo.facts.model import Facts, Observation
from geo.figures.atlas import Atlas
from geo.figures.view import View
from geo.frame.message import frame_message
from geo.language.numbers import format_value
from geo.meeting.exhibit_tables import typed_tables
from geo.meeting.exhibits import make_exhibit
from geo.reading.charts import plan_chart, target_points
from geo.reading.gates import gate_line
from geo.reading.progress.rows import target_rows
from geo.reading.progress.words import progress_sentence, target_gap_text
from geo.reading.sentences import citation, view_sentence
from geo.reading.values import cell_text, number_text
from geo.saved.meeting import Scene
from geo.targets.progress import measure_progress
from geo.views.drawing import Drawing, draw
from geo.views.filters import NO_FILTER
from tests.support.cards import card_html
from ui.map.table import printed_table, shown_table
from ui.map.trend import trend_html

MIDDLE, NEW = "2015-01-01", "2022-07-01"
COVER = View("forest_cover_pct", 2020, "commune", MIDDLE)
WORDED = {
    "70001": ("over", 62.5, None, "trên 62,5%"),
    "70004": ("nearly", 36.5, None, "gần 36,5%"),
    "70007": ("about", 41.75, None, "khoảng 41,75%"),
    "70010": ("range", 10.5, 11.25, "10,50–11,25%"),
    "70013": ("exact", 12.0, None, "12%"),
}
"""Made-up figures of the communes of 2020, whose indicator has no decimals here."""


@pytest.fixture(scope="module")
def vague(tiny: Facts) -> Atlas:
    cover, trade = tiny.indicators["forest_cover_pct"], tiny.indicators["trade_all_musd"]
    whole = {each.indicator_id: replace(each, decimals=0, breaks=()) for each in (cover, trade)}
    rows = tuple(_worded(row) for row in tiny.observations)
    month = replace(
        next(row for row in rows if row.indicator_id == cover.indicator_id),
        unit_kind="province", unit_code="77", vintage=NEW, year=2020, period="M07",
        value=36.5, value_max=None, qualifier="nearly",
    )  # fmt: skip
    return Atlas(replace(tiny, indicators=tiny.indicators | whole, observations=(*rows, month)))


def _worded(row: Observation) -> Observation:
    """Return an observation, the figures of 2020 and all of gates and the province worded."""
    if (row.indicator_id, row.unit_kind) == ("trade_all_musd", "gate"):
        return replace(row, value=62.5, value_max=None, qualifier="over")
    if (row.indicator_id, row.year) != ("forest_cover_pct", 2020):
        return row
    if row.unit_kind == "province":
        return replace(row, value=38.5, qualifier="over")
    if row.unit_code not in WORDED:
        return row
    qualifier, value, value_max, _ = WORDED[row.unit_code]
    return replace(row, value=value, value_max=value_max, qualifier=qualifier)


@pytest.fixture(scope="module")
def drawing(vague: Atlas) -> Drawing:
    return draw(vague, COVER)


EXPECTED = [text for *_, text in WORDED.values()]


@pytest.mark.parametrize(
    ("qualifier", "value", "value_max", "text"),
    [
        ("over", 62.5, None, "over 62"),
        ("nearly", 536.1, None, "nearly 537"),
        ("about", 414.7, None, "about 415"),
        ("range", 10.9, 11.1, "10–12"),
        ("range", -3.1, -2.9, "−4 to −2"),
        ("over", -2.5, None, "over −3"),
        ("exact", 62.5, None, "63"),
        # 0.1 + 0.7 in binary is a little under 0.8
        ("over", 10 * (0.1 + 0.7), None, "over 8"),
    ],
)
def test_a_word_stays_true_with_fewer_decimals(qualifier, value, value_max, text) -> None:
    printed = format_value(value, value_max=value_max, qualifier=qualifier, decimals=0, lang="en")
    assert printed == text


def test_on_the_map_in_the_sentence_and_the_citation(vague: Atlas, drawing: Drawing) -> None:
    said = [cell_text(vague, drawing.indicator, cell, lang="vi") for cell in drawing.cells]
    assert said == EXPECTED
    message = frame_message(vague, drawing, lang="vi", layer="", words="")
    assert message["values"] == [text.removesuffix("%") for text in EXPECTED]
    sentence = view_sentence(vague, drawing, lang="vi")
    assert "Toàn tỉnh năm 2020: trên 38,5%." in sentence
    assert "(trên 62,5%)" in sentence
    cited = citation(vague, drawing.indicator, drawing.cells[1], lang="vi")
    assert "gần 36,5%" in cited


def test_in_the_gap_to_a_target(vague: Atlas) -> None:
    gaps = draw(vague, COVER.on(mode="gap"))
    expected = ["khoảng +14,5", "khoảng −11,5", "khoảng −6,25", "khoảng −37,5", "−36"]
    # against 48 %
    message = frame_message(vague, gaps, lang="vi", layer="", words="")
    assert message["values"] == expected
    said = [number_text(vague, gaps, cell, lang="vi") for cell in gaps.cells]
    assert said == [f"{text}\u00a0điểm\u00a0%" for text in expected]


def test_in_the_table(vague: Atlas, drawing: Drawing) -> None:
    table = shown_table(vague, drawing, NO_FILTER, lang="vi")
    numbers = dict(zip(table["Đơn vị"], table["Số liệu"], strict=True))
    assert sorted(numbers.values()) == [10.5, 12, 36.5, 41.75, 62.5]
    shown = printed_table(vague, drawing, table, "Số liệu", "vi").to_html()
    for text in EXPECTED:
        assert f">{text.removesuffix('%')}<" in shown


def test_in_csv_and_workbook(vague: Atlas, drawing: Drawing) -> None:
    rows = list(csv.DictReader(StringIO(to_csv(vague, drawing, lang="vi").decode("utf-8-sig"))))
    assert [row["text"] for row in rows] == EXPECTED
    sheet = openpyxl.load_workbook(BytesIO(to_xlsx(vague, drawing, lang="vi"))).worksheets[0]
    heads = {cell.value: cell.column for cell in sheet[5]}
    forms = [sheet.cell(row, heads["Giá trị (%)"]).number_format for row in range(6, 11)]
    assert forms == ["#,##0.0", "#,##0.0", "#,##0.00", "#,##0.00", "#,##0"]


def test_a_pace_in_the_workbook_has_a_decimal(vague: Atlas) -> None:
    content = to_xlsx(vague, draw(vague, COVER.on(mode="pace")), lang="en")
    sheet = openpyxl.load_workbook(BytesIO(content)).worksheets[0]
    heads = [str(cell.value) for cell in sheet[5]]
    column = next(at for at, head in enumerate(heads, 1) if head.startswith("Required pace"))
    assert sheet.cell(7, column).number_format == "#,##0.0"


def test_in_charts(vague: Atlas, drawing: Drawing) -> None:
    plan = plan_chart(vague, drawing, most=5, lang="vi")
    assert plan is not None
    said = dict(zip(plan.categories, plan.series[0].said, strict=True))
    assert sorted(filter(None, said.values())) == sorted(EXPECTED[:4])
    whole = plan_chart(vague, draw(vague, COVER.on(level="province")), most=5, lang="vi")
    assert whole is not None
    assert "trên 38,5%" in whole.series[0].said


def test_in_the_small_chart_of_a_card(vague: Atlas) -> None:
    (province,) = vague.units("province", NEW)
    indicator = vague.facts.indicators["forest_cover_pct"]
    drawn = trend_html(vague, indicator, province, lang="vi").partition("svg")[2]
    assert ">gần 37%</b>" in drawn
    assert ">37</b>" not in drawn


def test_a_goal_is_printed_as_it_is_set(vague: Atlas) -> None:
    target = replace(vague.facts.targets["forest_2030"], value_low=62.5)
    _, goals = target_points(vague, measure_progress(vague, target), lang="vi")
    assert goals == ((2030, 62.5, "62,5"),)


def test_at_the_gates(vague: Atlas) -> None:
    gates = draw(vague, View("trade_all_musd", 2021, "commune", NEW))
    lines = [gate_line(vague, gates, gate, lang="vi") for gate in vague.facts.gates.values()]
    known = [line for line in lines if "triệu USD" in line]
    assert known
    assert all("trên 62,5\u00a0triệu USD" in line for line in known)


def test_beside_the_figures_of_whole_years(vague: Atlas) -> None:
    whole = draw(vague, COVER.on(level="province", vintage=NEW))
    html = card_html(vague, whole, whole.cells[0].unit, whole.cells[0], lang="vi")
    assert "gần 36,5%" in html
    assert "trên 38,5%" in html
    assert "trên 39%" not in html


def test_in_the_words_of_a_target(vague: Atlas) -> None:
    target = replace(vague.facts.targets["forest_2030"], target_year=2020)
    measured = measure_progress(vague, target)
    assert "trên 38,5%" in progress_sentence(vague, measured, lang="vi")
    assert "trên 38,5%" in target_rows(vague, [measured], lang="vi")[0].latest
    assert (
        target_gap_text(measured, lang="vi") == "còn thấp hơn mục tiêu khoảng 9,5\u00a0điểm\u00a0%"
    )


def test_a_comparison_in_a_workbook_has_the_words_beside_its_numbers(vague: Atlas):
    place = "year=2020&level=commune&vintage=2015-01-01"
    units = ",".join(WORDED)
    query = f"compare=lines&indicator=forest_cover_pct&{place}&units={units}"
    exhibit = make_exhibit(vague, "comparison", query, lang="vi")
    scene = Scene(query, kind="comparison")
    (typed,) = typed_tables(vague, scene, exhibit, lang="vi")
    written = typed.table[list(typed.columns)]
    told = written[(written["year"] == 2020) & written["code"].isin(WORDED)]
    assert dict(zip(told["code"], told["text"], strict=True)) == {
        code: words for code, (*_, words) in WORDED.items()
    }
