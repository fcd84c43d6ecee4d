"""A map of gates and one of the zone in every form: the time is told, and no other is mixed in.

Every value is made up: the gate had 80 in the first quarter of 2022, the road 20; in 2021 the gate
had 300 in the year, and 400 are planned for 2025.
"""

import csv
import io
import json
from datetime import UTC, datetime
from typing import Any

import openpyxl
import pypdfium2
import pytest
from pptx import Presentation

from geo.boundaries.choose import Layer
from geo.documents.forms import VIEW_FORMS, to_meeting
from geo.documents.html.scenes import page_scene
from geo.documents.paper import Handout, Wish
from geo.documents.tables.csv_geojson import file_name
from geo.facts.model import Facts
from geo.figures.atlas import Atlas
from geo.meeting.stage import MapScene, Stage, scene_sentence, set_stage
from geo.saved.meeting import Meeting, Scene
from geo.views.border import GateView
from geo.views.border_address import gates_view
from geo.views.drawing import Drawing, draw
from tests.support.border import INWARD, OUTWARD, WHOLE, figure, with_figures, with_pair

pytestmark = pytest.mark.documents

ALL = "trade_all_musd"
LAYER = "commune-2022-07-01"
NOW = datetime(2025, 7, 1, 18, 30, tzinfo=UTC)
TITLE = "Kim ngạch xuất nhập khẩu các loại hình qua địa bàn theo cửa khẩu, quý I/2022"
SAID = (
    "2/2 cửa khẩu, lối thông quan, đường chuyên dụng có số quý I/2022: "
    "Cửa Thử 80 triệu USD; Đường Thử 20 triệu USD."
)
OTHERS = ("300", "400", "600")
"""The year's, the plan's and the province's figures, which must not stand beside."""


@pytest.fixture(scope="module")
def both(tiny: Facts) -> Atlas:
    road = figure(ALL, 20.0, period="Q1", place=("gate", "duong_thu"))
    return Atlas(with_figures(tiny, road))


@pytest.fixture(scope="module")
def drawing(both: Atlas) -> Drawing:
    return draw(both, gates_view(both, GateView(ALL, 2022, "Q1")))


@pytest.fixture(scope="module")
def staged(both: Atlas, tiny_layers: dict[str, Layer]) -> Stage:
    scenes = (
        Scene(f"part=gates&flow={ALL}&when=2022_Q1", note="Nói chậm", kind="gates"),
        Scene("part=zone&list=2022-08-01", kind="gates"),
    )
    return set_stage(both, Meeting("Họp", scenes), tiny_layers, lang="vi")


def plain(text: str) -> str:
    return " ".join(text.replace("\xa0", " ").split())


def made(both: Atlas, drawing: Drawing, layers: dict[str, Layer], form: str) -> bytes:
    return VIEW_FORMS[form].make(both, drawing, layers[LAYER], Wish(lang="vi"))


def test_a_table_names_gate_indicator_year_and_period_in_every_row(
    both: Atlas, drawing: Drawing, tiny_layers: dict[str, Layer]
) -> None:
    text = made(both, drawing, tiny_layers, "csv").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    keys = ("gate_id", "indicator", "year", "period", "value", "period_text", "source_ids")
    assert [tuple(row[key] for key in keys) for row in rows] == [
        ("cua_thu", ALL, "2022", "Q1", "80.0", "quý I/2022", "thu-press"),
        ("duong_thu", ALL, "2022", "Q1", "20.0", "quý I/2022", "thu-press"),
    ]
    lines = made(both, drawing, tiny_layers, "csv-excel").decode("utf-8-sig").splitlines()
    assert [line.split(";")[6] for line in lines] == ["value", "80,0", "20,0"]
    assert file_name(both, drawing, "csv", lang="vi", now=NOW).endswith(
        "-theo-cua-quy-i-2022-2025-07-02.csv"
    )


def test_a_gate_without_a_point_is_placed_nowhere(
    both: Atlas, drawing: Drawing, tiny_layers: dict[str, Layer]
) -> None:
    told = json.loads(made(both, drawing, tiny_layers, "geojson"))
    assert (told["title"], told["view_year"], told["view_period"]) == (TITLE, 2022, "Q1")
    gate, road = told["features"]
    assert gate["geometry"] == {"type": "Point", "coordinates": [100.1, 19.94]}
    assert road["geometry"] is None
    assert (road["id"], road["properties"]["commune"]) == ("duong_thu", "70001")
    assert [each["properties"]["value"] for each in (gate, road)] == [80.0, 20.0]
    # that of the figures comes before that of the zone's list
    assert [each["source_id"] for each in told["sources"]] == ["thu-press", "thu-plan"]


def test_a_workbook_has_the_gates_under_the_title_of_the_time(
    both: Atlas, drawing: Drawing, tiny_layers: dict[str, Layer]
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(made(both, drawing, tiny_layers, "xlsx")))
    assert book.sheetnames == ["Số liệu", "Bản đồ, biểu đồ", "Nguồn", "Ghi chú"]
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert (rows[0][0], plain(str(rows[1][0]))) == (TITLE, SAID)
    assert [(row[0], row[2], row[4]) for row in rows[5:]] == [
        ("Cửa Thử", 80, "quý I/2022"),
        ("Đường Thử", 20, "quý I/2022"),
    ]


def test_a_picture_says_the_time_and_draws_both_gates(
    both: Atlas, drawing: Drawing, tiny_layers: dict[str, Layer]
) -> None:
    content = made(both, drawing, tiny_layers, "svg").decode()
    text = plain(content)
    assert "theo cửa khẩu, quý I/2022" in text
    assert "Cửa Thử 80 triệu USD" in text
    assert "diện tích theo số liệu của kỳ này: 80" in text
    assert "số liệu cả năm" not in text
    assert not any(f">{value}" in text or f" {value} triệu" in text for value in OTHERS)


def test_a_slide_has_an_editable_chart_of_the_gates(both: Atlas, staged: Stage) -> None:
    deck = Presentation(io.BytesIO(to_meeting(both, staged, {}, form="pptx", now=NOW)))
    slide, zone = list(deck.slides)[1:]
    assert slide.shapes.title.text == TITLE
    (chart,) = [shape.chart for shape in slide.shapes if shape.has_chart]
    assert list(chart.plots[0].categories) == ["Cửa Thử", "Đường Thử"]
    assert list(chart.plots[0].series[0].values) == [80.0, 20.0]
    notes = plain(slide.notes_slide.notes_text_frame.text)
    assert notes.startswith("Nói chậm")
    assert SAID in notes
    assert zone.shapes.title.text == "Khu kinh tế cửa khẩu theo danh mục ngày 1/8/2022"
    assert not [shape for shape in zone.shapes if shape.has_chart]


def test_a_report_and_a_workbook_of_the_meeting_tell_the_time(both: Atlas, staged: Stage) -> None:
    content = to_meeting(both, staged, {}, form="pdf", handout=Handout(notes=True), now=NOW)
    document = pypdfium2.PdfDocument(content)
    pages = [plain(document[at].get_textpage().get_text_bounded()) for at in range(len(document))]
    assert any(TITLE in page and SAID in page and "Nói chậm" in page for page in pages[1:])
    assert any("theo danh mục ngày 1/8/2022" in page for page in pages[1:])
    # what passes a gate must not be read as made in its commune
    assert any("không phải sản lượng của xã" in page for page in pages[1:])
    content = to_meeting(both, staged, {}, form="xlsx", now=NOW)
    sheets = openpyxl.load_workbook(io.BytesIO(content)).worksheets
    assert [row[2].value for row in sheets[1].iter_rows(min_row=6)] == [80, 20]
    # the second one is the zone by its list: communes, no sheet of gates
    assert sheets[2]["A1"].value == "Khu kinh tế cửa khẩu theo danh mục ngày 1/8/2022"
    # before them the contents, behind them maps and charts, sources, notes
    assert len(sheets) == 6


def test_the_file_of_a_meeting_turns_a_quarter_to_no_year(both: Atlas, staged: Stage) -> None:
    gates, zone = (page_scene(both, each, lang="vi") for each in staged.scenes)
    # a quarter is said in words: those of another language stand beside them
    gates |= page_scene(both, staged.scenes[0], lang="en")
    assert (gates["kind"], words(gates)["years"], gates["opens"]) == ("map", ("quý I/2022",), 0)
    (frame,) = words(gates)["frames"]
    message: dict[str, Any] = frame["message"]
    assert message["caption"] == TITLE
    assert [(each[0], each[5] > 0) for each in message["gates"]] == [
        ("cua_thu", True),
        ("duong_thu", True),
    ]
    assert words(gates)["title"] == TITLE.rpartition(",")[0]
    assert words(zone)["years"] == ("1/5/2015", "1/8/2022")
    assert [frame["subtitle"] for frame in words(zone)["frames"]] == [
        "Khu kinh tế cửa khẩu theo danh mục ngày 1/5/2015",
        "Khu kinh tế cửa khẩu theo danh mục ngày 1/8/2022",
    ]


def words(scene: dict[str, object]) -> dict[str, Any]:
    found: Any = scene["vi"]
    return found


def test_a_scene_of_gates_cites_figures_before_the_zone(staged: Stage, both: Atlas) -> None:
    gates = staged.scenes[0]
    assert isinstance(gates, MapScene)
    (frame, *_) = words(page_scene(both, gates, lang="vi"))["frames"]
    assert frame["source"].startswith("Nguồn: Báo Thử")


def test_exports_and_imports_of_the_time_are_told_as_a_pair(
    tiny: Facts, tiny_layers: dict[str, Layer]
) -> None:
    gate = ("gate", "cua_thu")
    rows = [
        figure(key, value, period="Q1", place=gate)
        for key, value in ((OUTWARD, 20.0), (INWARD, 40.0), (WHOLE, 60.0))
    ]
    # the year's are no company for the quarter's
    rows += [figure(OUTWARD, 70.0, place=gate), figure(INWARD, 90.0, place=gate)]
    atlas = with_pair(tiny, *rows)
    scene = Scene(f"flow={WHOLE}&when=2022_Q1", kind="gates")
    staged = set_stage(atlas, Meeting("", (scene,)), tiny_layers, lang="vi")
    said = plain(scene_sentence(atlas, staged.scenes[0], lang="vi"))
    assert said.endswith(
        "Cửa Thử 60 triệu USD. Cửa Thử: Xuất khẩu thử: 20 triệu USD (33,3%); "
        "Nhập khẩu thử: 40 triệu USD (66,7%)."
    )
    deck = Presentation(io.BytesIO(to_meeting(atlas, staged, {}, form="pptx", now=NOW)))
    (chart,) = [shape.chart for shape in deck.slides[0].shapes if shape.has_chart]
    assert list(chart.plots[0].categories) == ["Cửa Thử"]
    assert [list(each.values) for each in chart.plots[0].series] == [[20.0], [40.0]]


def test_a_table_says_where_a_gate_is_and_how_well_that_is_known(
    both: Atlas, drawing: Drawing, tiny_layers: dict[str, Layer]
) -> None:
    text = made(both, drawing, tiny_layers, "csv").decode("utf-8-sig")
    keys = ("lat", "lon", "place_text", "place_quality")
    assert [tuple(row[key] for key in keys) for row in csv.DictReader(io.StringIO(text))] == [
        ("19.94", "100.1", "chính cửa khẩu", "gate"),
        ("", "", "chưa rõ vị trí", "none"),
    ]
    book = openpyxl.load_workbook(io.BytesIO(made(both, drawing, tiny_layers, "xlsx")))
    rows = list(book.worksheets[0].iter_rows(min_row=5, values_only=True))
    places = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    heads = ("Vĩ độ", "Kinh độ", "Vị trí là của")
    assert [tuple(row[head] for head in heads) for row in places] == [
        (19.94, 100.1, "chính cửa khẩu"),
        (None, None, "chưa rõ vị trí"),
    ]
