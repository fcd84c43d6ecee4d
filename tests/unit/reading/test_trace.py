"""The trace of a status, computed again from its own printed lines."""

import math
import re
from dataclasses import replace

import pytest

from geo.figures.atlas import Atlas
from geo.reading.progress.trace import STEPS, trace, trace_table
from geo.targets.assessment import Assessment
from geo.targets.progress import Progress, all_progress, measure_progress

COMPUTED = ("gap", "observed", "required", "ratio", "open_sdg", "projected", "arrival")


def recomputed(formula: str, lang: str) -> float:
    """Evaluate a printed formula with nothing but its own numbers."""
    rounded = {"vi": ", làm tròn lên", "en": ", rounded up"}[lang]
    plain = formula.removesuffix(rounded)
    plain = plain.replace(".", "").replace(",", ".") if lang == "vi" else plain.replace(",", "")
    for sign, operator in (("−", "-"), ("×", "*"), ("^", "**"), (";", ",")):
        plain = plain.replace(sign, operator)
    assert re.fullmatch(r"(min|max|log|[0-9.+*/(), -])+", plain)
    found = eval(plain, {"__builtins__": {}}, {"min": min, "max": max, "log": math.log})
    return math.ceil(found - 1e-6) if formula.endswith(rounded) else found


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_shipped_trace_computes_again(atlas: Atlas, lang: str) -> None:
    checked = 0
    for measured in all_progress(atlas):
        for row in trace(atlas, measured, lang=lang):
            if row.step not in COMPUTED:
                assert row.result is None
                continue
            found = recomputed(row.formula, lang)
            assert found == pytest.approx(row.result, rel=1e-5, abs=1e-5), row
            checked += 1
    # six with a ratio, others with a gap or a required pace alone
    assert checked > 40


def by_step(atlas: Atlas, measured: Progress, lang: str = "en") -> dict[str, object]:
    return {row.step: row for row in trace(atlas, measured, lang=lang)}


def test_a_trace_tells_inputs_formulas_results_and_rule(atlas: Atlas) -> None:
    measured = measure_progress(atlas, atlas.facts.targets["ntm_share_2030"])
    rows = trace(atlas, measured, lang="en")
    assert [row.step for row in rows] == [
        # a new standard begins in 2026, between the latest figure and the target
        *("target", "baseline", "latest", "break", "gap", "observed", "required", "ratio"),
        *("open_sdg", "projected", "arrival", "status", "reason"),
    ]
    steps = by_step(atlas, measured)
    base = steps["baseline"]
    assert (base.value, base.year, base.period) == (28.18, 2020, "5 August 2020")
    assert (base.flag, base.source_ids) == ("derived from sources", ("baolangson-2020-2xa",))
    target = steps["target"]
    assert (target.value, target.year, target.source_ids) == (80, 2030, ("52-ctr-tu-2022",))
    assert steps["observed"].formula == "(60.57 − 28.18) / (2025 − 2020)"
    assert steps["required"].formula == "(80 − 60.57) / (2030 − 2025)"
    assert (steps["status"].formula, steps["status"].result_text) == ("0.95 or more", "on track")


def test_the_status_follows_from_the_recomputed_ratio(atlas: Atlas) -> None:
    bounds = {"on_track": (0.95, math.inf), "speed_up": (0.6, 0.95), "slow": (0, 0.6)}
    judged = 0
    for measured in all_progress(atlas):
        ratio = by_step(atlas, measured).get("ratio")
        if ratio is not None:
            low, high = bounds[measured.status]
            assert low <= recomputed(ratio.formula, "en") < high
            judged += 1
    assert judged == 7


def test_every_figure_of_a_trace_has_a_source(atlas: Atlas) -> None:
    with_source = ("target", "baseline", "figure", "latest", "revised")
    for measured in all_progress(atlas):
        for row in trace(atlas, measured, lang="vi"):
            assert bool(row.source_ids) == (row.step in with_source)
            assert set(row.source_ids) <= set(atlas.facts.sources)


def with_assessed(measured: Progress, **changes) -> Progress:
    return replace(measured, assessed=replace(measured.assessed, **changes))


@pytest.mark.parametrize(
    ("status", "rule"),
    [
        ("achieved", "the target is met"),
        ("on_track", "0.95 or more"),
        ("speed_up", "from 0.60 to below 0.95"),
        ("slow", "from 0 to below 0.60"),
        ("moving_away", "below 0"),
        ("not_available", "the conditions for a status are not given"),
    ],
)
def test_each_status_has_its_rule(atlas: Atlas, status, rule) -> None:
    measured = measure_progress(atlas, atlas.facts.targets["ntm_share_2030"])
    row = by_step(atlas, with_assessed(measured, status=status))["status"]
    assert row.formula == rule


def test_a_kept_promise_has_its_own_rule(atlas: Atlas) -> None:
    measured = measure_progress(atlas, atlas.facts.targets["poverty_2030"])
    assert by_step(atlas, with_assessed(measured, status="on_track"))["status"].formula == (
        "the promised change is kept"
    )


def test_a_projection_beyond_its_bounds_says_so(atlas: Atlas) -> None:
    measured = measure_progress(atlas, atlas.facts.targets["ntm_share_2030"])
    up = by_step(atlas, with_assessed(measured, observed=10.0, projected=100.0))["projected"]
    assert up.formula == "min(100; 60.57 + 10 × (2030 − 2025))"
    down = by_step(atlas, with_assessed(measured, observed=-20.0, projected=0.0))["projected"]
    assert down.formula == "max(0; 60.57 + −20 × (2030 − 2025))"


def test_negative_numbers_stand_in_brackets(atlas: Atlas) -> None:
    measured = measure_progress(atlas, atlas.facts.targets["poverty_2030"])
    found = Assessment(gap=1.79, observed=-3.79, required=-2.0, ratio=1.895)
    steps = by_step(atlas, replace(measured, assessed=found, figures=measured.figures * 2))
    assert steps["gap"].formula == "−2 − (−3.79)"
    assert steps["ratio"].formula == "−3.79 / −2"
    assert steps["required"].formula == "−2"


def test_nothing_known_leaves_target_status_and_reason(atlas: Atlas) -> None:
    measured = measure_progress(atlas, atlas.facts.targets["domestic_revenue_2030"])
    assert [row.step for row in trace(atlas, measured, lang="vi")] == ["target", "status", "reason"]


def test_table_has_one_row_a_step_in_both_languages(atlas: Atlas) -> None:
    measured = all_progress(atlas, "52-ctr-tu")
    vi, en = (trace_table(atlas, measured, lang=lang) for lang in ("vi", "en"))
    assert len(vi) == len(en)
    assert vi["result"].equals(en["result"])
    assert set(vi["step"]) <= set(STEPS)
    assert vi["target_id"].nunique() == 22
    assert set(en["step_text"]) & set(vi["step_text"]) == set()
    assert (str(vi["year"].dtype), str(vi["value"].dtype)) == ("Int64", "float64")
    empty = trace_table(atlas, (), lang="vi")
    assert list(empty) == list(vi)
    assert len(empty) == 0
