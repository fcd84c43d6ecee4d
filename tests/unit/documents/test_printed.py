"""A document of a word processor through LibreOffice to pages."""

import pypdfium2
import pytest

from geo.boundaries.choose import Layer
from geo.documents.office.meeting_word import to_docx
from geo.figures.atlas import Atlas
from geo.meeting.stage import set_stage
from geo.saved.meeting import Meeting, Scene
from tests.support.office import find_office, printed_by

pytestmark = pytest.mark.documents

URBAN = "indicator=urban_share_census_pct&year=2019&level=commune&vintage=2025-07-01"


@pytest.fixture(scope="module")
def printed(
    atlas: Atlas, layers: dict[str, Layer], tmp_path_factory: pytest.TempPathFactory
) -> list[pypdfium2.PdfDocument]:
    """Return the pages that LibreOffice prints of a document, all at one start."""
    office = find_office("writer", "calc")
    staged = set_stage(atlas, Meeting("", (Scene(URBAN),)), layers, lang="vi")
    files = {"view.docx": to_docx(atlas, staged)}
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
    assert "từ 60%" in pages[0]
