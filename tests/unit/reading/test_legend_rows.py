"""One list of rows for every legend: the page's, on paper, on a slide, in the HTML file."""

import json
from html.parser import HTMLParser
from io import BytesIO

import pytest
from pptx import Presentation

from geo.boundaries.choose import Layer
from geo.documents.html.scenes import page_scene
from geo.documents.paper.legend import legend_of
from geo.documents.slides.meeting_slides import to_pptx
from geo.figures.atlas import Atlas
from geo.figures.view import View
from geo.meeting.stage import Stage, set_stage
from geo.reading.legend import legend_rows
from geo.saved.meeting import Meeting, Scene
from geo.views.drawing import Drawing, draw
from ui.map.legend import legend_html

QUERY = "indicator=ntm_status&year=2020&level=commune&vintage=2015-01-01"
# 70004 and 70010 meet the standard on weak evidence, 70001 the advanced one since 2019, 70013
# has but a goal, and the programme does not concern 70007
ROWS = [
    ("đạt chuẩn nông thôn mới", 2),
    ("nông thôn mới nâng cao", 1),
    ("nông thôn mới kiểu mẫu", 0),
    ("chưa có căn cứ", 1),
    ("không thuộc diện", 1),
]


class Cells(HTMLParser):
    """The texts of a table, row by row, without the empty ones."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 (the base class calls it so)
        """Begin a row."""
        if tag == "tr":
            self.rows.append([])

    def handle_data(self, data: str) -> None:
        """Take a text."""
        if self.rows:
            self.rows[-1].append(data)


@pytest.fixture(scope="module")
def drawing(tiny_atlas: Atlas) -> Drawing:
    return draw(tiny_atlas, View("ntm_status", 2020, "commune", "2015-01-01"))


@pytest.fixture(scope="module")
def staged(tiny_atlas: Atlas, tiny_layers: dict[str, Layer]) -> Stage:
    return set_stage(tiny_atlas, Meeting("Thử", (Scene(QUERY),)), tiny_layers, lang="vi")


def test_rows_name_and_count_all_units(tiny_atlas: Atlas, drawing: Drawing) -> None:
    rows = legend_rows(tiny_atlas, drawing, lang="vi")
    assert [(row.label, row.count) for row in rows] == ROWS
    assert [row.meaning for row in rows] == ["class"] * 3 + ["unknown", "outside"]
    assert sum(row.count for row in rows) == 5


def test_who_is_not_concerned_has_a_row_only_where_there_are_any(tiny_atlas: Atlas) -> None:
    forest = draw(tiny_atlas, View("forest_cover_pct", 2018, "commune", "2015-01-01"))
    last = legend_rows(tiny_atlas, forest, lang="vi")[-1]
    assert (last.meaning, last.label, last.count) == ("unknown", "chưa có số liệu", 4)


def test_the_page_has_these_rows(tiny_atlas: Atlas, drawing: Drawing) -> None:
    reader = Cells()
    reader.feed(legend_html(tiny_atlas, drawing, lang="vi").split("</table>")[0])
    assert reader.rows == [[label, str(count)] for label, count in ROWS]


def test_paper_has_these_rows(tiny_atlas: Atlas, drawing: Drawing) -> None:
    rows = legend_of(tiny_atlas, drawing, lang="vi")["rows"]
    assert [(row["label"], row["counted"]) for row in rows] == [(a, str(b)) for a, b in ROWS]


@pytest.mark.documents
def test_a_slide_has_these_rows(tiny_atlas: Atlas, staged: Stage) -> None:
    slides = Presentation(BytesIO(to_pptx(tiny_atlas, staged))).slides
    (table,) = (shape.table for slide in slides for shape in slide.shapes if shape.has_table)
    rows = [tuple(cell.text for cell in row.cells) for row in table.rows]
    assert rows[1:] == [
        *(("", label, str(count)) for label, count in ROWS),
        ("", "kẻ sọc: đã thẩm định hoặc bỏ phiếu, chưa tìm thấy quyết định công nhận", ""),
    ]


def test_the_html_file_has_these_rows(tiny_atlas: Atlas, staged: Stage) -> None:
    scene = page_scene(tiny_atlas, staged.scenes[0], lang="vi")
    data = json.loads(json.dumps(scene))
    rows = data["vi"]["frames"][data["opens"]]["legend"]
    assert [(row["label"], row["count"]) for row in rows] == ROWS


# the filter keeps 70001 and 70004 of district 701; the programme does not concern 70007 there
KEPT = ["1/2", "1/1", "0/0", "0/1", "1/1"]


def test_with_a_filter_all_legends_count_what_is_kept_beside_the_whole(
    tiny_atlas: Atlas, drawing: Drawing, tiny_layers: dict[str, Layer]
) -> None:
    keeps = (True, True, True, False, False)
    rows = legend_rows(tiny_atlas, drawing, lang="vi", kept=keeps)
    assert [row.counted for row in rows] == KEPT
    reader = Cells()
    html = legend_html(tiny_atlas, drawing, lang="vi", kept=keeps)
    reader.feed(html.split("</table>")[0])
    assert [row[-1] for row in reader.rows] == KEPT
    on_paper = legend_of(tiny_atlas, drawing, lang="vi", kept=keeps)["rows"]
    assert [row["counted"] for row in on_paper] == KEPT
    filtered = Meeting("Thử", (Scene(f"{QUERY}&filter=district:701"),))
    shown = set_stage(tiny_atlas, filtered, tiny_layers, lang="vi")
    data = page_scene(tiny_atlas, shown.scenes[0], lang="vi")["vi"]
    frame = json.loads(json.dumps(data))["frames"][-2]
    assert [f"{row['kept']}/{row['count']}" for row in frame["legend"]] == KEPT
    assert frame["subtitle"].endswith("– đã lọc: huyện Bên Trái (cũ)")
    assert frame["sentence"].endswith("Đã lọc: huyện Bên Trái (cũ). Giữ lại 3 trong 5 đơn vị.")


@pytest.mark.documents
def test_a_slide_counts_what_a_filter_keeps_beside_the_whole(
    tiny_atlas: Atlas, tiny_layers: dict[str, Layer]
) -> None:
    filtered = Meeting("Thử", (Scene(f"{QUERY}&filter=district:701"),))
    slides = Presentation(
        BytesIO(to_pptx(tiny_atlas, set_stage(tiny_atlas, filtered, tiny_layers, lang="vi")))
    ).slides
    shapes = [shape for slide in slides for shape in slide.shapes]
    (table,) = (shape.table for shape in shapes if shape.has_table)
    assert [row.cells[2].text for row in table.rows][1 : len(KEPT) + 1] == KEPT
    said = " ".join(shape.text_frame.text for shape in shapes if shape.has_text_frame)
    assert "đã lọc: huyện Bên Trái (cũ)" in said
    assert "giữ lại 3 trong 5 đơn vị" in " ".join(said.split())
