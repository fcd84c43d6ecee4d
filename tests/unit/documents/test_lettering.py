"""Letters of drawings as words of the page."""

import pytest

from geo.documents.html.lettering import Word, part_letters
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
