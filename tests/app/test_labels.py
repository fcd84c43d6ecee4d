"""Texts of others in Streamlit's labels: nothing in them becomes markup."""

import pytest

from ui.markup.labels import literal


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Tỷ lệ che phủ rừng (%), 2019-2024: xã A", None),
        ("![](/x) [a](javascript:b)", "!\\[\\](/x) \\[a\\](javascript:\u2060b)"),
        ("*a* _b_ ~c~ `d` $e$ <f> \\g |", r"\*a\* \_b\_ \~c\~ \`d\` \$e\$ \<f> \\g \|"),
        (
            ":red[x] :material/home: &copy; &#8212; R&D",
            ":\u2060red\\[x\\] :\u2060material/home: \\&copy; \\&#8212; R&D",
        ),
        ("# a", r"\# a"),
        ("- a", r"\- a"),
        ("1. a", "\u20601. a"),
        ("1.", "\u20601."),
        ("2019", None),
        ("  a\n\n# b ", "a # b"),
        ("12:30, 12:100: x", "12:30, 12:\u2060100: x"),
        ("::a{b}", "\\::\u2060a\\{b}"),
        ("a -> b->c", "a \u2060-> b->c"),
        ("https://evil.test", "https:\u2060//\u2060evil.test"),
        ("www.evil.test a@evil.test", "www\u2060.\u2060evil.test a\u2060@\u2060evil.test"),
    ],
)
def test_a_label_is_read_letter_by_letter(text: str, label: str | None) -> None:
    assert literal(text) == (text if label is None else label)
