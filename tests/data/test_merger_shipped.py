"""The shipped table of passage: nobody and no land is lost on the way to the 65."""

from collections import defaultdict

import pytest

from geo.facts.model import Facts
from geo.figures.atlas import Atlas
from geo.figures.merger import divided, is_told, passages, passages_from, passages_into
from geo.figures.view import View
from geo.reading.merger.words import lead_of, source_ids_of, title_of
from geo.reading.portrait.words import origin_lines
from geo.views.portrait.portrait import portrait_of

V19, V20, V24, V25 = "2019-01-01", "2020-01-01", "2024-12-01", "2025-07-01"


@pytest.mark.parametrize(
    ("indicator", "total"), [("population", 781_655), ("households_census", 198_805)]
)
def test_the_census_of_226_communes_comes_to_the_65_with_the_same_sum(
    atlas: Atlas, indicator: str, total: int
) -> None:
    counted = {
        row.unit_code: row.value
        for row in atlas.facts.observations
        if (row.indicator_id, row.vintage, row.year) == (indicator, V19, 2019)
        and row.unit_kind == "commune"
    }
    assert len(counted) == 226
    assert sum(counted.values()) == total
    carried: defaultdict[str, float] = defaultdict(float)
    for each in passages(atlas):
        if each.old.vintage == V19 and each.old.level == "commune":
            assert each.population_share is not None
            carried[each.new.code] += counted[each.old.code] * each.population_share
    assert len(carried) == 65
    assert sum(carried.values()) == pytest.approx(total, abs=1e-6)
    # the map shows the same figures
    for cell in atlas.cells(View(indicator, 2019, "commune", V25)):
        assert cell.value == pytest.approx(carried[cell.unit.code], abs=1e-6)


def test_shares_of_every_unit_of_every_vintage_add_up_to_one(atlas: Atlas) -> None:
    ways = passages_from(atlas)
    communes = {V19: 226, V20: 200, V24: 194}
    for vintage, count in communes.items():
        levels = [group[0].old.level for (at, _), group in ways.items() if at == vintage]
        assert (levels.count("commune"), levels.count("district")) == (count, 11)
    for key, group in ways.items():
        for share in ("area_share", "population_share"):
            parts = [getattr(each, share) for each in group]
            assert sum(parts) == pytest.approx(1, abs=1e-9), (key, share)


def test_every_old_unit_reaches_its_new_ones_and_back(facts: Facts, atlas: Atlas) -> None:
    reached = set()
    for each in passages(atlas):
        assert each.new.vintage == V25
        reached.add(each.new.code)
        if each.old.level == "commune":
            assert each in passages_into(atlas, each.new, each.old.vintage)
    newest = [unit for unit in facts.units.values() if unit.vintage == V25]
    assert reached == {unit.code for unit in newest if unit.level == "commune"}
    for vintage in (V19, V20, V24):
        for code in reached:
            assert passages_into(atlas, facts.units[V25, code], vintage)


def test_the_divided_communes_are_listed_and_explained(facts: Facts, atlas: Atlas) -> None:
    names = {
        vintage: [group[0].old.name for group in divided(atlas, vintage)]
        for vintage in (V19, V20, V24)
    }
    assert names == {
        V24: ["Bính Xá", "Kiên Mộc"],
        V20: ["Đại Đồng", "Bính Xá", "Kiên Mộc"],
        V19: [
            *("Đại Đồng", "Bắc Ái", "Tân Việt", "Trùng Quán", "Tân Lang"),
            *("Vĩnh Lại", "Xuân Mai", "Bính Xá", "Kiên Mộc"),
        ],
    }
    for vintage in names:
        for group in divided(atlas, vintage):
            for each in group:
                assert any(row.share_note_vi for row in each.rows), each.old.name
                keys = source_ids_of(atlas, each)
                assert any(facts.sources[key].kind == "decision" for key in keys)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_unit_has_a_title_and_a_sentence_of_its_own(
    facts: Facts, atlas: Atlas, lang: str
) -> None:
    told = [unit for unit in facts.units.values() if is_told(atlas, unit)]
    # districts of three vintages, and all communes
    assert len(told) == 3 * 11 + 226 + 200 + 194 + 65
    leads = {unit.key: lead_of(atlas, unit, lang=lang) for unit in told}
    assert all(unit.name in leads[unit.key] for unit in told)
    communes = {key: lead for key, lead in leads.items() if len(key[1]) == 5}
    assert len(set(communes.values())) == len(communes)
    assert all(unit.name in title_of(atlas, unit, lang=lang) for unit in told)


def test_a_divided_commune_is_told_with_its_shares(facts: Facts, atlas: Atlas) -> None:
    # 0.1385 + 0.2358 of the people and 0.2540 + 0.2042 of the land came to Na Sầm
    assert lead_of(atlas, facts.units[V19, "06154"], lang="vi") == (
        "Xã Tân Lang (huyện Văn Lãng, đến 31/12/2019) được chia: 54,2% diện tích và 62,6% dân số "
        "nay thuộc xã Văn Lãng; 45,8% diện tích và 37,4% dân số nay thuộc xã Na Sầm (diện tích đo "
        "trên bản đồ; 325 người chuyển về Bắc Hùng theo Nghị quyết 818, còn lại chia theo diện "
        "tích)."
    )


def test_whoever_is_told_shares_is_told_what_they_rest_on(facts: Facts, atlas: Atlas) -> None:
    for row in facts.crosswalk:
        if row.share_note_vi and row.from_vintage == facts.province.vintage_ids[-2]:
            old = facts.units[row.from_vintage, row.from_code]
            said = "\n".join(origin_lines(atlas, portrait_of(atlas, old), lang="vi"))
            assert row.share_note_vi in said, old
            if row.area_share < 1:
                assert row.share_note_vi in lead_of(atlas, old, lang="vi"), old
