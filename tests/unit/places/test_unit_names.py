"""Names of units."""

from dataclasses import replace

import pytest

from geo.places.unit_names import unit_in_sentence, unit_name, unit_short_name


@pytest.mark.parametrize(
    ("key", "vietnamese", "sentence", "english"),
    [
        (("2025-07-01", "06184"), "Xã Đồng Đăng", "xã Đồng Đăng", "Đồng Đăng Commune"),
        (
            ("2024-12-01", "06184"),
            "Thị trấn Đồng Đăng",
            "thị trấn Đồng Đăng",
            "Đồng Đăng Township",
        ),
        (("2025-07-01", "06187"), "Phường Kỳ Lừa", "phường Kỳ Lừa", "Kỳ Lừa Ward"),
        (("2024-12-01", "183"), "Huyện Cao Lộc", "huyện Cao Lộc", "Cao Lộc District"),
        (("2024-12-01", "178"), "Thành phố Lạng Sơn", "thành phố Lạng Sơn", "Lạng Sơn City"),
        (("2025-07-01", "20"), "Tỉnh Lạng Sơn", "tỉnh Lạng Sơn", "Lạng Sơn Province"),
    ],
)
def test_names(facts, key, vietnamese: str, sentence: str, english: str) -> None:
    unit = facts.units[key]
    assert unit_name(unit, lang="vi") == vietnamese
    assert unit_in_sentence(unit, lang="vi") == sentence
    assert unit_name(unit, lang="en") == english
    assert unit_in_sentence(unit, lang="en") == english


def test_short_name_keeps_the_kind_of_a_bare_number(facts) -> None:
    ward = facts.units["2025-07-01", "06187"]
    assert unit_short_name(ward, lang="vi") == "Kỳ Lừa"
    assert unit_short_name(replace(ward, name="1"), lang="vi") == "Phường 1"
