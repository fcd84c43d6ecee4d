"""What a report has besides its scenes: cover, logo, notes, several maps on a page."""

import io
from datetime import UTC, date, datetime

import pypdfium2
import pytest
from PIL import Image
from pypdf import PdfReader

from geo.boundaries.choose import Layer
from geo.documents.paper import Handout
from geo.documents.paper.logo import LARGEST_LOGO, logo_data
from geo.documents.paper.report import to_meeting_pdf
from geo.errors import LogoError
from geo.figures.atlas import Atlas
from geo.meeting.stage import set_stage
from geo.saved.meeting import Meeting, Scene

pytestmark = pytest.mark.documents

FOREST = "indicator=forest_cover_pct&year=2020&level=commune&vintage=2015-01-01"
NOW = datetime(2025, 7, 1, 18, 30, tzinfo=UTC)
LONG = "Nói chậm và rõ. " * 250
SCENES = (
    Scene(FOREST, "Rừng ở đâu", "Chỉ vào bản đồ"),
    Scene("target=forest_2030", "Mục tiêu rừng", kind="target"),
    Scene(FOREST.replace("2020", "2018"), "Rừng trước đó", LONG),
)
SHAPE = '<circle cx="5" cy="5" r="4" fill="#b3261e"/>'


def svg(inside: str = SHAPE) -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10">{inside}</svg>'.encode()


def png(width: int = 8, height: int = 8) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (width, height), "#b3261e").save(target, "PNG")
    return target.getvalue()


def pages_of(content: bytes) -> list[str]:
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(content)]


def test_a_handout_has_a_cover_notes_and_several_maps_on_a_page(
    tiny_atlas: Atlas, tiny_layers: dict[str, Layer]
):
    staged = set_stage(tiny_atlas, Meeting("Họp thử", SCENES), tiny_layers, lang="vi")
    handout = Handout(
        agency="Sở Nông nghiệp",
        place="Hội trường",
        day=date(2025, 7, 9),
        logo=svg(),
        notes=True,
        per_page=2,
        draft=True,
        base="https://atlas.example.vn",
    )
    content = to_meeting_pdf(tiny_atlas, staged, handout=handout, now=NOW)
    cover, contents, first, second, note, sources = pages_of(content)
    assert "SỞ NÔNG NGHIỆP" in cover
    assert "Hội trường, ngày 9/7/2025" in cover
    assert "Họp thử" in cover
    assert "Rừng trước đó" in contents
    # two scenes to a page; a long note stands whole behind its map
    assert "Rừng ở đâu" in first
    assert "Mục tiêu rừng" in first
    assert "Ghi chú: Chỉ vào bản đồ" in first
    assert "Rừng trước đó" in second
    assert " ".join(note.split()).count("Nói chậm và rõ.") == 250
    assert all("DỰ THẢO" in page for page in (cover, first, note, sources))
    reader = PdfReader(io.BytesIO(content))
    assert reader.metadata.title == "Dự thảo: Họp thử"
    assert [each["/Title"] for each in reader.outline][:2] == ["Rừng ở đâu", "Mục tiêu rừng"]


def test_a_page_of_a_map_leads_back_to_it_and_has_no_notes_unasked(
    tiny_atlas: Atlas, tiny_layers: dict[str, Layer]
):
    staged = set_stage(tiny_atlas, Meeting("Họp thử", SCENES[:1]), tiny_layers, lang="vi")
    handout = Handout(base="https://atlas.example.vn")
    content = to_meeting_pdf(tiny_atlas, staged, handout=handout, now=NOW)
    reader = PdfReader(io.BytesIO(content))
    links = [each.get_object().get("/A", {}).get("/URI") for each in reader.pages[1]["/Annots"]]
    assert f"https://atlas.example.vn/ban-do?{FOREST}" in links
    assert not [page for page in pages_of(content) if "Chỉ vào" in page]


def test_a_logo_of_plain_shapes_is_taken():
    assert logo_data(b"") is None
    assert logo_data(svg()) == {"format": "svg", "bytes": list(svg())}
    assert logo_data(png())["format"] == "png"


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"x" * (LARGEST_LOGO + 1), "too_large"),
        (b"GIF89a", "neither"),
        (b"<p>no picture</p>", "neither"),
        (png()[:40], "broken"),
        (png(4001, 1), "sides"),
        (b"\x89PNG\r\n\x1a\n", "sides"),
        (svg("<script>1</script>"), "not_plain"),
        (svg('<image href="file:///etc/passwd"/>'), "not_plain"),
        (svg('<a href="https://example.org">x</a>'), "not_plain"),
        (svg('<rect fill="url(https://example.org/x)"/>'), "not_plain"),
        (svg('<rect style="background:url(//example.org)"/>'), "not_plain"),
        (svg("<style>@import 'x'</style>"), "not_plain"),
        (svg('<g id="a"><use href="#a"/></g>'), "not_plain"),
        (b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + svg("&x;"), "not_plain"),
    ],
)
def test_a_logo_that_fetches_runs_or_grows_is_refused(content: bytes, key: str):
    with pytest.raises(LogoError) as refused:
        logo_data(content)
    assert refused.value.phrase.key == f"logo.{key}"
