"""Plans: how many communes are needed, what is known, the order suggested, files and addresses."""

import json
from dataclasses import replace
from math import ceil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.errors import PlanError, ViewError
from geo.facts.model import Recognition
from geo.figures.atlas import Atlas
from geo.reading.progress.words import suggestion_text
from geo.saved.plan import (
    LARGEST,
    plan_from_address,
    plan_to_address,
    plan_to_json,
    read_plan,
)
from geo.targets.plan import (
    Plan,
    count_share_target,
    count_share_targets,
    filled_plan,
    knowledge,
    needed,
    plan_years,
    share_path,
    suggest_order,
    units_concerned,
)

TARGET = "ntm_share_2030"
PLAN = Plan("Kế hoạch thử", TARGET, "2022-07-01", {"70001": 2023, "70010": 2030})


def recognised(code: str, class_id: str = "met", **changes) -> Recognition:
    row = Recognition(
        vintage="2022-07-01",
        commune_code=code,
        class_id=class_id,
        year=2021,
        date="",
        evidence="listing",
        decision_no="",
        source_id="thu-press",
        note_en="",
        note_vi="",
    )
    return replace(row, **changes)


def atlas_with(atlas: Atlas, *rows: Recognition, **changes) -> Atlas:
    """Return an atlas with more recognitions."""
    facts = replace(atlas.facts, recognitions=(*atlas.facts.recognitions, *rows), **changes)
    return Atlas(facts)


def test_of_all_communes_four_in_five_are_needed(atlas: Atlas) -> None:
    target = count_share_target(atlas, TARGET)
    assert len(units_concerned(atlas, target)) == 61
    assert {unit.kind for unit in units_concerned(atlas, target)} == {"commune"}
    assert needed(atlas, target) == 49


@pytest.mark.parametrize("wards", [1, 2, 7])
def test_what_is_needed_follows_the_units(atlas: Atlas, wards: int) -> None:
    target = count_share_target(atlas, TARGET)
    changed = {
        unit.key: replace(unit, kind="ward") for unit in units_concerned(atlas, target)[:wards]
    }
    other = Atlas(replace(atlas.facts, units=atlas.facts.units | changed))
    # 60 × 0.8 = 48, 59 × 0.8 = 47.2, 54 × 0.8 = 43.2
    assert needed(other, target) == {1: 48, 2: 48, 7: 44}[wards]


def test_what_is_needed_follows_the_target(atlas: Atlas) -> None:
    target = count_share_target(atlas, TARGET)
    assert needed(atlas, replace(target, value_low=100)) == 61
    assert needed(atlas, replace(target, value_low=0.1)) == 1
    advanced = count_share_target(atlas, "ntm_advanced_2030")
    assert needed(atlas, advanced) == ceil(0.3 * 61) == 19


def test_shipped_register_knows_nothing_of_the_merged_communes(atlas: Atlas) -> None:
    known = knowledge(atlas, count_share_target(atlas, TARGET))
    assert (known.year, known.met, known.pending, known.unknown) == (
        2025,
        frozenset(),
        frozenset(),
        61,
    )
    assert plan_years(atlas, count_share_target(atlas, TARGET)) == range(2026, 2031)


def test_knowledge_follows_the_register(atlas: Atlas) -> None:
    rows = [
        recognised("06184", vintage="2025-07-01", year=2025),
        recognised("06001", vintage="2025-07-01", year=2025, evidence="vote"),
        recognised("06019", vintage="2025-07-01", year=2025, evidence="plan"),
    ]
    target = count_share_target(atlas, TARGET)
    known = knowledge(atlas_with(atlas, *rows), target)
    assert (known.met, known.pending) == ({"06184"}, {"06001"})
    assert known.unknown == 59
    advanced = count_share_target(atlas, "ntm_advanced_2030")
    assert knowledge(atlas_with(atlas, *rows), advanced).met == set()


def test_only_a_share_of_communes_is_planned(atlas: Atlas, tiny_atlas: Atlas) -> None:
    assert [target.target_id for target in count_share_targets(tiny_atlas)] == [TARGET]
    for wrong in ("forest_cover_2030", "nowhere"):
        with pytest.raises(ViewError, match="ntm_share_2030, ntm_advanced_2030"):
            count_share_target(atlas, wrong)


def test_path_of_a_plan_against_the_even_way(tiny_atlas: Atlas) -> None:
    # Communes 70001, advanced since 2019 on unchanged boundaries, and 70010, merged: unknown.
    known = knowledge(tiny_atlas, count_share_target(tiny_atlas, TARGET))
    assert (known.met, known.unknown, known.year) == ({"70001"}, 1, 2021)
    path = share_path(tiny_atlas, PLAN)
    assert [(point.year, point.count, point.share) for point in path] == [
        *((year, 1, 50.0) for year in range(2021, 2030)),
        (2030, 2, 100.0),
    ]
    # from 50 to 80 % in nine years
    assert [point.needed_share for point in path] == pytest.approx(
        [50 + year * 30 / 9 for year in range(10)]
    )
    assert [point.needed_count for point in path] == [1] + [2] * 9


def test_a_plan_never_changes_what_is_known(tiny_atlas: Atlas) -> None:
    target = count_share_target(tiny_atlas, TARGET)
    before = knowledge(tiny_atlas, target)
    share_path(tiny_atlas, PLAN)
    suggest_order(tiny_atlas, target, weights={"70010": 5})
    assert knowledge(tiny_atlas, target) == before
    assert dict(PLAN.years) == {"70001": 2023, "70010": 2030}


def test_a_target_that_is_over_has_no_path(tiny_atlas: Atlas) -> None:
    target = replace(count_share_target(tiny_atlas, TARGET), target_year=2021)
    other = Atlas(replace(tiny_atlas.facts, targets={TARGET: target}))
    assert share_path(other, PLAN) == ()
    assert list(plan_years(other, target)) == []


def test_order_goes_by_criteria_then_parts_then_weight(atlas: Atlas) -> None:
    target = count_share_target(atlas, TARGET)
    order = suggest_order(atlas, target)
    assert len(order) == 61
    assert [(each.unit.code, each.criteria) for each in order[:2]] == [("06637", 17), ("06427", 15)]
    assert [each.criteria for each in order[2:]] == [None] * 59
    shares = [(each.parts_met / max(each.parts, 1), each.parts_higher) for each in order[2:]]
    assert [share for share, _ in shares] == sorted((s for s, _ in shares), reverse=True)
    kien_moc = next(each for each in order if each.unit.code == "06625")
    assert (kien_moc.parts, kien_moc.parts_met, kien_moc.known) == (3, 3, True)
    unknown = [each.unit.code for each in order if not each.known]
    assert unknown == sorted(unknown)
    last = unknown[-1]
    weighted = suggest_order(atlas, target, weights={last: 1.5})
    first_unknown = next(each for each in weighted if not each.known)
    assert (first_unknown.unit.code, first_unknown.weight) == (last, 1.5)


def test_what_is_lacking_is_filled_in_the_suggested_order(atlas: Atlas) -> None:
    order = [each.unit.code for each in suggest_order(atlas, count_share_target(atlas, TARGET))]
    last = order[-1]
    plan = Plan("Thử", TARGET, "2025-07-01", {last: 2026, order[0]: 2030})
    years = filled_plan(atlas, plan).years
    # 80 % of 61 in five even steps: 9.76, 19.52, 29.28, 39.04 and 48.8, rounded up
    assert [sum(when <= year for when in years.values()) for year in range(2026, 2031)] == [
        *(10, 20, 30, 40, 49)
    ]
    # what was marked stays, and counts
    assert (years[last], years[order[0]]) == (2026, 2030)
    assert [years.get(code) for code in order[1:11]] == [2026] * 9 + [2027]
    assert filled_plan(atlas, replace(plan, years=years)).years == years


def test_order_leaves_out_who_is_known_to_meet(tiny_atlas: Atlas) -> None:
    order = suggest_order(tiny_atlas, count_share_target(tiny_atlas, TARGET))
    # 70010 was made of 70010, pending, and 70013, unknown; its 15 criteria were on other land
    assert [each.unit.code for each in order] == ["70010"]
    assert (order[0].parts, order[0].parts_met, order[0].criteria) == (2, 0, None)
    assert not order[0].known


def test_order_says_what_it_rests_on(atlas: Atlas) -> None:
    target = count_share_target(atlas, TARGET)
    order = suggest_order(atlas, target, weights={"06637": 2})
    assert suggestion_text(order[0], lang="vi") == (
        "17\u00a0tiêu chí đạt (2025); 5 trong 5 xã cũ được biết đã đạt chuẩn; "
        "1 xã cũ ở mức cao hơn; mức ưu tiên: 2"
    )
    unknown = next(each for each in order if not each.known)
    assert suggestion_text(unknown, lang="en").startswith("nothing known; 0 of ")


def test_criteria_of_different_sets_are_not_ranked_together(atlas: Atlas) -> None:
    new = replace(
        next(row for row in atlas.facts.observations if row.indicator_id == "ntm_criteria_met"),
        vintage="2025-07-01",
        unit_code="06184",
        year=2026,
        period="year",
        value=9,
    )
    other = Atlas(replace(atlas.facts, observations=(*atlas.facts.observations, new)))
    order = suggest_order(other, count_share_target(other, TARGET))
    assert [each.unit.code for each in order if each.criteria is not None] == ["06184"]


def test_a_share_that_the_register_does_not_count_is_unknown(tiny_atlas: Atlas) -> None:
    target = replace(
        tiny_atlas.facts.targets[TARGET], target_id="canopy", indicator_id="canopy_pct"
    )
    other = Atlas(replace(tiny_atlas.facts, targets={"canopy": target}))
    known = knowledge(other, target)
    assert ([unit.code for unit in known.units], known.met) == (
        ["70001", "70007", "70010"],
        frozenset(),
    )
    assert needed(other, target) == 3
    assert [each.known for each in suggest_order(other, target)] == [False] * 3


def faults(atlas: Atlas, content: bytes) -> list[tuple[str | None, str | None]]:
    with pytest.raises(PlanError) as caught:
        read_plan(atlas, content)
    return [(fault.column, fault.value) for fault in caught.value.faults]


def broken(**changes) -> bytes:
    document = json.loads(plan_to_json(PLAN))
    return json.dumps({**document, **changes}).encode()


def test_a_plan_comes_back_from_its_file(tiny_atlas: Atlas) -> None:
    content = plan_to_json(PLAN)
    assert read_plan(tiny_atlas, content) == PLAN
    assert plan_to_json(replace(PLAN, years=dict(reversed(PLAN.years.items())))) == content
    assert "Kế hoạch thử".encode() in content
    assert read_plan(tiny_atlas, b"\xef\xbb\xbf" + content) == PLAN


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", [(None, None)]),
        (b"\xff\xfe", [(None, None)]),
        (b"[" * 50_000, [(None, None)]),
        (b"[]", [("format", None)]),
        (b'{"format": "csv"}', [("format", None)]),
        (plan_to_json(PLAN) + b" " * LARGEST, [(None, None)]),
        (broken(version=2), [("version", "2")]),
        (broken(name=""), [("name", "")]),
        (broken(name="a\nb"), [("name", "a\nb")]),
        (broken(name="x" * 81), [("name", "x" * 80)]),
        (broken(name=7), [("name", "7")]),
        (broken(target="forest_2030"), [("target", "forest_2030")]),
        (broken(vintage="2015-01-01"), [("vintage", "2015-01-01")]),
        (broken(communes="70001"), [("communes", None)]),
        (broken(communes=[["70001", 2023]]), [("communes[0]", None)]),
        (broken(colour="red"), [("colour", None)]),
        (
            broken(communes=[{"code": "70007", "year": 2023}]),
            [("communes[0].code", "70007")],
        ),
        (
            broken(communes=[{"code": "70001", "year": year} for year in (2021, 2031, True)]),
            [
                ("communes[0].year", "2021"),
                ("communes[1].year", "2031"),
                ("communes[2].year", "True"),
            ],
        ),
        (
            broken(communes=[{"code": "70001", "year": year} for year in (2023, 2024)]),
            [("communes[1].code", "70001")],
        ),
    ],
)
def test_a_bad_file_is_refused(tiny_atlas: Atlas, content: bytes, expected: list) -> None:
    assert faults(tiny_atlas, content) == expected


def test_every_fault_of_a_file_is_named_at_once(tiny_atlas: Atlas) -> None:
    content = broken(
        name=" ",
        version="1",
        communes=[{"code": "99999", "year": 1999}, {"code": 70001, "year": "2023"}, {}],
    )
    assert [column for column, _ in faults(tiny_atlas, content)] == [
        *("version", "name", "communes[0].code", "communes[0].year"),
        *("communes[1].code", "communes[1].year", "communes[2]"),
    ]


def test_a_key_that_stands_twice_is_a_fault(tiny_atlas: Atlas) -> None:
    twice = plan_to_json(PLAN).replace(b'"name":', b'"name": "x", "name":')
    assert faults(tiny_atlas, twice) == [("name", None)]


def test_the_address_is_short_plain_text(tiny_atlas: Atlas) -> None:
    text = plan_to_address(replace(PLAN, name="Thử ~1"))
    assert text == "ntm_share_2030~2022-07-01~Th%E1%BB%AD%20%7E1~2023:70001~2030:70010"
    assert plan_from_address(tiny_atlas, text).name == "Thử ~1"


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", [None]),
        ("ntm_share_2030", [None]),
        ("x" * (LARGEST + 1), [None]),
        ("ntm_share_2030~2022-07-01~a~2023", [None]),
        ("ntm_share_2030~2022-07-01~a~2023:70001.", [None]),
        ("ntm_share_2030~2022-07-01~~2023:70001", ["name"]),
        ("ntm_share_2030~2015-01-01~a~2023:70004", ["vintage"]),
        (
            "other~2022-07-01~a~2023:70004.70004~1:2",
            [None, "target", "communes[1].code"],
        ),
        (
            "ntm_share_2030~2022-07-01~a~2023:70004~2040:70001",
            ["communes[0].code", "communes[1].year"],
        ),
    ],
)
def test_a_bad_address_is_refused(tiny_atlas: Atlas, text: str, columns: list) -> None:
    with pytest.raises(PlanError) as caught:
        plan_from_address(tiny_atlas, text)
    assert [fault.column for fault in caught.value.faults] == columns


NAMES = (
    st.text(min_size=1, max_size=80)
    .map(str.strip)
    .filter(lambda name: name != "" and name.isprintable())
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(name=NAMES, data=st.data())
def test_files_and_addresses_keep_a_plan(atlas: Atlas, name: str, data: st.DataObject) -> None:
    target = count_share_target(atlas, TARGET)
    codes = [unit.code for unit in units_concerned(atlas, target)]
    years = data.draw(
        st.dictionaries(st.sampled_from(codes), st.sampled_from(plan_years(atlas, target)))
    )
    plan = Plan(name, TARGET, "2025-07-01", years)
    address = plan_to_address(plan)
    assert address.isascii()
    assert plan_from_address(atlas, address) == plan
    assert plan_to_address(plan_from_address(atlas, address)) == address
    assert read_plan(atlas, plan_to_json(plan)) == plan
    # every commune: 6 characters each, and what surrounds them
    assert len(address) < 61 * 6 + 5 * 6 + 40 + 12 * len(name)
