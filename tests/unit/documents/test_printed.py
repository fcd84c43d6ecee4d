"""A document of a word processor and a workbook through LibreOffice to pages."""

import pypdfium2
import pytest

from geo.boundaries.choose import Layer
from geo.documents.office.meeting_word import to_docx
from geo.documents.office.portrait_word import to_portrait_docx
from geo.documents.tables.meeting_book import to_meeting_xlsx
from geo.figures.atlas import Atlas
from geo.meeting.stage import set_stage
from geo.saved.meeting import Meeting, Scene
from geo.views.portrait.portrait import portrait_of
from tests.support.office import find_office, printed_by

pytestmark = pytest.mark.documents

URBAN = "indicator=urban_share_census_pct&year=2019&level=commune&vintage=2025-07-01"
SCENES = (
    Scene("indicator=ntm_status&year=2025&level=commune&vintage=2024-12-01"),
    Scene("indicator=trade_all_musd&year=2025&level=commune&vintage=2025-07-01"),
    Scene("programme=52-ctr-tu", kind="target"),
)
"""Long sentences, long reasons, many sources: what was printed over the row below."""

PORTRAITS = (("2025-07-01", "06625"), ("2024-12-01", "06625"), ("2024-12-01", "183"))
PORTRAITS += (("2025-07-01", "20"),)
"""The fullest commune, new and old, a district, the province."""


@pytest.fixture(scope="module")
def printed(
    atlas: Atlas, layers: dict[str, Layer], tmp_path_factory: pytest.TempPathFactory
) -> list[pypdfium2.PdfDocument]:
    """Return the pages that LibreOffice prints of a document, all at one start."""
    office = find_office("writer", "calc")
    staged = set_stage(atlas, Meeting("", (Scene(URBAN),)), layers, lang="vi")
    meeting = set_stage(atlas, Meeting("Họp", SCENES), layers, lang="vi")
    files = {"view.docx": to_docx(atlas, staged), "a.xlsx": to_meeting_xlsx(atlas, meeting)}
    for vintage, code in PORTRAITS:
        found = portrait_of(atlas, atlas.facts.units[vintage, code])
        files[f"{vintage}-{code}.docx"] = to_portrait_docx(atlas, found, layers, lang="vi")
    return printed_by(office, files, tmp_path_factory.mktemp("printed"))


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


def test_no_row_of_a_workbook_is_printed_over_another(
    printed: list[pypdfium2.PdfDocument],
) -> None:
    book = printed[1]
    assert len(book) > 10
    for number in range(len(book)):
        text = book[number].get_textpage()
        boxes = [text.get_rect(at) for at in range(text.count_rects())]
        over = [
            (one, other)
            for at, one in enumerate(boxes)
            for other in boxes[at + 1 :]
            if shared(one, other) > 0.35
        ]
        assert not over, (number, over[:3])
        # as large as can be read: five points and more
        assert sorted(top - bottom for _, bottom, _, top in boxes)[len(boxes) // 2] > 3.2


def test_a_portrait_fits_two_sheets_and_breaks_no_word(
    printed: list[pypdfium2.PdfDocument],
) -> None:
    # in a face that is a fifth wider than the one it is made for, where that one is missing
    assert max(len(document) for document in printed[2:]) <= 2
    for document in printed[2:]:
        lines = document[0].get_textpage().get_text_bounded().splitlines()
        assert not {"n", "i", "ồn", "ời", "ng", "ười"} & {line.strip() for line in lines}
        assert "Nguồn" in words_of(document)[0]


def shared(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    """Return which part of the lower of two boxes the other covers: left, bottom, right, top."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    up = min(one[3], other[3]) - max(one[1], other[1])
    if across <= 0.5 or up <= 0:
        return 0.0
    return up / min(one[3] - one[1], other[3] - other[1])
