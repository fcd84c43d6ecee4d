"""Slides through LibreOffice to pictures: what another program makes of them."""

import io
import shutil
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from pptx import Presentation

from geo.boundaries.choose import Layer
from geo.documents.slides.deck import Deck
from geo.documents.slides.meeting_slides import to_pptx
from geo.figures.atlas import Atlas
from geo.meeting.stage import set_stage
from geo.saved.meeting import Meeting, Scene
from tests.support.office import find_office, printed_by

pytestmark = pytest.mark.documents

QUERIES = (
    "indicator=urban_share_census_pct&year=2019&level=commune&vintage=2025-07-01",
    "indicator=ntm_status&year=2025&level=commune&vintage=2024-12-01",
    "indicator=trade_all_musd&year=2025&level=commune&vintage=2025-07-01",
)
MEETING = Meeting(
    "Cuộc họp thử: Đồng Đăng, Lũng Vài, Ỷ Tịch",
    (
        *(Scene(query) for query in QUERIES),
        Scene("target=forest_cover_2030", kind="target"),
        Scene("programme=52-ctr-tu", "Các mục tiêu", kind="target"),
    ),
)


@pytest.fixture(scope="module")
def printed(
    atlas: Atlas, layers: dict[str, Layer], tmp_path_factory: pytest.TempPathFactory
) -> tuple[bytes, pypdfium2.PdfDocument]:
    """Return the slides, and the PDF that LibreOffice prints of them."""
    office = find_office()
    content = to_pptx(atlas, set_stage(atlas, MEETING, layers, lang="vi"))
    (document,) = printed_by(office, {"a.pptx": content}, tmp_path_factory.mktemp("office"))
    return content, document


def test_without_libreoffice_tests_are_skipped_but_fail_where_all_have_to_run(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="need LibreOffice"):
        find_office()
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="need LibreOffice"):
        find_office()
    # one that has Impress alone opens no other documents
    monkeypatch.setattr(shutil, "which", lambda _: "/nowhere/soffice")
    with pytest.raises(pytest.fail.Exception, match="need LibreOffice"):
        find_office("writer")


def words_of(document: pypdfium2.PdfDocument, at: int) -> str:
    return " ".join(document[at].get_textpage().get_text_bounded().split())


def test_every_slide_is_printed_with_its_title_and_source(
    printed: tuple[bytes, pypdfium2.PdfDocument],
):
    content, document = printed
    slides = list(Presentation(io.BytesIO(content)).slides)
    assert len(document) == len(slides)
    for at, slide in enumerate(slides):
        words = words_of(document, at)
        assert " ".join(slide.shapes.title.text.split()) in words
        if at:
            assert "Nguồn:" in words
            assert "Phiên bản số liệu" in words


def test_names_classes_and_numbers_are_printed(printed: tuple[bytes, pypdfium2.PdfDocument]):
    _, document = printed
    urban = words_of(document, 1)
    for part in ("Đơn vị tính: %", "dưới 15%", "Phường Lương Văn Tri", "Kiên Mộc", "76.5"):
        assert part in urban
    assert "Hữu Nghị" in words_of(document, 3)


def test_texts_stay_in_their_boxes(printed: tuple[bytes, pypdfium2.PdfDocument]):
    content, document = printed
    slides = list(Presentation(io.BytesIO(content)).slides)
    for at, slide in enumerate(slides[1:], start=1):
        page = document[at]
        scale = page.get_width() / 12192012
        text = page.get_textpage()
        for shape in slide.shapes:
            if not shape.has_text_frame or not shape.text_frame.text.strip():
                continue
            words = " ".join(shape.text_frame.text.split())
            left, right = shape.left * scale, (shape.left + shape.width) * scale
            top = page.get_height() - shape.top * scale
            bottom = page.get_height() - (shape.top + shape.height) * scale
            found = text.get_text_bounded(
                left=left - 2, bottom=bottom - 3, right=right + 2, top=top + 3
            )
            assert words in " ".join(found.split()), (at, shape.name)


def test_tables_are_as_high_as_planned(printed: tuple[bytes, pypdfium2.PdfDocument]):
    """A row that grows would push the table over what stands below it."""
    content, document = printed
    slides = list(Presentation(io.BytesIO(content)).slides)
    for at, slide in enumerate(slides[1:], start=1):
        page = document[at]
        scale = page.get_width() / 12192012
        text = page.get_textpage()
        for shape in (each for each in slide.shapes if each.has_table):
            last = shape.table.rows[len(shape.table.rows) - 1].cells[1].text
            bottom = page.get_height() - (shape.top + shape.height) * scale
            found = text.get_text_bounded(bottom=bottom - 3, top=bottom + 45)
            assert last.split()[0] in found, (at, last)


def test_the_map_has_the_colours_of_its_classes(
    printed: tuple[bytes, pypdfium2.PdfDocument], atlas: Atlas, layers: dict[str, Layer]
):
    _, document = printed
    staged = set_stage(atlas, MEETING, layers, lang="vi").scenes[0]
    picture = np.asarray(document[1].render(scale=2).to_pil().convert("RGB"))
    # the left part of the slide, where there is nothing but the map
    pixels = picture[:, : round(picture.shape[1] * 0.55)].reshape(-1, 3)
    found = {tuple(colour) for colour in np.unique(pixels, axis=0).tolist()}
    used = {staged.drawing.classes.fills[at] for at in staged.drawing.indices if at is not None}
    assert {tuple(bytes.fromhex(fill[1:])) for fill in used} <= found


def test_a_title_of_wide_letters_stays_in_its_box_on_the_cover(tmp_path: Path):
    office = find_office()
    deck = Deck(None)
    deck.add_cover("W" * 200, "Lạng Sơn")
    target = io.BytesIO()
    deck.save(target, title="")
    (document,) = printed_by(office, {"a.pptx": target.getvalue()}, tmp_path)
    page = document[0]
    (slide,) = Presentation(target).slides
    heading, text = slide.shapes.title, page.get_textpage()
    words = text.get_text_range()
    found = [text.get_charbox(at) for at in range(len(words)) if words[at] == "W"]
    assert len(found) > 100
    scale, height = page.get_width() / 12192012, page.get_height()
    # a W reaches beyond its own place by a hair
    assert min(left for left, _, _, _ in found) >= heading.left * scale - 0.5
    assert max(right for _, _, right, _ in found) <= (heading.left + heading.width) * scale + 0.5
    assert max(top for _, _, _, top in found) <= height - heading.top * scale
    lowest = min(bottom for _, bottom, _, _ in found)
    assert lowest >= height - (heading.top + heading.height) * scale
