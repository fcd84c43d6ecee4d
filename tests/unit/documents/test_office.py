"""Slides through LibreOffice to pictures: what another program makes of them."""

import io
import shutil
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
import pytest
from pptx import Presentation

from geo.boundaries.choose import Layer
from geo.documents.slides.meeting_slides import to_pptx
from geo.figures.atlas import Atlas
from geo.meeting.stage import MapScene, Stage, set_stage
from geo.saved.meeting import shipped_meeting
from tests.support.office import find_office, printed_by

pytestmark = pytest.mark.documents

WIDTH = 12_192_000
"""Units of a slide across."""
WIDE = "W" * 200
"""The title of the meeting: the letters that take most room."""


@pytest.fixture(scope="module")
def stage(atlas: Atlas, layers: dict[str, Layer], data_dir: Path) -> Stage:
    return set_stage(
        atlas, replace(shipped_meeting(atlas, data_dir), title=WIDE), layers, lang="vi"
    )


@pytest.fixture(scope="module")
def printed(
    atlas: Atlas, stage: Stage, tmp_path_factory: pytest.TempPathFactory
) -> tuple[list[Any], pypdfium2.PdfDocument]:
    """Return the slides of the shipped meeting, and the PDF that LibreOffice prints of them."""
    office = find_office()
    content = to_pptx(atlas, stage)
    (document,) = printed_by(office, {"a.pptx": content}, tmp_path_factory.mktemp("office"))
    return list(Presentation(io.BytesIO(content)).slides), document


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
    printed: tuple[list[Any], pypdfium2.PdfDocument],
):
    slides, document = printed
    assert len(document) == len(slides)
    for at, slide in list(enumerate(slides))[1:]:
        words = words_of(document, at)
        assert " ".join(slide.shapes.title.text.split()) in words
        assert "Nguồn:" in words
        assert "Phiên bản số liệu" in words


def test_names_classes_and_numbers_are_printed(printed: tuple[list[Any], pypdfium2.PdfDocument]):
    _, document = printed
    urban = words_of(document, 4)
    for part in ("Đơn vị tính: %", "dưới 15%", "Phường Lương Văn Tri", "Kiên Mộc", "76,5"):
        assert part in urban
    assert "Hữu Nghị" in words_of(document, 11)


def lines_on(page: pypdfium2.PdfPage) -> list[tuple[float, float, float, float, str]]:
    """Return the boxes of what is printed in a line, and its words."""
    text = page.get_textpage()
    boxes = [text.get_rect(at) for at in range(text.count_rects())]
    return [(*box, text.get_text_bounded(*box).strip()) for box in boxes]


def test_no_words_lie_over_others_or_leave_their_slide(
    printed: tuple[list[Any], pypdfium2.PdfDocument],
):
    for number, page in enumerate(printed[1], start=1):
        width, height = page.get_size()
        lines = lines_on(page)
        assert lines
        for left, bottom, right, top, words in lines:
            inside = left >= -0.5 and bottom >= 0 and right <= width + 0.5 and top <= height
            assert inside, (number, words)
        for one, other in combinations(lines, 2):
            across = min(one[2], other[2]) - max(one[0], other[0])
            upright = min(one[3], other[3]) - max(one[1], other[1])
            smaller = min((box[2] - box[0]) * (box[3] - box[1]) for box in (one, other))
            touching = min(across, upright) < 0.5 or across * upright < 0.1 * smaller
            assert touching, (number, one[4], other[4])


def test_texts_stay_in_their_boxes(printed: tuple[list[Any], pypdfium2.PdfDocument]):
    slides, document = printed
    for at, slide in enumerate(slides[1:], start=1):
        page = document[at]
        scale = page.get_width() / WIDTH
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


def test_the_map_has_the_colours_of_its_classes(
    printed: tuple[list[Any], pypdfium2.PdfDocument], stage: Stage
):
    _, document = printed
    staged = stage.scenes[3]
    assert isinstance(staged, MapScene)
    picture = np.asarray(document[4].render(scale=2).to_pil().convert("RGB"))
    # the left part of the slide, where there is nothing but the map
    pixels = picture[:, : round(picture.shape[1] * 0.55)].reshape(-1, 3)
    found = {tuple(colour) for colour in np.unique(pixels, axis=0).tolist()}
    used = {staged.drawing.classes.fills[at] for at in staged.drawing.indices if at is not None}
    assert {tuple(bytes.fromhex(fill[1:])) for fill in used} <= found


def test_a_title_of_wide_letters_stays_in_its_box_on_the_cover(
    printed: tuple[list[Any], pypdfium2.PdfDocument],
):
    slides, document = printed
    page, heading = document[0], slides[0].shapes.title
    text = page.get_textpage()
    words = text.get_text_range()
    found = [text.get_charbox(at) for at in range(len(words)) if words[at] == "W"]
    assert len(found) == len(WIDE)
    scale, height = page.get_width() / WIDTH, page.get_height()
    # a W reaches beyond its own place by a hair
    assert min(left for left, _, _, _ in found) >= heading.left * scale - 0.5
    assert max(right for _, _, right, _ in found) <= (heading.left + heading.width) * scale + 0.5
    assert max(top for _, _, _, top in found) <= height - heading.top * scale
    lowest = min(bottom for _, bottom, _, _ in found)
    assert lowest >= height - (heading.top + heading.height) * scale
