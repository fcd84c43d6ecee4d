"""The crosswalk: worked cases of the shipped facts and a small made-up one."""

from dataclasses import replace
from itertools import combinations

import pytest

from geo.errors import UnknownUnitError, ViewError
from geo.places.crosswalk import Crosswalk

V19, V20, V24, V25 = "2019-01-01", "2020-01-01", "2024-12-01", "2025-07-01"


@pytest.fixture(scope="module")
def crosswalk(facts) -> Crosswalk:
    return Crosswalk(facts)


def test_parts_read_the_table(crosswalk) -> None:
    parts = crosswalk.parts((V25, "06184"))
    assert [row.from_code for row in parts] == ["06184", "06190", "06205", "06208", "06214"]


def test_ends_of_the_table(crosswalk) -> None:
    assert crosswalk.parts((V19, "06154")) == ()
    assert crosswalk.parts((V24, "183")) == ()


@pytest.mark.parametrize(
    ("key", "unchanged"),
    [
        ((V20, "06184"), True),
        ((V24, "06154"), True),
        # All of the old unit is in it, but so is a part of Bắc Ái.
        ((V20, "06031"), False),
        # A code used again for another unit.
        ((V20, "06154"), False),
        ((V25, "06184"), False),
        ((V19, "06184"), False),
        ((V24, "183"), True),
        ((V25, "20"), True),
        ((V19, "183"), False),
    ],
)
def test_is_unchanged(crosswalk, key, unchanged: bool) -> None:
    assert crosswalk.is_unchanged(key) is unchanged


@pytest.mark.parametrize(
    ("key", "vintage", "same"),
    [
        ((V19, "06184"), V24, (V24, "06184")),
        ((V24, "06184"), V19, (V19, "06184")),
        ((V24, "06184"), V24, (V24, "06184")),
        ((V24, "06184"), V25, None),
        ((V24, "06031"), V20, (V20, "06031")),
        ((V24, "06031"), V19, None),
        ((V19, "183"), V24, (V24, "183")),
        ((V24, "183"), V25, None),
        ((V25, "20"), V19, (V19, "20")),
    ],
)
def test_same_unit(crosswalk, key, vintage: str, same) -> None:
    assert crosswalk.same_unit(key, vintage) == same


def test_descendants_add_up_the_ways(crosswalk) -> None:
    # Tân Lang went to Bắc Hùng, Na Sầm and Bắc Việt; the first two are now Na Sầm:
    # people 0.1385 + 0.2358, land 0.2540 + 0.2042.
    assert crosswalk.descendants((V19, "06154"), V25) == (
        ((V25, "06124"), 0.3743, 0.4582),
        ((V25, "06154"), 0.6257, 0.5418),
    )


def test_descendants_of_a_divided_unit(crosswalk) -> None:
    assert crosswalk.descendants((V24, "06622"), V25) == (
        ((V25, "06613"), 0.1985, 0.1985),
        ((V25, "06625"), 0.8015, 0.8015),
    )


def test_descendants_within_the_own_vintage(crosswalk) -> None:
    assert crosswalk.descendants((V24, "06622"), V24) == (((V24, "06622"), 1.0, 1.0),)


def test_ancestors_give_the_shares_of_the_old_units(crosswalk) -> None:
    assert crosswalk.ancestors((V25, "06184"), V24) == tuple(
        ((V24, code), 1.0, 1.0) for code in ("06184", "06190", "06205", "06208", "06214")
    )
    # Tràng Định (06046): part of Bắc Ái came through Đề Thám (people 0.3612, land 0.4898).
    pieces = {piece.key: piece[1:] for piece in crosswalk.ancestors((V25, "06046"), V19)}
    assert pieces[V19, "06052"] == (0.3612, 0.4898)
    assert pieces[V19, "06046"] == (1.0, 1.0)


def test_districts_and_the_province_keep_their_code(crosswalk) -> None:
    assert crosswalk.descendants((V19, "183"), V24) == (((V24, "183"), 1.0, 1.0),)
    assert crosswalk.descendants((V19, "183"), V25) == ()
    assert crosswalk.ancestors((V25, "20"), V19) == (((V19, "20"), 1.0, 1.0),)


@pytest.mark.parametrize(("old", "new"), list(combinations((V19, V20, V24, V25), 2)))
def test_nothing_is_lost_on_the_way(facts, crosswalk, old: str, new: str) -> None:
    communes = [u.key for u in facts.units.values() if u.vintage == old and u.level == "commune"]
    reached = set()
    for key in communes:
        pieces = crosswalk.descendants(key, new)
        assert sum(piece.population_share for piece in pieces) == pytest.approx(1, abs=1e-9)
        assert sum(piece.area_share for piece in pieces) == pytest.approx(1, abs=1e-9)
        reached |= {piece.key for piece in pieces}
    newer = {u.key for u in facts.units.values() if u.vintage == new and u.level == "commune"}
    assert reached == newer


@pytest.mark.parametrize(("old", "new"), [(V19, V25), (V20, V24)])
def test_both_directions_agree(facts, crosswalk, old: str, new: str) -> None:
    communes = [u for u in facts.units.values() if u.level == "commune"]
    forward = {
        (unit.key, *piece)
        for unit in communes
        if unit.vintage == old
        for piece in crosswalk.descendants(unit.key, new)
    }
    backward = {
        (piece.key, unit.key, *piece[1:])
        for unit in communes
        if unit.vintage == new
        for piece in crosswalk.ancestors(unit.key, old)
    }
    assert forward == backward


def test_a_unit_that_is_divided_and_joined_again_is_whole(facts) -> None:
    """Ten tenths are one: floats would add them up to 0.9999999999999999."""
    row = replace(facts.crosswalk[0], basis="inferred", area_share=0.1, population_share=0.1)
    start, end = facts.units[V19, "06184"], facts.units[V24, "06184"]
    between = [replace(start, vintage=V20, code=f"x{n}") for n in range(10)]
    rows = []
    for unit in between:
        rows.append(replace(row, from_code=start.code, to_vintage=V20, to_code=unit.code))
        rows.append(
            replace(
                row,
                from_vintage=V20,
                from_code=unit.code,
                to_vintage=V24,
                to_code=end.code,
                area_share=1.0,
                population_share=1.0,
            )
        )
    units = {unit.key: unit for unit in (start, *between, end)}
    crosswalk = Crosswalk(replace(facts, units=units, crosswalk=tuple(rows)))
    assert crosswalk.descendants(start.key, V24) == ((end.key, 1.0, 1.0),)
    assert crosswalk.ancestors(end.key, V19) == ((start.key, 1.0, 1.0),)


@pytest.mark.parametrize("method", ["parts", "is_unchanged"])
def test_unknown_unit(crosswalk, method: str) -> None:
    with pytest.raises(UnknownUnitError, match="99999"):
        getattr(crosswalk, method)((V25, "99999"))


def test_figures_move_forward_only(crosswalk) -> None:
    with pytest.raises(ViewError, match="forward only"):
        crosswalk.descendants((V25, "06184"), V24)
    with pytest.raises(ViewError, match="forward only"):
        crosswalk.ancestors((V19, "06184"), V20)
    with pytest.raises(ViewError, match="2021-01-01"):
        crosswalk.same_unit((V19, "06184"), "2021-01-01")


def test_made_up_province_is_carried_whole(tiny) -> None:
    crosswalk = Crosswalk(tiny)
    first, last = tiny.province.vintage_ids[0], tiny.province.vintage_ids[-1]
    communes = [u for u in tiny.units.values() if u.vintage == first and u.level == "commune"]
    assert communes
    for unit in communes:
        pieces = crosswalk.descendants(unit.key, last)
        assert sum(piece.population_share for piece in pieces) == pytest.approx(1, abs=1e-9)
