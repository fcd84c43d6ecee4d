"""Letters of drawings as words of the page."""

import io
import re

import numpy as np
import pytest
from PIL import Image

from geo.documents.html.lettering import Word, paper_letters, part_letters
from geo.documents.office.picture import picture_png
from geo.documents.paper.paper import Paper, line_height
from geo.documents.slides.parts import MM, Box
from geo.documents.slides.slide_paper import SlidePaper
from ui.markup import elements

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="200" viewBox="0 0 400 200" '
    'font-size="10" fill="#445566"><path d="M0 0H9"/>'
    '<text x="100.0" y="50.0" text-anchor="middle" fill="#b35806" font-weight="700" '
    'stroke="#fff">trên &lt;60%</text><text x="1" y="150.5">2030</text></svg>'
)


def test_letters_stand_where_the_drawing_has_them() -> None:
    parted = part_letters(SVG)
    assert parted.words == (
        Word("trên <60%", 25.0, 75.0, "middle", True, "#b35806"),
        Word("2030", 0.25, 24.75, "start", False, ""),
    )
    # a fortieth of the width
    assert (parted.size, parted.colour) == (2.5, "#445566")
    assert "<text" not in parted.drawing
    assert "M0 0H9" in parted.drawing


def test_no_picture_of_a_page_has_letters_of_its_own() -> None:
    html = elements.drawing(SVG, label='Rừng "60"', css="flow")
    picture, letters = html.split("<span", 1)
    assert "2030" not in picture
    assert "text" not in picture
    assert 'aria-hidden="true"' in letters
    assert '<b class="middle" style="left:25%;bottom:75%;color:#b35806">trên &lt;60%</b>' in letters
    assert '<span class="start" style="left:0.25%;bottom:24.75%">2030</span>' in letters


def test_what_is_no_drawing_is_refused() -> None:
    with pytest.raises(ValueError, match="size"):
        part_letters("<p>")


LONG = "Tỷ lệ hộ được dùng nước sạch theo tiêu chuẩn của tỉnh Ô Xa, huyện Ô Hai và các xã Ô Một"


def ruled(paper: Paper) -> float:
    return paper.write_lines(5, 10, LONG, width=40, size=9, bold=True, across="right")


def test_paper_leaves_as_many_lines_as_the_typesetter_breaks() -> None:
    paper = Paper(100, 60)
    lower = ruled(paper)
    content = picture_png([lambda *_: paper], (100.0, 60.0))
    picture = Image.open(io.BytesIO(content)).convert("L")
    dots = picture.size[1] / 60
    inked = np.flatnonzero((np.asarray(picture) < 128).any(axis=1)) / dots
    # blank rows part the lines but for a mark below or above a letter
    assert 10 < inked.min() < 10 + line_height(9) / 2
    assert lower - line_height(9) / 2 < inked.max() < lower
    assert (lower - 10) / line_height(9) == pytest.approx(4)


def test_letters_with_a_seam_on_paper_have_one_on_the_page() -> None:
    paper = Paper(100, 60)
    paper.write(50, 10, "67%", size=9, across="center", halo="#ffffff")
    paper.write(50, 20, "2030", size=9, across="right")
    found = paper_letters(paper)
    assert [(each.left, each.anchor) for each in found.words] == [(50, "middle seam"), (50, "end")]
    assert "67%" not in found.drawing
    assert '<span class="middle seam"' in elements.lettered(found, label="")


def test_a_browser_and_a_presentation_break_the_lines_themselves() -> None:
    paper = Paper(100, 60)
    lower = ruled(paper)
    word = paper_letters(paper).words[0]
    assert (word.text, word.left, word.wide, word.anchor) == (LONG, 5, 40, "lines end")
    assert word.bottom == pytest.approx(100 - lower / 60 * 100, abs=0.01)
    assert ";width:40%" in elements.lettered(paper_letters(paper), label="")
    slide = SlidePaper(Box(0, 0, 150, 90), magnify=1.5, lang="vi")
    assert ruled(slide) > lower
    (shape,) = re.findall("<p:sp>.*?</p:sp>", slide.shapes())
    assert 'wrap="square"' in shape
    assert f'cx="{round(40 * 1.5 * MM)}"' in shape
    assert LONG in shape
