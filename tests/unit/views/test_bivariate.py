"""Two indicators on one map: nine classes, their colours, what may be paired, correlation."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from geo.errors import ViewError
from geo.facts.model import Facts
from geo.figures.atlas import Atlas
from geo.figures.view import View
from geo.views.compare.bivariate import Correlation, compare_two, correlate, pair_fault
from geo.views.palettes import BIVARIATE

SECOND = "2015-01-01"
VIEW = View("forest_area_ha", 2020, "commune", SECOND)
# Machado, Oliveira and Fernandes 2009, full severity
SIGHTS = {
    "common": np.eye(3),
    "protan": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deutan": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
}
TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
WHITE = np.array([0.95047, 1.0, 1.08883])
APART = 30
"""Distance in CIELAB (1976); about 2 can just be told beside each other."""


def lab(fill: str, sight: str) -> np.ndarray:
    """Return a colour as a reader of a sight has it, in CIELAB."""
    coded = np.array([int(fill[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    linear = np.where(coded <= 0.04045, coded / 12.92, ((coded + 0.055) / 1.055) ** 2.4)
    xyz = TO_XYZ @ np.clip(SIGHTS[sight] @ linear, 0, 1) / WHITE
    f = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("sight", SIGHTS)
def test_the_nine_colours_keep_apart_for_red_green_blind_readers(sight: str) -> None:
    seen = [lab(fill, sight) for fill in BIVARIATE]
    assert len(seen) == 9
    nearest = min(float(np.linalg.norm(one - other)) for one, other in combinations(seen, 2))
    assert nearest > APART
    # either way the classes darken, for readers of a black and white print
    lightness = np.array([each[0] for each in seen]).reshape(3, 3)
    assert (np.diff(lightness, axis=0) < 0).all()
    assert (np.diff(lightness, axis=1) < 0).all()


def with_people(facts: Facts) -> Atlas:
    """Return the made-up province with people of 70013, too, so that five communes have both."""
    own = next(
        row
        for row in facts.observations
        if (row.indicator_id, row.unit_code, row.year) == ("population", "70010", 2019)
    )
    more = replace(own, unit_code="70013", value=5600)
    return Atlas(replace(facts, observations=(*facts.observations, more)))


def test_the_classes_are_the_product_of_two_classifications(tiny: Facts) -> None:
    found = compare_two(with_people(tiny), VIEW, "population", 2019)
    # forest 16000, 4000, 8000, 15000, 3500: thirds of 3500 4000 | 8000 | 15000 16000
    # people 1100, 2100, 3300, 4500, 5600: thirds of 1100 2100 | 3300 | 4500 5600
    assert found.values == (
        (16000, 1100),
        (4000, 2100),
        (8000, 3300),
        (15000, 4500),
        (3500, 5600),
    )
    assert found.classes == ((2, 0), (0, 0), (1, 1), (2, 2), (0, 2))


def test_a_unit_with_one_figure_has_no_class(tiny_atlas: Atlas) -> None:
    found = compare_two(tiny_atlas, VIEW, "population", 2019)
    assert [each is None for each in found.classes] == [False, False, False, False, True]
    assert found.correlation.count == 4


def test_only_figures_of_units_that_may_be_mixed_are_paired(tiny_atlas: Atlas) -> None:
    cover = VIEW.on(indicator="forest_cover_pct")
    for view, other, fault in (
        (VIEW, "population", ""),
        (VIEW, "forest_area_ha", "same"),
        (cover, "canopy_pct", "never_mix"),
        (cover.on(indicator="canopy_pct"), "forest_cover_pct", "never_mix"),
        (VIEW, "ntm_status", "not_numeric"),
        # no commune has trade of its own
        (VIEW, "trade_all_musd", "not_here"),
        (VIEW, "ntm_communes_met", "no_figures"),
    ):
        assert pair_fault(tiny_atlas, view, other) == fault
    with pytest.raises(ViewError):
        compare_two(tiny_atlas, cover, "canopy_pct", 2018)


def test_what_is_worked_out_from_the_other_is_told(tiny_atlas: Atlas) -> None:
    people = View("population", 2019, "commune", SECOND)
    assert compare_two(tiny_atlas, people, "population_density", 2019).related
    assert not compare_two(tiny_atlas, VIEW, "population", 2019).related


def test_the_correlation_is_worked_out_over_units_with_both() -> None:
    pairs = [(1.0, 2.0), (2.0, 1.0), (3.0, 4.0), (4.0, 100.0), (None, 7.0), (9.0, None)]
    found = correlate(pairs)
    assert (found.count, found.few) == (4, True)
    # ranks 1 2 3 4 and 2 1 3 4: 1 - 6 * (1 + 1) / (4 * 15)
    assert found.spearman == pytest.approx(0.8)
    # deviations -1.5 -0.5 0.5 1.5 and -24.75 -25.75 -22.75 73.25
    assert found.pearson == pytest.approx(148.5 / (5 * 7158.75) ** 0.5)
    assert correlate([(1.0, 2.0), (2.0, 3.0)]) == Correlation(2)
    assert correlate([(1.0, 2.0), (1.0, 3.0), (1.0, 4.0)]) == Correlation(3)
    assert not correlate([(float(at), float(at % 3)) for at in range(10)]).few
