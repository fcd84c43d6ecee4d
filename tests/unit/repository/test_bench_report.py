"""What the measurement makes of its samples; all numbers here are made up."""

import json
from dataclasses import replace
from typing import Any

import pytest

from bench.cases import JUDGED, Case, Way
from bench.report import (
    Heap,
    Results,
    Sample,
    Verdict,
    as_json,
    judge,
    report,
    spread,
    verdict_table,
    ways_table,
)

FLOOR = Sample(painted=300, settled=300, agreed=300, page_bytes=900, map_bytes=0)
APP = Sample(painted=150, settled=300, agreed=300, page_bytes=7_999, map_bytes=1_999)
PLAIN = Sample(painted=450, settled=900, agreed=900, page_bytes=210_000, map_bytes=39_980)
HEAP = Heap(turns=200, before=20_000_000, after=29_999_999)


def results(*, heap: Heap = HEAP, **samples: list[Sample]) -> Results:
    """Return results for 200 polygons that hold every bound but for what is given."""
    just: dict[Way, list[Sample]] = {"floor": [FLOOR], "app": [APP], "plain": [PLAIN]}
    return Results({(200, way): samples.get(way, just[way]) for way in JUDGED}, heap)


def failed(measured: Results) -> list[str]:
    """Return what of the bounds that fail was measured."""
    return [verdict.measured for verdict in judge(measured) if not verdict.holds]


def test_spread_of_a_few_numbers() -> None:
    found = spread([40, 10, 30, 20, 100])
    assert (found.least, found.lower, found.median, found.upper, found.most) == (
        10,
        20,
        30,
        40,
        100,
    )


def test_spread_of_one_number_and_of_none() -> None:
    assert spread([7]).lower == spread([7]).upper == spread([7]).median == 7
    with pytest.raises(ValueError, match="no numbers"):
        spread([])


def test_results_exactly_at_the_bounds_hold() -> None:
    assert failed(results()) == []
    assert len(judge(results())) == 7


@pytest.mark.parametrize(
    ("change", "measured"),
    [
        ({"app": [replace(APP, painted=152)]}, ["0.51 times", "2.96 times"]),
        ({"app": [replace(APP, agreed=301)]}, ["301 ms"]),
        ({"plain": [replace(PLAIN, painted=449)]}, ["2.99 times"]),
        ({"plain": [replace(PLAIN, map_bytes=39_800)]}, ["5.02%"]),
        ({"app": [replace(APP, page_bytes=8_000)]}, ["at most 8.0 KB"]),
        ({"heap": Heap(200, 20_000_000, 30_000_000)}, ["10.0 MB (from 20.0 MB to 30.0 MB)"]),
    ],
)
def test_results_beyond_a_bound_fail(change: dict[str, Any], measured: list[str]) -> None:
    assert failed(results(**change)) == measured


def test_the_largest_message_counts_and_a_missing_one_fails() -> None:
    small = replace(APP, map_bytes=1_000)
    assert failed(results(app=[small, small, replace(APP, map_bytes=2_000)])) == ["at most 2.0 KB"]
    assert "at most 0.0 KB" in failed(results(app=[replace(APP, map_bytes=0)]))


def test_medians_are_compared_not_extremes() -> None:
    slow = replace(APP, painted=9_000)
    assert failed(results(app=[APP, slow, APP])) == []
    assert failed(results(app=[slow, slow, APP])) == ["30.00 times", "0.05 times"]


def test_every_number_of_polygons_is_judged() -> None:
    two = {**results().samples, **{(65, way): results().samples[200, way] for way in JUDGED}}
    two[65, "app"] = [replace(APP, painted=200)]
    measured = Results(two, HEAP)
    assert len(judge(measured)) == 13
    failures = [verdict for verdict in judge(measured) if not verdict.holds]
    assert [verdict.bound.split(":")[0] for verdict in failures] == ["65 polygons", "65 polygons"]
    assert [verdict.measured for verdict in failures] == ["0.67 times", "2.25 times"]


def test_at_the_size_of_the_country_other_bounds_are_judged() -> None:
    own = results().samples
    one = replace(APP, painted=300, page_bytes=19_999)
    plain = replace(PLAIN, painted=900)
    country: dict[tuple[int, Way], list[Sample]] = {
        (3321, "floor"): [FLOOR],
        (3321, "app"): [one],
        (3321, "plain"): [plain],
    }
    assert failed(Results({**own, **country}, HEAP)) == []
    country[3321, "app"] = [replace(one, painted=301, page_bytes=20_000)]
    assert failed(Results({**own, **country}, HEAP)) == [
        "1.00 times",
        "2.99 times",
        "at most 20.0 KB",
    ]


def test_report_says_the_figures_and_the_outcome_in_words() -> None:
    text = report(results())
    assert text.endswith("\nAll bounds hold.")
    row = next(line for line in text.splitlines() if "this app" in line)
    assert row.split() == [
        *("200", "this", "app"),
        *("150", "150-150", "150-150", "0.50", "300", "7,999", "1,999"),
    ]
    beyond = report(results(heap=Heap(200, 0, 11_000_000)))
    assert beyond.endswith("\n1 of 7 bounds fail.")
    assert beyond.count("FAILS") == 1


def test_other_ways_are_told_and_not_judged() -> None:
    other = replace(PLAIN, painted=12)
    measured = Results({**results().samples, (200, "deck"): [other]}, HEAP)
    row = next(line for line in report(measured).splitlines() if "pydeck" in line)
    assert row.split()[:3] == ["200", "pydeck", "12"]
    assert len(judge(measured)) == 7
    assert [sample["page"] for sample in as_json(measured)["samples"]][-1] == "deck"


def test_the_table_of_ways_has_a_column_for_every_number_of_polygons() -> None:
    own = results().samples
    measured = Results({**own, (3321, "deck"): [replace(PLAIN, painted=12_345)]}, HEAP)
    rows = list(ways_table(measured))
    assert rows[0] == "| page | 200 polygons | 3,321 polygons |"
    assert "| this app | 150 ms, 8.0 KB |  |" in rows
    assert "| pydeck |  | 12,345 ms, 210.0 KB |" in rows


def test_a_bound_that_fails_is_told_in_the_table_of_the_readme() -> None:
    rows = list(
        verdict_table([Verdict("so fast", "5 ms", True), Verdict("so small", "9 KB", False)])
    )
    assert rows[2:] == ["| so fast | 5 ms |  |", "| so small | 9 KB | not held |"]


def test_json_has_every_sample_and_verdict() -> None:
    content = json.loads(json.dumps(as_json(results(app=[APP, APP]))))
    assert [sample["page"] for sample in content["samples"]] == ["floor", "app", "app", "plain"]
    assert content["samples"][1]["painted"] == 150
    assert [verdict["holds"] for verdict in content["verdicts"]] == [True] * 7
    assert content["heap"] == {"turns": 200, "before": 20_000_000, "after": 29_999_999}


def test_the_layer_of_a_case_is_that_of_its_communes() -> None:
    assert Case("made_up", "1999-01-01", units=3, years=(1, 2)).layer == "commune-1999-01-01"
