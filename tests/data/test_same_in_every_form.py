"""Every shipped view in every form: the same figures, classes, counts, colours and words.

What the CSV says is held against each other form. The views are those of the ready-made meeting
and those that the themes open with.
"""

import base64
import csv
import io
import json
import re
import zipfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import openpyxl
import pypdfium2
import pytest
from docx import Document
from PIL import Image
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pyogrio import list_layers

from geo.boundaries.choose import Layer
from geo.documents.html.meeting_page import to_html
from geo.documents.office import meeting_word
from geo.documents.paper import sheet
from geo.documents.paper.legend import legend_of
from geo.documents.paper.report import to_meeting_pdf
from geo.documents.slides.meeting_slides import to_pptx
from geo.documents.tables.csv_geojson import to_csv, to_geojson
from geo.documents.tables.meeting_book import to_meeting_xlsx
from geo.documents.tables.packages.csvw import to_csvw
from geo.documents.tables.packages.geopackage import to_geopackage
from geo.figures.atlas import Atlas
from geo.figures.view import View
from geo.frame.message import frame_message
from geo.meeting.stage import MapScene, Stage, TargetScene, scene_sentence, set_stage
from geo.saved.meeting import Meeting, Scene, scene_view, shipped_meeting
from geo.views.address import write_query
from tests.support.painted import pixels_within, units_on_page
from tests.support.typeset import to_png, to_svg

pytestmark = pytest.mark.documents

DPI = 72
DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="
)
"""A picture of one pixel."""


@dataclass(frozen=True)
class Made:
    """The meeting of all shipped views, and its files read again."""

    stage: Stage
    maps: tuple[MapScene, ...]
    word: Any
    book: openpyxl.Workbook
    slides: list[Any]
    pages: list[str]
    page: dict[str, Any]


@pytest.fixture(scope="module")
def made(atlas: Atlas, layers: dict[str, Layer], data_dir: Path) -> Made:
    """Make the files, without the pictures in them, which are compared as drawings."""
    defaults = [theme.default for theme in atlas.facts.province.themes]
    opened = [View(each.indicator, each.year, each.level, each.vintage) for each in defaults]
    shipped = shipped_meeting(atlas, data_dir).scenes
    known = {scene_view(atlas, scene)[0] for scene in shipped if scene.kind == "map"}
    scenes = (*shipped, *(Scene(write_query(view)) for view in opened if view not in known))
    stage = set_stage(atlas, Meeting("Họp", scenes), layers, lang="vi")
    maps = tuple(
        staged
        for staged in stage.scenes
        if isinstance(staged, MapScene) and not (staged.charted or staged.drawing.view.gate_period)
    )
    assert len(maps) > 8
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(meeting_word, "map_picture", lambda *_: (DOT, "map"))
        patch.setattr(meeting_word, "picture_png", lambda *_, **__: DOT)
        word = Document(io.BytesIO(meeting_word.to_docx(atlas, stage)))
    book = openpyxl.load_workbook(io.BytesIO(to_meeting_xlsx(atlas, stage)))
    slides = list(Presentation(io.BytesIO(to_pptx(atlas, stage))).slides)
    paper = pypdfium2.PdfDocument(to_meeting_pdf(atlas, stage))
    pages = [bare(paper[at].get_textpage().get_text_bounded()) for at in range(len(paper))]
    html = to_html(atlas, stage.meeting, layers, lang="vi").decode()
    (held,) = re.findall('<script type="application/json" id="meeting">(.*?)</script>', html)
    return Made(stage, maps, word, book, slides, pages, json.loads(held))


def bare(text: str) -> str:
    """Return a text without blanks, for lines of paper end where they must."""
    return "".join(text.split())


@pytest.fixture(scope="module")
def tables(atlas: Atlas, made: Made) -> list[list[dict[str, str]]]:
    """Return the rows of the CSV of each map."""
    contents = [to_csv(atlas, each.drawing, lang="vi").decode("utf-8-sig") for each in made.maps]
    return [list(csv.DictReader(io.StringIO(text, newline=""))) for text in contents]


def number(text: object) -> float | None:
    return None if text in ("", None) or text != text else float(str(text))


def told(row: dict[str, Any]) -> tuple[object, ...]:
    """Return what has to be the same of a unit: its class, its figure, and how it is printed."""
    numbers = [number(row.get(name)) for name in ("value", "value_max", "gap", "class_index")]
    return (*numbers, row["text"] or "", row["class_label"] or "", row["basis"])


def counts(rows: list[dict[str, str]]) -> dict[str, str]:
    """Return how many units each class of a CSV has."""
    return {label: str(count) for label, count in Counter(r["class_label"] for r in rows).items()}


def test_csv_for_excel_and_with_metadata_hold_the_same(
    atlas: Atlas, made: Made, tables: list[list[dict[str, str]]]
) -> None:
    for staged, rows in zip(made.maps, tables, strict=True):
        content = to_csv(atlas, staged.drawing, lang="vi", excel=True).decode("utf-8-sig")
        excel = list(csv.DictReader(io.StringIO(content, newline=""), delimiter=";"))
        numeric = ("value", "value_max", "gap", "pace")
        for row in excel:
            row |= {name: row[name].replace(",", ".") for name in numeric if name in row}
            row["code"] = row["code"].removeprefix('="').removesuffix('"')
        assert excel == rows
        with zipfile.ZipFile(io.BytesIO(to_csvw(atlas, staged.drawing, lang="vi"))) as package:
            first = package.read(package.namelist()[0])
        assert first == to_csv(atlas, staged.drawing, lang="vi")


def test_geojson_and_geopackage_hold_the_same(
    atlas: Atlas, made: Made, tables: list[list[dict[str, str]]], tmp_path: Path
) -> None:
    file = tmp_path / "view.gpkg"
    for staged, rows in zip(made.maps, tables, strict=True):
        expected = {row["code"]: told(row) for row in rows}
        for write in (to_geojson, to_geopackage):
            content = write(atlas, staged.drawing, staged.layer, lang="vi")
            file.unlink(missing_ok=True)
            file.write_bytes(content)
            frame = gpd.read_file(file, layer=list_layers(file)[0][0])
            frame = frame[frame["code"].notna()].drop(columns="geometry").astype(object)
            found = frame.where(frame.notna(), None).to_dict("records")
            assert {row["code"]: told(row) for row in found} == expected, staged.title


def test_the_workbook_has_the_same_figures(made: Made, tables: list[list[dict[str, str]]]) -> None:
    for staged, rows in zip(made.maps, tables, strict=True):
        place = made.stage.scenes.index(staged) + 1
        (name,) = [name for name in made.book.sheetnames if name.startswith(f"{place} ")]
        head, *body = made.book[name].iter_rows(min_row=5, values_only=True)
        found = [dict(zip(head, row, strict=True)) for row in body]
        of_value = next((key for key in head if key and key.startswith("Giá trị (")), "")
        for row, expected in zip(found, rows, strict=True):
            assert row["Mã đơn vị"] == expected["code"]
            assert (row["Giá trị như in trên bản đồ"] or "") == expected["text"]
            assert (row["Lớp"] or "") == expected["class_label"]
            if staged.drawing.kind == "numeric":
                # a cell has 16 digits
                assert row.get(of_value) == pytest.approx(number(expected["value"]), rel=1e-14)


def test_the_legends_of_paper_word_and_slides_count_the_same(
    atlas: Atlas, made: Made, tables: list[list[dict[str, str]]]
) -> None:
    legends = [rows for rows in map(cells, made.word.tables) if rows[0][0] == "Chú giải"]
    drawn = [staged for staged in made.stage.scenes if isinstance(staged, MapScene)]
    of_word = dict(zip((id(each) for each in drawn if not each.charted), legends, strict=True))
    for staged, rows in zip(made.maps, tables, strict=True):
        expected = counts(rows)
        paper = legend_of(atlas, staged.drawing, lang="vi")["rows"]
        shown = {row["label"]: row["counted"] for row in paper}
        fills = {row["label"]: row["fill"] for row in paper}
        word = {row[1]: row[2] for row in of_word[id(staged)][1:]}
        assert word == shown
        # slides say the unit in every row, as the CSV does; paper and Word once
        slide = dict(legend_of_slide(made.slides[1 + slides_before(made, staged)], len(shown)))
        assert list(slide.values()) == list(shown.values())
        classes = {label: count for label, count in expected.items() if label}
        assert classes.items() <= slide.items(), staged.title
        used = dict(zip(slide, fills.values(), strict=True))
        for index, fill in enumerate(staged.drawing.classes.fills):
            labels = {row["class_label"] for row in rows if row["class_index"] == str(index)}
            assert {used[label] for label in labels} <= {fill}


def cells(table: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def slides_before(made: Made, staged: MapScene) -> int:
    """Return how many slides there are between the cover and that of a map: by its title."""
    titles = [slide.shapes.title.text_frame.text for slide in made.slides[1:]]
    same = [each for each in made.stage.scenes if each.title == staged.title]
    return [at for at, title in enumerate(titles) if title == staged.title][same.index(staged)]


def legend_of_slide(slide: Any, count: int) -> list[tuple[str, str]]:
    legend = next(shape.table for shape in slide.shapes if shape.has_table)
    return [(row[1], row[2]) for row in cells(legend)[1 : count + 1]]


def test_maps_are_coloured_by_the_same_classes(
    atlas: Atlas, made: Made, tables: list[list[dict[str, str]]]
) -> None:
    for staged, rows in zip(made.maps, tables, strict=True):
        drawing = staged.drawing
        message: Any = frame_message(atlas, drawing, lang="vi", layer="", words="")
        digits = "".join(row["class_index"] or "-" for row in rows)
        assert re.sub("[^0-9]", "-", message["classes"]) == digits
        assert message["fills"] == list(drawing.classes.fills)


def test_the_figures_in_the_tables_of_word_are_those_of_the_csv(
    made: Made, tables: list[list[dict[str, str]]]
) -> None:
    found = [rows for rows in map(cells, made.word.tables) if "Kỳ, cách có và tính chất" in rows[0]]
    every = [each for each in made.stage.scenes if isinstance(each, MapScene)]
    of_scene = dict(zip(map(id, every), found, strict=True))
    for staged, rows in zip(made.maps, tables, strict=True):
        if staged.drawing.view.mode != "value":
            continue
        head, *body = of_scene[id(staged)]
        name, value = head.index("Đơn vị"), head.index("Kỳ, cách có và tính chất") - 1
        shown = Counter((row[name], row[value]) for row in body)
        known = Counter((row["unit"], row["text"]) for row in rows if row["class_index"])
        assert shown == known, staged.title


def test_every_form_reads_the_view_aloud_in_the_same_words(made: Made) -> None:
    word = " ".join(paragraph.text for paragraph in made.word.paragraphs)
    for staged in made.maps:
        slide = made.slides[1 + slides_before(made, staged)]
        place = made.stage.scenes.index(staged) + 1
        (name,) = [name for name in made.book.sheetnames if name.startswith(f"{place} ")]
        sentence = str(made.book[name]["A2"].value)
        assert sentence in word
        on_slide = " ".join(s.text_frame.text for s in slide.shapes if s.has_text_frame)
        assert flat(sentence) in flat(on_slide)


def flat(text: str) -> str:
    return " ".join(text.replace("\xa0", " ").split())


def test_a_page_of_paper_says_the_same(
    atlas: Atlas, made: Made, tables: list[list[dict[str, str]]]
) -> None:
    for staged, rows in zip(made.maps, tables, strict=True):
        said = bare(scene_sentence(atlas, staged, lang="vi"))
        (page,) = {page for page in made.pages if said in page and bare(staged.title) in page}
        for row in legend_of(atlas, staged.drawing, lang="vi")["rows"]:
            assert bare(f"{row['label']}{row['counted']}") in page, (staged.title, row)
        ranked = sorted((row for row in rows if row.get("rank")), key=lambda row: int(row["rank"]))
        if staged.drawing.kind == "numeric":
            # the unit of measure stands once
            for row in (*ranked[:5], *ranked[-5:]):
                number = row["text"].split()[0].removesuffix("%")
                assert number in page, (staged.title, row["text"])


def test_the_html_file_says_the_same(
    atlas: Atlas, made: Made, tables: list[list[dict[str, str]]]
) -> None:
    for staged, rows in zip(made.maps, tables, strict=True):
        scene = made.page["scenes"][made.stage.scenes.index(staged)]
        frame = scene["vi"]["frames"][scene["opens"]]
        message, fills = frame["message"], list(staged.drawing.classes.fills)
        digits = "".join(row["class_index"] or "-" for row in rows)
        assert re.sub("[^0-9]", "-", message["classes"]) == digits
        assert message["fills"] == fills
        assert frame["sentence"] == scene_sentence(atlas, staged, lang="vi")
        shown = legend_of(atlas, staged.drawing, lang="vi")["rows"]
        classes = [each for each in frame["legend"] if each["meaning"] == "class"]
        assert [str(each["count"]) for each in classes] == [
            row["counted"] for row in shown if row["fill"] in fills
        ]


def test_every_unit_is_painted_in_the_colour_of_its_class(
    atlas: Atlas, made: Made, tables: list[list[dict[str, str]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The drawing, and what the pixels of the picture show where the drawing has the unit."""
    # as the typesetter leaves it, the map a file of its own with its place on the page
    monkeypatch.setattr(sheet, "svg_page", lambda content, **_: content)
    for staged, rows in zip(made.maps, tables, strict=True):
        wanted = (atlas, staged.drawing, staged.layer)
        drawn = units_on_page(to_svg(*wanted, lang="vi"))
        content = to_png(*wanted, lang="vi", dpi=DPI)
        picture = np.asarray(Image.open(io.BytesIO(content)).convert("RGB"))
        fills = staged.drawing.classes.fills
        assert {row["code"] for row in rows} <= drawn.keys()
        for row in rows:
            fill, area = drawn[row["code"]]
            shown = pixels_within(picture, area, dpi=DPI)
            commonest, count = shown.most_common(1)[0]
            if not row["class_index"]:
                assert commonest not in fills, row
                continue
            expected = fills[int(row["class_index"])]
            # what no decision bears out is hatched in its colour on a paler ground
            weak = bool({"vote", "appraisal"} & set(row.values()))
            assert (fill != expected) == weak, row
            if weak:
                assert 0 < shown[expected] < shown.total(), row
            else:
                assert commonest == expected, (row, shown.most_common(3))
                assert count > 1


def test_targets_say_the_same(made: Made) -> None:
    of_word = [rows[1:] for rows in map(cells, made.word.tables) if rows[0][0] == "Mục tiêu"]
    targets = [each for each in made.stage.scenes if isinstance(each, TargetScene)]
    assert len(targets) > 5
    for staged, rows in zip(targets, of_word, strict=True):
        place = made.stage.scenes.index(staged)
        (name,) = [n for n in made.book.sheetnames if n.startswith(f"{place + 1} ")]
        book = list(made.book[name].iter_rows(values_only=True))
        page = made.page["scenes"][place]["vi"]["rows"]
        slides = slide_texts(made, staged.title)
        # a long table flows over
        at = next(at for at, page in enumerate(made.pages) if at and bare(staged.title) in page)
        paper = "".join(made.pages[at : at + 3])
        for told_in_word, shown in zip(rows, page, strict=True):
            if "heading" in shown:
                # of many targets a heading tells the status of those below it
                assert set(told_in_word) == {shown["heading"]}
                word = shown["heading"].rpartition(":")[0].split(" ", 1)[1]
                continue
            goal, latest, pace, *status, reasons = told_in_word
            assert [shown["goal"], shown["latest"], shown["pace"]] == [goal, latest, pace]
            assert shown["reasons"].lower() == reasons.lower()
            (found,) = [row for row in book if goal in row]
            if status:
                assert [shown["word"]] == status
                word = shown["word"].split(" ", 1)[1]
                assert pace in {"", *map(str, found)}
            assert latest in {"", *map(str, found)}
            # beside the status of its group a target may be close to another
            assert any(re.fullmatch(rf"{re.escape(word)}(,.*)?", str(cell)) for cell in found)
            said = goal.rpartition(": ")[2].partition(" đến ")[0]
            for text in (said, latest.partition(" (")[0], word):
                assert flat(text) in slides, (staged.title, text)
            for text in (said, latest.partition(" (")[0], word):
                assert bare(text) in paper, (staged.title, text)


def slide_texts(made: Made, title: str) -> str:
    """Return all that stands in the texts and tables of the slides of a title, blanks alike."""
    found = []
    for slide in made.slides:
        if flat(slide.shapes.title.text_frame.text).startswith(flat(title)):
            shapes = [*slide.shapes]
            for shape in shapes:
                shapes += list(shape.shapes) if shape.shape_type == MSO_SHAPE_TYPE.GROUP else []
                found += [shape.text_frame.text] if shape.has_text_frame else []
                found += [" ".join(row) for row in cells(shape.table)] if shape.has_table else []
    return flat(" ".join(found))


def test_gates_by_period_say_the_same(made: Made) -> None:
    (staged,) = [
        each
        for each in made.stage.scenes
        if isinstance(each, MapScene) and each.drawing.view.gate_period
    ]
    (rows,) = [rows[1:] for rows in map(cells, made.word.tables) if rows[0][0] == "Cửa khẩu"]
    assert rows
    place = made.stage.scenes.index(staged)
    (name,) = [n for n in made.book.sheetnames if n.startswith(f"{place + 1} ")]
    book = {str(cell) for row in made.book[name].iter_rows(values_only=True) for cell in row}
    page = json.dumps(made.page["scenes"][place]["vi"], ensure_ascii=False)
    (paper,) = [each for each in made.pages[2:] if bare(staged.title) in each]
    slides = slide_texts(made, staged.title)
    for gate, value in ((row[0], row[2]) for row in rows):
        number = value.split()[0]
        assert gate in book
        assert value in book or number in book
        assert gate in page
        assert number in page
        assert gate in slides
        assert number in slides
        assert bare(gate) in paper
        assert number in paper
