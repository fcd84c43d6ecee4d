import pytest

from geo.language.plain import plain


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đồng Đăng", "Đồng Đăng"),
        ("\u0110o\u0302\u0300ng", "Đồng"),
        ("  a\tb\r\nc  ", "a b  c"),
        ("a\x00\x1b\x7fb", "ab"),
        ("a\ud800b\ufffe", "ab"),
        ("\u202e62%\u202c", "62%"),
        ("😀 🇻🇳", "😀 🇻🇳"),
        ("<b>&amp;</b>", "<b>&amp;</b>"),
        ("", ""),
    ],
)
def test_what_steers_goes_and_what_is_said_stays(text: str, expected: str):
    assert plain(text) == expected


def test_lines_stay_where_they_are_wanted():
    assert plain("a\n\x0bb\n", lines=True) == "a\n b"


@pytest.mark.parametrize(("most", "expected"), [(0, "abc def"), (7, "abc def"), (5, "abc…")])
def test_a_long_text_ends_in_an_ellipsis(most: int, expected: str):
    assert plain("abc def", most=most) == expected
