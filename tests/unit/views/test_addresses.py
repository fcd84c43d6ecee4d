"""Addresses as they arrive: mutilated, doubled, from letters; nothing goes without a word."""

import random
from contextlib import suppress
from urllib.parse import parse_qs, urlencode

import pytest

from geo.errors import ViewError
from geo.figures.view import View
from geo.language.texts import texts
from geo.reading.conditions import class_names, conditions_text
from geo.views.address import (
    SHOWS,
    VIEW_KEYS,
    read_choice,
    read_filter,
    read_query,
    read_shown,
    read_targets,
    write_query,
)
from geo.views.drawing import draw
from geo.views.request import Request, read_request, write_request
from ui.session.query import EXTRA_KEYS, read_extras, read_pairs

NEW = "2022-07-01"
FALLBACK = Request(View("urban_share_census_pct", 2014, "commune", NEW))
GOOD = [
    {"indicator": "population", "year": "2014", "level": "commune", "vintage": NEW,
     "mode": "value", "scheme": "1500;2500.5", "filter": "class:1;min:1000"},
    {"indicator": "forest_cover_pct", "year": "2020", "level": "commune", "vintage": "2015-01-01",
     "mode": "gap", "unit": "70001", "lang": "en"},
    {"indicator": "population", "year": "2014", "level": "district", "vintage": NEW,
     "mode": "value", "scheme": "quantiles", "k": "3", "latest": "1", "filter": "district:701"},
    {"section": "plan", "plan": "x", "themes": "forest", "status": "slow,on_track", "scene": "3"},
]  # fmt: skip
PIECES = [
    "", "1", "-1", "0", "9" * 15, "9" * 16, "9" * 32, "9" * 400, "1e400", "nan", "inf", "1.5",
    "0.0000000000000001", "1,5", ";", ":", ",", "&", "amp;", "%00", "\x00", "\ud7ff", "٣", "²",
    "😀", "<script>", "'", '"', "..", "/", "none", "class:9", "min:", "max:-", "zone:whole",
    "district:1", "commune", "gap", "pace", "fisher", "2011-01-01", "year", "lang", " ", "\n", "+",
]  # fmt: skip
COUNT, SEED = 10_000, 8


def mutated(rng: random.Random) -> str:
    """Return an address with one to four things wrong."""
    query = dict(rng.choice(GOOD))
    for _ in range(rng.randint(1, 4)):
        key = rng.choice([*query, *VIEW_KEYS, *EXTRA_KEYS])
        value = query.get(key, "")
        at = rng.randint(0, len(value))
        match rng.randrange(5):
            case 0:
                query[key] = rng.choice(PIECES)
            case 1:
                query[key] = value[:at] + rng.choice(PIECES) + value[at:]
            case 2:
                query[key] = value[:at] + value[at + 1 :]
            case 3:
                query[f"amp;{key}"] = query.pop(key, rng.choice(PIECES))
            case _:
                query[rng.choice(PIECES)] = value
    text = urlencode(query, errors="replace")
    return text if rng.random() < 0.8 else text[: rng.randint(0, len(text))]


def test_a_scene_and_a_command_take_how_a_view_is_shown_or_refuse(tiny_atlas) -> None:
    whole = f"indicator=population&year=2014&level=commune&vintage={NEW}"
    for shown in SHOWS:
        _, query = read_query(tiny_atlas, f"{whole}&show={shown}")
        assert read_shown(query["show"]) == shown
    view, _ = read_query(tiny_atlas, whole)
    assert write_query(view, shown="map") == write_query(view)
    assert write_query(view, shown="table") == f"{write_query(view)}&show=table"
    with pytest.raises(ViewError, match="unknown way to show a view 'globe'"):
        read_query(tiny_atlas, f"{whole}&show=globe")


@pytest.mark.exhaustive
def test_ten_thousand_mutated_addresses_raise_nothing(tiny_atlas) -> None:
    rng = random.Random(SEED)
    for _ in range(COUNT):
        text = mutated(rng)
        query, left_out = read_pairs(parse_qs(text, keep_blank_values=True))
        request, notices = read_request(tiny_atlas, query, fallback=FALLBACK)
        extras, unknown = read_extras(tiny_atlas, query)
        told = {notice.key for notice in [*left_out, *notices, *unknown]}
        # what the app then writes, it accepts
        written = write_request(request) | extras
        assert read_pairs({key: [value] for key, value in written.items()}) == (written, []), text
        assert read_request(tiny_atlas, written, fallback=FALLBACK) == (request, []), text
        assert read_extras(tiny_atlas, written) == (extras, []), text
        # and what it does not write was told
        dropped = [key for key, value in query.items() if value and key not in written]
        silent = [key for key in dropped if f"notice.{key}" not in told]
        assert [key for key in silent if meant_something(key, query[key])] == [], text
        check_words(tiny_atlas, request)
        read_strictly(tiny_atlas, text)


def meant_something(key: str, value: str) -> bool:
    """Tell whether leaving a value out changes anything."""
    return (key, value) not in (("latest", "0"), ("lang", "vi")) and not (
        key == "filter" and set(value) <= {";"}
    )


def check_words(atlas, request: Request) -> None:
    """Print all numbers that an address can hold."""
    drawing = draw(atlas, request.view)
    for lang in ("vi", "en"):
        class_names(atlas, drawing, lang=lang)
        conditions_text(atlas, drawing, request.filter, lang=lang)


def read_strictly(atlas, text: str) -> None:
    for read in (read_query, read_targets):
        with suppress(ViewError):
            read(atlas, text)


def strictly(atlas, query: dict[str, str]) -> Request | None:
    """Return what a strict reading takes a query for; None where it refuses it."""
    try:
        view, pairs = read_query(atlas, urlencode(query, errors="replace"))
        _, unit = read_choice(atlas, draw(atlas, view), pairs)
        chosen = read_filter(atlas, view, pairs.get("filter", ""))
    except ViewError:
        return None
    return Request(view, unit, chosen, pairs.get("lang", "vi"))


def check_that_both_agree(atlas, query: dict[str, str]) -> bool:
    """Tell whether a query that names a whole view is taken; both readings have to say the same."""
    request, notices = read_request(atlas, query, fallback=FALLBACK)
    strict = strictly(atlas, query)
    assert (strict is None) == bool(notices), (query, notices)
    assert strict in (None, request), query
    return strict is not None


@pytest.mark.parametrize(
    ("key", "taken", "refused"),
    [
        ("indicator", ["forest_cover_pct"], ["", "rain_mm"]),
        ("year", ["2019"], ["", "1999", "20190", "٢٠١٩", "-1", "2019.0"]),
        ("level", ["district", "province"], ["", "village"]),
        ("vintage", ["2015-01-01"], ["", "1999-01-01", "2011-01-01"]),
        ("mode", ["value"], ["", "speed", "gap", "pace"]),
        ("unit", ["", "70001"], ["70004", "701", "<b>"]),
        ("scheme", ["", "fisher", "1500;2500.5"], ["jenks", "30;15", ";"]),
        ("k", ["2", "7"], ["", "0", "1", "10", "many"]),
        ("filter", ["", ";", "class:0,none", "district:702", "min:5;max:-5"],
         ["class:9", "district:183", "colour:red", "zone:half", "min:1e3"]),
        ("latest", ["", "0", "1"], ["yes", "2"]),
        ("lang", ["vi", "en"], ["", "fr"]),
    ],
)  # fmt: skip
def test_a_strict_reading_refuses_what_a_page_replaces(tiny_atlas, key, taken, refused) -> None:
    whole = {"indicator": "population", "year": "2014", "level": "commune", "vintage": NEW}
    if key == "indicator":
        whole |= {"year": "2020"}
    assert [check_that_both_agree(tiny_atlas, whole | {key: text}) for text in taken] == [
        True
    ] * len(taken)
    assert not any(check_that_both_agree(tiny_atlas, whole | {key: text}) for text in refused)


@pytest.mark.exhaustive
def test_both_readings_agree_on_thousands_of_mutated_views(tiny_atlas) -> None:
    rng = random.Random(SEED)
    taken = 0
    for _ in range(COUNT // 2):
        found, _ = read_pairs(parse_qs(mutated(rng), keep_blank_values=True))
        query = {key: found[key] for key in VIEW_KEYS if key in found}
        if {"indicator", "year", "level", "vintage"} <= query.keys():
            taken += check_that_both_agree(tiny_atlas, query)
    assert taken > 100


@pytest.mark.parametrize("prefix", ["amp;", "amp;amp;"])
def test_keys_from_letters_and_chats_are_read_as_meant(tiny_atlas, prefix) -> None:
    text = f"indicator=population&{prefix}year=2014&{prefix}level=commune&{prefix}vintage={NEW}"
    query, notices = read_pairs(parse_qs(text, keep_blank_values=True))
    assert query == {
        "indicator": "population", "year": "2014", "level": "commune", "vintage": NEW,
    }  # fmt: skip
    assert notices == []
    view, _ = read_query(tiny_atlas, text)
    assert view == View("population", 2014, "commune", NEW)


def test_keys_that_no_page_knows_are_told() -> None:
    query, notices = read_pairs({"yaer": ["2014"], "lang": ["en"], "fbclid": ["x"]})
    assert query == {"lang": "en"}
    assert [(each.key, dict(each.fields)) for each in notices] == [
        ("notice.unknown", {"keys": "“yaer”, “fbclid”"})
    ]


def test_of_a_key_given_twice_the_last_text_stands_and_is_told() -> None:
    query, notices = read_pairs({"year": ["2009", "2019"], "amp;lang": ["en"], "lang": ["en"]})
    assert query == {"year": "2019", "lang": "en"}
    assert [(each.key, dict(each.fields)) for each in notices] == [
        ("notice.double", {"key": "year", "value": "2019"})
    ]


@pytest.mark.parametrize(
    ("query", "kept", "told"),
    [
        ({"section": "plan"}, {"section": "plan"}, {}),
        ({"section": "plans"}, {}, {"notice.section": "plans"}),
        ({"status": "slow,fast,on_track"}, {"status": "slow,on_track"}, {"notice.status": "fast"}),
        ({"themes": "forest,"}, {"themes": "forest"}, {"notice.themes": ""}),
        ({"scene": "3"}, {"scene": "3"}, {}),
        ({"scene": "03"}, {}, {"notice.scene": "03"}),
        ({"scene": "0"}, {}, {"notice.scene": "0"}),
        ({"scene": "²"}, {}, {"notice.scene": "²"}),
        ({"scene": ""}, {}, {}),
        ({"plan": "anything"}, {"plan": "anything"}, {}),
        ({"show": "chart"}, {"show": "chart"}, {}),
        ({"show": "globe"}, {}, {"notice.show": "globe"}),
    ],
)
def test_what_pages_keep_besides_the_view(tiny_atlas, query, kept, told) -> None:
    extras, notices = read_extras(tiny_atlas, query)
    assert extras == kept
    assert {each.key: dict(each.fields)["value"] for each in notices} == told
    for lang in ("vi", "en"):
        assert all(texts(lang)(each.key, **dict(each.fields)) for each in notices)


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ({"indicator": ""}, "notice.indicator"),
        ({"scheme": "1;" + "9" * 32}, "notice.scheme"),
        ({"filter": "min:" + "9" * 32}, "notice.filter"),
        ({"filter": "class:9"}, "notice.filter"),
    ],
)
def test_what_used_to_be_taken_or_dropped_in_silence(tiny_atlas, query, key) -> None:
    request, notices = read_request(tiny_atlas, query, fallback=FALLBACK)
    assert request == FALLBACK
    assert [notice.key for notice in notices] == [key]


def test_a_strict_reading_refuses_a_latest_it_cannot_read(tiny_atlas) -> None:
    text = f"indicator=population&year=2014&level=commune&vintage={NEW}&latest=yes"
    with pytest.raises(ViewError, match="latest=yes"):
        read_query(tiny_atlas, text)
