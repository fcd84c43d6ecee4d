"""Search by name and code: worked cases, and any name in any of its spellings."""

import re
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.places.search import (
    Rank,
    SearchIndex,
    describe_hit,
    fold,
    normalise,
    search_example,
)

TONE = re.compile("([ou])([\u0300\u0301\u0303\u0309\u0323])([aey])")
"""A tone on the first of two vowels, as "Hòa" has it: "Hoà" has it on the second."""
PREFIXES = {
    "commune": ("xã ", "xa ", "X. ", "Xã  "),
    "ward": ("phường ", "phuong ", "P. "),
    "township": ("thị trấn ", "TT. ", "tt "),
    "district": ("huyện ", "huyen ", "H. "),
    "city": ("thành phố ", "TP. ", "tp "),
    "province": ("tỉnh ", "tinh "),
}


@pytest.fixture(scope="module")
def index(facts) -> SearchIndex:
    return SearchIndex(facts)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Đồng Đăng", "dong dang"),
        (unicodedata.normalize("NFD", "Đồng Đăng"), "dong dang"),
        ("ĐỒNG  ĐĂNG", "dong dang"),
        ("xã Đồng Đăng", "dong dang"),
        ("x. Đồng-Đăng", "dong dang"),
        ("TT.Đồng Đăng", "dong dang"),
        ("thị trấn Đồng Đăng", "dong dang"),
        ("Dong Dang Commune", "dong dang"),
        ("TP. Lạng Sơn", "lang son"),
        ("tỉnh Lạng Sơn", "lang son"),
        ("Hoà Bình", "hoa binh"),
        ("Hòa Bình", "hoa binh"),
        ("Thuỵ Hùng", "thuy hung"),
        ("Ðồng Ðăng", "dong dang"),
        ("Ưng Ơ Ăn Ế", "ung o an e"),
        # Words of a kind that are all there is, or that stand inside a name.
        ("xã", "xa"),
        ("Bính Xá", "binh xa"),
        ("Phương Viên", "vien"),
        ("  ", ""),
    ],
)
def test_normalise(text: str, name: str) -> None:
    assert normalise(text) == name


@pytest.mark.parametrize(
    "query",
    [
        "dong dang",
        "Đồng Đăng",
        unicodedata.normalize("NFD", "Đồng Đăng"),
        "xa dong dang",
        "XÃ ĐỒNG ĐĂNG",
        "Đồng Đăng Commune",
        "06184",
        "6184",
    ],
)
def test_dong_dang(index, query: str) -> None:
    hits = index.find(query)
    assert [(hit.unit.key, hit.rank) for hit in hits] == [
        (("2025-07-01", "06184"), Rank.EXACT),
        (("2024-12-01", "06184"), Rank.EXACT),
    ]
    assert [describe_hit(hit, lang="vi") for hit in hits] == [
        "xã Đồng Đăng",
        "thị trấn Đồng Đăng (Cao Lộc) → nay thuộc xã Đồng Đăng",
    ]
    assert hits[0].now == ((hits[0].unit, 1.0),)
    assert hits[1].now == ((hits[0].unit, 1.0),)


@pytest.mark.parametrize("query", ["Thuỵ Hùng", "Thụy Hùng", "thuy hung"])
def test_repeated_name_in_both_tone_placements(index, query: str) -> None:
    assert [describe_hit(hit, lang="vi") for hit in index.find(query)] == [
        "xã Thụy Hùng",
        "xã Thụy Hùng (Văn Lãng) → nay thuộc xã Thụy Hùng",
        "xã Thụy Hùng (Cao Lộc) → nay thuộc xã Đồng Đăng",
    ]


@pytest.mark.parametrize(
    "query",
    [
        "Thụy Hùng, Cao Lộc",
        "xã Thụy Hùng, huyện Cao Lộc",
        "xã Thụy Hùng (Cao Lộc)",
        "Thụy Hùng Commune (Cao Lộc)",
    ],
)
def test_the_district_tells_repeats_apart(index, query: str) -> None:
    (hit,) = index.find(query)
    assert hit.unit.key == ("2024-12-01", "06208")
    assert hit.where == "Cao Lộc"
    english = "Thụy Hùng Commune (Cao Lộc) → now part of Đồng Đăng Commune"
    assert describe_hit(hit, lang="en") == english


def test_hoa_binh_is_four_places(index) -> None:
    expected = {
        "xã Hòa Bình (Bình Gia) → nay thuộc xã Thiện Long",
        "xã Hòa Bình (Văn Quan) → nay thuộc xã Văn Quan",
        "xã Hòa Bình (Hữu Lũng) → nay thuộc xã Yên Bình",
        "xã Hòa Bình (Chi Lăng) → nay thuộc xã Vạn Linh",
    }
    for query in ("Hòa Bình", "Hoà Bình", "hoa binh"):
        assert {describe_hit(hit, lang="vi") for hit in index.find(query)} == expected


def test_divided_units_name_all_parts_the_largest_first(index) -> None:
    (hit,) = index.find("Bính Xá")
    assert describe_hit(hit, lang="vi") == (
        "xã Bính Xá (Đình Lập) → nay thuộc xã Kiên Mộc và xã Đình Lập"
    )
    assert [(unit.code, share) for unit, share in hit.now] == [("06625", 0.8015), ("06613", 0.1985)]
    new, old = index.find("Kiên Mộc")
    assert describe_hit(new, lang="vi") == "xã Kiên Mộc"
    assert describe_hit(old, lang="vi") == (
        "xã Kiên Mộc (Đình Lập) → nay thuộc xã Kiên Mộc và xã Châu Sơn"
    )


def test_a_unit_gone_since_2020_is_led_over_all_vintages(index) -> None:
    (hit,) = index.find("Tân Lang")
    assert hit.unit.key == ("2019-01-01", "06154")
    assert [(unit.name, share) for unit, share in hit.now] == [
        ("Văn Lãng", 0.6257),
        ("Na Sầm", 0.3743),
    ]


def test_units_that_read_the_same_are_listed_once(index) -> None:
    # Kim Đồng was in three vintages, in 2020 with a part of Bắc Ái added.
    (hit,) = index.find("Kim Đồng")
    assert hit.unit.vintage == "2024-12-01"


def test_districts_say_when_they_ended(index) -> None:
    hits = [hit for hit in index.find("Cao Lộc") if hit.unit.level == "district"]
    assert [describe_hit(hit, lang="vi") for hit in hits] == ["huyện Cao Lộc (đến 30/6/2025)"]
    assert describe_hit(hits[0], lang="en") == "Cao Lộc District (to 30 June 2025)"
    assert hits[0].now == ()


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("huyện Chi Lăng", ("2024-12-01", "187")),
        ("phường Chi Lăng", ("2024-12-01", "05983")),
        ("thị trấn Chi Lăng", ("2024-12-01", "06466")),
        ("xã Chi Lăng", ("2025-07-01", "06463")),
        ("tp Lạng Sơn", ("2024-12-01", "178")),
        ("Lạng Sơn", ("2025-07-01", "20")),
    ],
)
def test_the_kind_asked_for_comes_first(index, query: str, key) -> None:
    assert index.find(query)[0].unit.key == key


def test_exact_before_prefix_before_inside(index) -> None:
    hits = index.find("bac", limit=400)
    ranks = [hit.rank for hit in hits]
    assert ranks == sorted(ranks)
    by_name = {hit.unit.name: hit.rank for hit in hits}
    assert by_name["Bắc Sơn"] is Rank.PREFIX
    assert {h.unit.name: h.rank for h in index.find("son", limit=400)}["Bắc Sơn"] is Rank.WORD
    assert index.find("ong dan")[0].rank is Rank.INSIDE


@pytest.mark.parametrize("query", ["dong dnag", "dongdang", "Đồng Đăg"])
def test_small_slips_are_forgiven(index, query: str) -> None:
    hit = index.find(query)[0]
    assert (hit.unit.key, hit.rank) == (("2025-07-01", "06184"), Rank.TYPO)


def test_near_names_stay_away_where_one_fits(index) -> None:
    # "tam thanh" is one letter away.
    assert {fold(hit.unit.name) for hit in index.find("Tân Thành")} == {"tan thanh"}


@pytest.mark.parametrize("query", ["", "  ", "?!", "zzzz", "99999", "<img src=x onerror=alert(1)>"])
def test_nothing_found(index, query: str) -> None:
    assert index.find(query) == ()


def test_limit_and_beginning_of_a_code(index) -> None:
    assert len(index.find("a")) == 12
    assert len(index.find("a", limit=3)) == 3
    hits = index.find("0618", limit=50)
    assert hits
    assert all(hit.rank is Rank.PREFIX for hit in hits)


def test_a_renamed_unit_is_that_unit(facts) -> None:
    """The same land under a new name is not "part of" the new unit."""
    new = replace(facts.units["2025-07-01", "06184"], name="Cửa Ải", name_ascii="Cua Ai")
    row = next(row for row in facts.crosswalk if row.to_vintage == new.vintage)
    row = replace(row, from_code="06184", to_code="06184", basis="unchanged")
    old = facts.units["2024-12-01", "06184"]
    district = facts.units["2024-12-01", "183"]
    units = {unit.key: unit for unit in (new, old, district)}
    index = SearchIndex(replace(facts, units=units, crosswalk=(row,)))
    (hit,) = index.find("Đồng Đăng")
    assert hit.is_same
    assert describe_hit(hit, lang="vi") == "thị trấn Đồng Đăng (Cao Lộc) → nay là xã Cửa Ải"
    assert describe_hit(hit, lang="en") == "Đồng Đăng Township (Cao Lộc) → now Cửa Ải Commune"


def test_repeated_present_names_carry_their_district(facts) -> None:
    one = facts.units["2025-07-01", "06184"]
    other = replace(facts.units["2025-07-01", "06154"], name=one.name)
    districts = [facts.units["2024-12-01", code] for code in ("182", "183")]
    units = {unit.key: unit for unit in (one, other, *districts)}
    index = SearchIndex(replace(facts, units=units, crosswalk=()))
    assert [describe_hit(hit, lang="vi") for hit in index.find("Đồng Đăng")] == [
        "xã Đồng Đăng (Văn Lãng)",
        "xã Đồng Đăng (Cao Lộc)",
    ]


def test_every_unit_of_a_made_up_province_is_found(tiny) -> None:
    index = SearchIndex(tiny)
    for unit in tiny.units.values():
        hits = index.find(unit.name, limit=100)
        assert unit.name in {hit.unit.name for hit in hits if hit.rank is Rank.EXACT}


# No deadline: a busy machine is no fault of the search.
@settings(deadline=None)
@given(data=st.data())
def test_any_name_finds_its_unit_in_any_spelling(facts, index, data) -> None:
    unit = data.draw(st.sampled_from(sorted(facts.units.values(), key=lambda unit: unit.key)))
    name = data.draw(st.sampled_from([unit.name, unit.name_ascii, unit.code]))
    if name != unit.code:
        name = data.draw(st.sampled_from(["", *PREFIXES[unit.kind]])) + name
    if data.draw(st.booleans()):
        name = TONE.sub(r"\1\3\2", unicodedata.normalize("NFD", name))
    form = data.draw(st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]))
    case = data.draw(st.sampled_from([str, str.lower, str.upper, str.title]))
    hits = index.find(unicodedata.normalize(form, case(name)), limit=400)
    exact = [hit for hit in hits if hit.rank is Rank.EXACT]
    same = {(hit.unit.kind, hit.unit.name) for hit in exact}
    assert (unit.kind, unit.name) in same


@settings(deadline=None)
@given(query=st.text(max_size=40))
def test_any_text_can_be_searched(index, query: str) -> None:
    hits = index.find(query, limit=5)
    assert len(hits) <= 5
    assert all(describe_hit(hit, lang="vi") for hit in hits)


def test_the_example_is_of_the_province_and_finds_something(facts, tiny) -> None:
    # the first commune of today, the first name of before that no commune has any more
    assert search_example(tiny) == "o mot, Ô Hai, 70001…"
    assert search_example(facts) == "dong kinh, Vĩnh Trại, 05977…"
    for each in (facts, tiny):
        words = search_example(each).removesuffix("…").split(", ")
        hits = [SearchIndex(each).find(word, limit=1)[0] for word in words]
        assert [hit.is_current for hit in hits] == [True, False, True]


def test_where_no_name_has_gone_the_example_has_none(tiny) -> None:
    units = {
        key: unit
        for key, unit in tiny.units.items()
        if unit.name not in ("Ô Hai", "Ô Hòa", "Ô Đen")
    }
    assert search_example(replace(tiny, units=units)) == "o mot, 70001…"
