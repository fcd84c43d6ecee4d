"""What each target is fed with, and what was found once: `FUZZED` by the name of the target."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from geo.figures.atlas import Atlas
from geo.targets.plan import plan_years, units_concerned
from tests.fuzz import targets
from tests.fuzz.layers import REFUSED, boundary_files, read_boundaries
from tests.fuzz.spreadsheets import FINDS, read_spreadsheet, spreadsheets
from tests.fuzz.texts import DEEP, HUGE, ODD, addresses, broken, files, odd, queries

QUERY = "indicator=forest_cover_pct&year=2020&level=commune&vintage=2015-01-01"
MEETING = {
    "format": "atlas-meeting",
    "version": 1,
    "title": "Họp",
    "title_en": "Meeting",
    "scenes": [
        {"query": QUERY, "note": "Nói chậm"},
        {"kind": "target", "query": "target=forest_2030"},
    ],
}
PLAN = {
    "format": "commune-plan",
    "version": 1,
    "name": "Tên",
    "target": "ntm_share_2030",
    "vintage": "2022-07-01",
    "communes": [{"code": "70001", "year": 2027}, {"code": "70010", "year": 2028}],
}
PLAN_ADDRESS = "ntm_share_2030~2022-07-01~T%C3%AAn~2023:70001~2030:70010"


@dataclass(frozen=True)
class Fuzzed:
    """A reader with what it is fed and the finds that are kept.

    Parameters
    ----------
    read
        Reads one input against a world; tells whether it was taken.
    inputs
        Makes the inputs from the facts.
    refused, taken
        Inputs that once raised something else, or that nearly did: those that are rightly
        refused, or replaced with a notice, and those that are not.
    examples
        How many inputs `make test` tries; all of them take about a minute.
    """

    read: Callable[[targets.World, Any], bool]
    inputs: Callable[[Atlas], st.SearchStrategy[Any]]
    refused: tuple[Any, ...]
    taken: tuple[Any, ...]
    examples: int


def _meetings(atlas: Atlas) -> st.SearchStrategy[bytes]:
    query = addresses(targets.known(atlas)) | st.just(QUERY)
    target = st.sampled_from([f"target={key}" for key in atlas.facts.targets]) | odd
    scene = st.fixed_dictionaries(
        {"query": query}, optional={"title": odd, "note": odd, "title_en": odd, "note_en": odd}
    ) | st.fixed_dictionaries(
        {"query": target | query, "kind": st.sampled_from(["target", "map", "profile", "film"])}
    )
    document = st.lists(scene, max_size=3).map(lambda scenes: MEETING | {"scenes": scenes})
    return files(document)


def _plans(atlas: Atlas) -> st.SearchStrategy[bytes]:
    target = atlas.facts.targets[str(PLAN["target"])]
    codes = st.sampled_from([unit.code for unit in units_concerned(atlas, target)])
    years = st.sampled_from(plan_years(atlas, target))
    document = st.dictionaries(codes, years, max_size=6).map(
        lambda marked: (
            PLAN | {"communes": [{"code": code, "year": year} for code, year in marked.items()]}
        )
    )
    return files(document)


def _dumped(document: object) -> bytes:
    return json.dumps(document).encode()


def _sound(document: dict[str, object]) -> tuple[bytes, ...]:
    """Return a file as it is written, and with its version as other programs write a number."""
    whole = _dumped(document)
    return whole, whole.replace(b'"version": 1', b'"version": 1.0')


def _file_finds(document: dict[str, object]) -> tuple[bytes, ...]:
    whole = _dumped(document)
    form = json.dumps(document["format"]).encode()
    return (
        *(whole.replace(b'"version": 1', b'"version": ' + value) for value in _BAD_NUMBERS),
        *(_dumped(document | {key: "\ud800"}) for key in ("format", "title", "name", "target")),
        whole.replace(b'"version": 1', b'"version": 1, "version": 1'),
        b'{"format": ' + form + b', "\\ud800": 1, "\\ud800": 2}',
        b'{"format": ' + form + b', "version": ' + DEEP.encode() + b"}",
        DEEP.encode(),
        b"\xff\xfe" + whole,
        b"",
    )


_BAD_NUMBERS = (b"NaN", b"Infinity", b"-Infinity", b"1e400", b"true", HUGE.encode(), b"[]")
_GOOD = {
    "unit": ("",),
    "filter": ("", ";"),
    "scheme": ("", "0", "-1", "1.5", "-0", "999999999999999"),
}
"""Odd texts that mean something under a key: no unit, no condition, a single bound."""

FUZZED = {
    "strict address": Fuzzed(
        targets.read_strictly,
        lambda atlas: addresses(targets.known(atlas)),
        (
            f"{QUERY}&scheme=1;{'9' * 32}",
            f"{QUERY}&filter=min:{'9' * 32}",
            f"{QUERY}&filter=max:{'9' * 400}",
            f"{QUERY}&filter=district:{'9' * 400}",
            QUERY.replace("2020", "9" * 400),
            f"{QUERY}&unit=\ud800",
            f"{QUERY}&lang=\ud800",
            f"{QUERY}&\ud800=1",
            f"{QUERY}&unit=%ED%A0%80",
            "&".join(f"a{number}=1" for number in range(200)),
        ),
        (QUERY, QUERY.replace("&year", "&amp;year")),
        500,
    ),
    "address of a page": Fuzzed(
        targets.read_leniently,
        lambda atlas: queries(targets.known(atlas)),
        (
            {"scheme": f"1;{'9' * 32}"},
            {"filter": f"min:{'9' * 32}"},
            {"filter": f"min:0.{'0' * 400}1"},
            {"year": HUGE + "9"},
            *(
                {key: value}
                for key in ("year", "k", "unit", "filter", "scheme")
                for value in ODD
                if value not in _GOOD.get(key, ())
            ),
        ),
        (
            {},
            {"amp;year": "2014"},
            *({key: value} for key, values in _GOOD.items() for value in values),
        ),
        500,
    ),
    "address of targets": Fuzzed(
        targets.read_targets_of,
        lambda atlas: broken(
            st.sampled_from([f"target={key}&lang=en" for key in atlas.facts.targets])
            | st.just("programme=ke-hoach-thu&theme=forest")
        ),
        ("target=\ud800", "target=%ED%A0%80", "target=a&target=a", "programme="),
        (),
        500,
    ),
    "meeting file": Fuzzed(
        targets.open_meeting, _meetings, _file_finds(MEETING), _sound(MEETING), 400
    ),
    "plan file": Fuzzed(targets.open_plan, _plans, _file_finds(PLAN), _sound(PLAN), 500),
    "plan address": Fuzzed(
        targets.open_plan_address,
        lambda _: broken(st.just(PLAN_ADDRESS)),
        (
            "~~",
            f"{PLAN_ADDRESS}~2029:{'9' * 400}",
            "ntm_share_2030~2022-07-01~\ud800~2027:70001",
            "\ud800~\ud800~x",
        ),
        (PLAN_ADDRESS, "ntm_share_2030~2022-07-01~%ED%A0%80~2027:70001"),
        500,
    ),
    "spreadsheet": Fuzzed(read_spreadsheet, spreadsheets, FINDS, (), 400),
    "boundary layers": Fuzzed(read_boundaries, boundary_files, REFUSED, (), 100),
}
