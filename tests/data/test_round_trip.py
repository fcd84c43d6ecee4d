"""Every view of the shipped facts: its address is read as it was written, without a notice."""

import pytest

from geo.facts.model import LEVELS
from geo.figures.atlas import Atlas
from geo.figures.view import MODES, View
from geo.views.classify import bounds_scheme, valid_scheme
from geo.views.drawing import draw
from geo.views.request import Request, first_view, read_request, settled, write_request

pytestmark = pytest.mark.exhaustive

NO_YEAR = 2019
"""Year that a view had before its reader turned to an indicator without any figure."""


def drawn(atlas: Atlas) -> list[str]:
    return [vintage.id for vintage in atlas.facts.province.vintages if vintage.has_geometry]


@pytest.mark.parametrize("level", LEVELS)
def test_what_the_app_writes_it_accepts(atlas: Atlas, level) -> None:
    fallback = Request(first_view(atlas))
    count = 0
    for indicator in atlas.facts.indicators:
        for vintage in drawn(atlas):
            years = atlas.years(indicator, level, vintage) or (NO_YEAR,)
            for view in (
                settled(atlas, View(indicator, year, level, vintage, mode=mode))
                for year in years
                for mode in MODES
            ):
                request = Request(view)
                read = read_request(atlas, write_request(request), fallback=fallback)
                assert read == (request, []), view
                count += 1
    assert count >= 140 * 3 * 3


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("mode", MODES)
def test_addresses_without_a_year_settle_at_once(atlas: Atlas, level, mode) -> None:
    fallback = Request(first_view(atlas))
    for indicator in atlas.facts.indicators:
        for vintage in drawn(atlas):
            query = {"indicator": indicator, "level": level, "vintage": vintage, "mode": mode}
            request, notices = read_request(atlas, query, fallback=fallback)
            told = [notice.key for notice in notices if not notice.key.startswith("gap.")]
            # above the communes the share stands for the classes of the register, and says so
            replaced = indicator == "ntm_status" and level != "commune"
            assert told == ["notice.register_level"] * replaced, query
            assert request.view.indicator == ("ntm_share_pct" if replaced else indicator)
            again = read_request(atlas, write_request(request), fallback=fallback)
            assert again == (request, []), query


@pytest.mark.parametrize("level", LEVELS)
def test_classes_taken_as_own_bounds_are_read_again(atlas: Atlas, level) -> None:
    vintage = atlas.facts.province.default_vintage
    for indicator in atlas.facts.indicators:
        for scheme in ("", "fisher", "quantiles", "equal"):
            view = settled(atlas, View(indicator, NO_YEAR, level, vintage, scheme=scheme, k=7))
            bounds = draw(atlas, view).classes.bounds
            if bounds:
                own = bounds_scheme(bounds)
                assert valid_scheme(own), (view, bounds)
                again = draw(atlas, view.on(scheme=own)).classes
                assert again.bounds == bounds, view
