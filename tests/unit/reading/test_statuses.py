"""One look of a status: the table in geo, the style of the pages, and every document agree."""

import re
from io import BytesIO
from typing import Any, get_args

import openpyxl
import pytest
from pptx import Presentation

from geo.boundaries.choose import Layer
from geo.documents.html.scenes import target_scene
from geo.documents.paper.letters import printable
from geo.documents.slides.meeting_slides import to_pptx
from geo.documents.tables.meeting_book import to_meeting_xlsx
from geo.figures.atlas import Atlas
from geo.meeting.stage import Stage, TargetScene, set_stage
from geo.reading.progress.groups import headings_below, row_groups
from geo.reading.progress.rows import target_headings, target_rows
from geo.reading.progress.statuses import LOOKS, status_text, status_word
from geo.saved.meeting import Meeting, Scene
from geo.targets.assessment import Status
from tests.conftest import ROOT

STYLE = (ROOT / "ui" / "style.css").read_text(encoding="utf-8")
HEADINGS = ("Mục tiêu", "Số liệu mới nhất", "Tốc độ", "Trạng thái", "Lý do, lưu ý")
CHIP = "#e8eeee"
"""The ground of a chip, on which a status stands too."""


@pytest.fixture(scope="module")
def staged(tiny_atlas: Atlas, tiny_layers: dict[str, Layer]) -> Stage:
    meeting = Meeting("Thử", (Scene("programme=ke-hoach-thu", "Các mục tiêu", kind="target"),))
    return set_stage(tiny_atlas, meeting, tiny_layers, lang="vi")


@pytest.fixture(scope="module")
def scene(staged: Stage) -> TargetScene:
    (only,) = staged.scenes
    assert isinstance(only, TargetScene)
    return only


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour as WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_every_status_has_a_symbol_and_a_colour_of_its_own() -> None:
    assert tuple(LOOKS) == get_args(Status)
    assert len({look.symbol for look in LOOKS.values()}) == len(LOOKS)
    assert len({look.colour for look in LOOKS.values()}) == len(LOOKS)


@pytest.mark.parametrize("ground", ["#ffffff", CHIP])
def test_a_status_can_be_read(ground: str) -> None:
    faint = {status for status, look in LOOKS.items() if contrast(look.colour, ground) < 4.5}
    assert not faint


def test_the_pages_have_the_colours_of_the_table() -> None:
    styled = dict(re.findall(r"^\.status\.(\w+) \{ color: (#[0-9a-f]{6}); \}$", STYLE, re.M))
    assert styled == {status: look.colour for status, look in LOOKS.items()}


def test_no_other_place_colours_a_status() -> None:
    sources = [
        path
        for folder in ("geo", "ui", "pages")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in (".py", ".js", ".css") and path.name not in ("statuses.py", "style.css")
    ]
    colours = {look.colour for look in LOOKS.values()}
    found = {path.name for path in sources if any(c in path.read_text("utf-8") for c in colours)}
    assert not found


@pytest.mark.parametrize("status", LOOKS)
def test_paper_can_print_the_symbols(status: Status) -> None:
    assert printable(status_text(status, lang="vi")) == status_text(status, lang="vi")


def test_the_rows_of_a_table_say_and_colour_it(tiny_atlas: Atlas, scene: TargetScene) -> None:
    assert target_headings(lang="vi") == HEADINGS
    for row, measured in zip(
        target_rows(tiny_atlas, scene.measured, lang="vi"), scene.measured, strict=True
    ):
        assert row.word == status_word(measured.status, lang="vi")
        assert row.said == f"{LOOKS[measured.status].symbol} {row.word}"
        assert row.colour == LOOKS[measured.status].colour


def test_on_slides(tiny_atlas: Atlas, staged: Stage, scene: TargetScene) -> None:
    shapes = [
        shape
        for slide in Presentation(BytesIO(to_pptx(tiny_atlas, staged))).slides
        for shape in slide.shapes
        if shape.has_table
    ]
    rows: list[Any] = [row for shape in shapes for row in shape.table.rows]
    shown = [row.cells[0] for row in rows if row.cells[0].is_merge_origin]
    runs = [cell.text_frame.paragraphs[0].runs[0] for cell in shown]
    groups = row_groups(target_rows(tiny_atlas, scene.measured, lang="vi"), lang="vi")
    assert [(run.text, f"#{run.font.color.rgb}".lower()) for run in runs] == [
        (group.heading, group.colour) for group in groups
    ]
    assert {group.colour for group in groups} == {
        LOOKS[each.status].colour for each in scene.measured
    }


def test_in_the_workbook_and_the_html_file(
    tiny_atlas: Atlas, staged: Stage, scene: TargetScene
) -> None:
    book = openpyxl.load_workbook(BytesIO(to_meeting_xlsx(tiny_atlas, staged)))
    # the first sheet is the list of the others
    sheet = book.worksheets[1]
    heads = [cell.value for cell in sheet[1]]
    for heading in HEADINGS:
        assert heading in heads
    column = heads.index("Trạng thái") + 1
    words = [sheet.cell(row, column).value for row in range(2, 7)]
    assert words == [status_word(each.status, lang="vi") for each in scene.measured]
    table = target_scene(tiny_atlas, scene, lang="vi")
    assert tuple(table["columns"]) == headings_below(lang="vi")
    groups = row_groups(target_rows(tiny_atlas, scene.measured, lang="vi"), lang="vi")
    assert [(row["heading"], row["colour"]) for row in table["rows"] if "heading" in row] == [
        (group.heading, group.colour) for group in groups
    ]
    assert sum("goal" in row for row in table["rows"]) == len(scene.measured)
