"""Figures of the border economy that a test makes up, and facts that hold them."""

from dataclasses import replace

from geo.facts.model import Facts, Indicator, Observation
from geo.facts.particulars import Pair
from geo.figures.atlas import Atlas

OUTWARD, INWARD, WHOLE = "out_musd", "in_musd", "trade_declared_musd"
PAIR = Pair(OUTWARD, INWARD, WHOLE)


def figure(
    indicator_id: str,
    value: float,
    *,
    year: int = 2022,
    period: str = "year",
    place: tuple[str, str] = ("province", "77"),
    **others: object,
) -> Observation:
    """Return a figure, of the made-up province's if no other place is named."""
    kind, code = place
    told = {"value_max": None, "flag": "reported", "qualifier": "exact", "source_id": "thu-press"}
    named = {"note_en": "", "note_vi": "", "vintage": "2022-07-01" if kind == "province" else ""}
    row = {"indicator_id": indicator_id, "unit_kind": kind, "unit_code": code, "year": year}
    return Observation(**(row | named | told | others), period=period, value=value)


def with_figures(facts: Facts, *rows: Observation) -> Facts:
    """Return facts with more figures."""
    return replace(facts, observations=(*facts.observations, *rows))


def with_pair(facts: Facts, *rows: Observation, pair: Pair = PAIR, unit: str = "") -> Atlas:
    """Return the made-up province with exports and imports, which make the trade declared."""
    whole = facts.indicators[WHOLE]
    themes = tuple(
        replace(theme, pairs=(pair,)) if theme.communes_by_zone else theme
        for theme in facts.province.themes
    )
    made = {
        OUTWARD: _part(whole, OUTWARD, "Xuất khẩu thử", 21, whole.unit_en),
        INWARD: _part(whole, INWARD, "Nhập khẩu thử", 22, unit or whole.unit_en),
    }
    return Atlas(
        replace(
            with_figures(facts, *rows),
            province=replace(facts.province, themes=themes),
            indicators=facts.indicators | made,
        )
    )


def _part(whole: Indicator, key: str, name: str, rank: int, unit: str) -> Indicator:
    return replace(
        whole,
        indicator_id=key,
        name_vi=name,
        name_en=key,
        unit_en=unit,
        default_rank=rank,
        never_mix_with=(),
    )
