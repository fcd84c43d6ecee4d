"""Documents through LibreOffice to pages: nothing is cut off, nothing stands over another."""

from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from numpy.typing import NDArray

from geo.boundaries.choose import Layer
from geo.documents.forms import to_meeting
from geo.documents.office import book_picture, picture
from geo.documents.office.meeting_word import to_docx
from geo.documents.office.portrait_word import to_portrait_docx
from geo.figures.atlas import Atlas
from geo.meeting.stage import set_stage
from geo.saved.meeting import Meeting, Scene, shipped_meeting
from geo.views.portrait.portrait import portrait_of
from tests.support.office import find_office, printed_by

pytestmark = pytest.mark.documents

URBAN = "indicator=urban_share_census_pct&year=2019&level=commune&vintage=2025-07-01"
PORTRAITS = (("2025-07-01", "06625"), ("2024-12-01", "06625"), ("2024-12-01", "183"))
PORTRAITS += (("2025-07-01", "20"),)
"""The fullest commune, new and old, a district, the province."""


@pytest.fixture(scope="module")
def printed(
    atlas: Atlas,
    layers: dict[str, Layer],
    data_dir: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> list[pypdfium2.PdfDocument]:
    """Return the pages that LibreOffice prints of documents, all at one start.

    They are a view in Word, the shipped meeting in every form, itself printed last, and portraits.
    """
    office = find_office("writer", "calc", "impress")
    staged = set_stage(atlas, Meeting("", (Scene(URBAN),)), layers, lang="vi")
    meeting = set_stage(atlas, shipped_meeting(atlas, data_dir), layers, lang="vi")
    with pytest.MonkeyPatch.context() as patch:
        # as large on the page, with fewer pixels
        for module in (picture, book_picture):
            patch.setattr(module, "DPI", 30)
        files = {"view.docx": to_docx(atlas, staged)}
        for form in ("xlsx", "docx", "pptx"):
            files[f"as-{form}.{form}"] = to_meeting(atlas, meeting, layers, form=form)
    for vintage, code in PORTRAITS:
        found = portrait_of(atlas, atlas.facts.units[vintage, code])
        files[f"{vintage}-{code}.docx"] = to_portrait_docx(atlas, found, layers, lang="vi")
    found = printed_by(office, files, tmp_path_factory.mktemp("printed"))
    return [*found, pypdfium2.PdfDocument(to_meeting(atlas, meeting, layers, form="pdf"))]


def words_of(document: pypdfium2.PdfDocument) -> list[str]:
    pages = [document[at].get_textpage() for at in range(len(document))]
    return [" ".join(page.get_text_bounded().split()) for page in pages]


def test_a_document_flows_over_pages_that_are_counted_under_repeated_heads(
    printed: list[pypdfium2.PdfDocument],
) -> None:
    pages = words_of(printed[0])
    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        assert page.endswith(f"trang {number}/{len(pages)}")
    assert "Hình 1. Tỷ lệ dân số thành thị" in pages[0]
    # 65 communes flow over, and each page of them says what its columns are
    tables = [page for page in pages if "Phường Lương Văn Tri" in page or "Xã Kiên Mộc" in page]
    assert all("Đơn vị" in page for page in tables)
    assert sum(page.count("Huyện, thành phố trước 1/7/2025") for page in pages) >= 2
    # the caption of a picture stands on its page, and no heading is left at the end of one
    assert "từ 60 3" in pages[0]


def test_nothing_of_the_shipped_meeting_is_printed_over_another_or_cut_off(
    printed: list[pypdfium2.PdfDocument],
) -> None:
    for form, document, fewest in zip(
        ("xlsx", "docx", "pptx", "pdf"), (*printed[1:4], printed[-1]), (30, 30, 16, 16), strict=True
    ):
        assert len(document) > fewest
        for number in range(len(document)):
            page = document[number]
            text, (width, height) = page.get_textpage(), page.get_size()
            boxes = np.array([text.get_rect(at) for at in range(text.count_rects())])
            left, bottom, right, top = boxes.T
            over = [
                [text.get_text_bounded(*boxes[at]) for at in pair]
                for pair in np.argwhere(np.triu(covered(boxes) > 0.35, 1))
            ]
            assert not over, (form, number, over[:3])
            assert min(left.min(), bottom.min()) >= 0, (form, number)
            assert right.max() <= width, (form, number)
            assert top.max() <= height, (form, number)
            if form == "xlsx":
                # as large as can be read: five points and more
                assert np.median(top - bottom) > 3.2


def test_a_portrait_fits_two_sheets_and_breaks_no_word(
    printed: list[pypdfium2.PdfDocument],
) -> None:
    # in a face that is a fifth wider than the one it is made for, where that one is missing
    assert max(len(document) for document in printed[4:-1]) <= 2
    for document in printed[4:-1]:
        lines = document[0].get_textpage().get_text_bounded().splitlines()
        assert not {"n", "i", "ồn", "ời", "ng", "ười"} & {line.strip() for line in lines}
        assert "Nguồn" in words_of(document)[0]


def covered(boxes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return which part of the lower of two boxes the other covers: left, bottom, right, top."""
    lows, highs = boxes[:, :2], boxes[:, 2:]
    across, up = np.moveaxis(
        np.minimum(highs[:, None], highs) - np.maximum(lows[:, None], lows), 2, 0
    )
    heights = (highs - lows)[:, 1]
    part: NDArray[np.float64] = up / np.minimum(heights[:, None], heights)
    return np.where(across > 0.5, part, 0.0)
