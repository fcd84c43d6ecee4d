"""The merger as a flow: bands from old units to the newest ones, as wide as the land they share."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from geo.facts.lifetime import kept_with
from geo.facts.model import Unit, UnitKey
from geo.figures.atlas import Atlas
from geo.figures.merger import newest_vintage, passages_from, passages_into
from geo.language.texts import texts
from geo.places.unit_names import unit_name, unit_short_name
from geo.places.units import level_units
from geo.places.vintages import district_vintage

WIDTH = 380
"""Pixels: what a telephone has room for, so that no letters shrink."""
_ROW, _GAP, _SIZE = 16.0, 1.5, 12
_WIDE = 0.6
"""Width of a letter in the size of the letters: rather too wide than too narrow."""
_BESIDE = 6
"""Between a name and its bands."""
_TOP = 26.0
_FILLS = ("#7fa8b8", "#c9a45c")
_INK = "#22343d"


@dataclass(frozen=True)
class Band:
    """A part of an old unit on its way to a new one; `share` is None where it is not known."""

    old: Unit
    new: Unit
    share: float | None


@dataclass(frozen=True)
class FlowPicture:
    """A flow as SVG, and in one sentence what it shows."""

    svg: str
    said: str


@kept_with(2)
def draw_whole_flow(atlas: Atlas, *, lang: str) -> FlowPicture | None:
    """Draw all former districts with the newest communes that they are now.

    Returns
    -------
    picture : FlowPicture or None
        A block for each district, as high as the communes it had are many; None where the
        newest boundaries still have districts, or never any were.
    """
    vintage = district_vintage(atlas.facts.province)
    ways = passages_from(atlas)
    districts = level_units(
        atlas.facts, level="district", vintage=atlas.facts.province.vintage_ids[-1]
    )
    bands = [
        Band(district, each.new, each.area_share)
        for district in districts
        for each in ways.get((vintage or "", district.code), ())
    ]
    if not bands:
        return None
    communes = level_units(atlas.facts, level="commune", vintage=vintage or "")
    counts = {
        district.code: sum(each.parent_code == district.code for each in communes)
        for district in districts
    }
    names = {
        each.key: f"{unit_short_name(each, lang=lang)} ({counts[each.code]})" for each in districts
    }
    said = texts(lang)(
        "merger.flow_whole", old=len(communes), new=len({each.new.key for each in bands})
    )
    heights = {each.key: counts[each.code] for each in districts}
    return FlowPicture(_drawn(bands, names, said, lang, weights=heights), said)


@kept_with(64)
def draw_district_flow(
    atlas: Atlas, district: Unit, *, lang: str, marked: Unit | None = None
) -> FlowPicture | None:
    """Draw the communes of a former district with the newest communes that they are now.

    Parameters
    ----------
    atlas
        The atlas.
    district
        The district.
    lang
        Language.
    marked
        A unit whose name is bold.

    Returns
    -------
    picture : FlowPicture or None
        One that took units of other districts, too, says how many; None without communes.
    """
    old = district_communes(atlas, district)
    if not old:
        return None
    bands = [
        Band(each.old, each.new, each.area_share)
        for unit in old
        for each in passages_from(atlas)[unit.key]
    ]
    t = texts(lang)
    short = Counter(unit_short_name(unit, lang=lang) for unit in old)
    names = {
        # a township and a commune of one name are told apart by the word of their kind
        unit.key: unit_name(unit, lang=lang) if short[name] > 1 else name
        for unit in old
        for name in [unit_short_name(unit, lang=lang)]
    }
    for new in {each.new.key: each.new for each in bands}.values():
        others = _from_elsewhere(atlas, new, old)
        if others:
            names[new.key] = t(
                "merger.flow_more", name=unit_short_name(new, lang=lang), count=others
            )
    said = t(
        "merger.flow_district",
        district=unit_short_name(district, lang=lang),
        old=len(old),
        new=len({each.new.key for each in bands}),
    )
    bold = {marked.key} if marked is not None else set()
    return FlowPicture(_drawn(bands, names, said, lang, bold=bold), said)


def district_communes(atlas: Atlas, district: Unit) -> tuple[Unit, ...]:
    """Return the communes that a former district had last, by code."""
    vintage = district_vintage(atlas.facts.province)
    if vintage in (None, newest_vintage(atlas.facts)):
        return ()
    communes = level_units(atlas.facts, level="commune", vintage=vintage)
    return tuple(each for each in communes if each.parent_code == district.code)


def _from_elsewhere(atlas: Atlas, new: Unit, old: Sequence[Unit]) -> int:
    ways = passages_into(atlas, new, old[0].vintage)
    return sum(each.old not in old for each in ways)


_Places = dict[Unit, tuple[float, float]]
"""From where to where each unit of a side reaches down, in pixels."""


def _drawn(
    bands: Sequence[Band],
    names: Mapping[UnitKey, str],
    said: str,
    lang: str,
    *,
    weights: Mapping[UnitKey, int] | None = None,
    bold: Collection[UnitKey] = (),
) -> str:
    """Draw bands; old units are as high as their weights, by default all the same."""
    old, new = _in_order(bands)
    named = {each: names.get(each.key) or unit_short_name(each, lang=lang) for each in [*old, *new]}
    begin, end = (
        max(len(named[each]) for each in side) * _SIZE * _WIDE + _BESIDE for side in (old, new)
    )
    span = (begin, WIDTH - end)
    height = _ROW * max(len(old), len(new))
    left = _spread(old, [(weights or {}).get(each.key, 1) for each in old], height)
    right = _spread(new, [1] * len(new), height)
    t = texts(lang)
    body = _bands(bands, left, right, span)
    sides = ((left, span[0] - _BESIDE, "end"), (right, span[1] + _BESIDE, "start"))
    for (places, x, anchor), head in zip(sides, ("flow_old", "flow_new"), strict=True):
        body.append(_text(x, 14, t(f"merger.{head}"), anchor, bold=True))
        for unit, (top, bottom) in places.items():
            y = (top + bottom) / 2 + _SIZE * 0.34
            body.append(_text(x, y, named[unit], anchor, bold=unit.key in bold))
    whole = _TOP + height + 6
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{whole:.0f}" '
        f'viewBox="0 0 {WIDTH} {whole:.0f}" font-size="{_SIZE}" '
        f'fill="{_INK}"><title>{escape(said)}</title>{"".join(body)}</svg>'
    )


def _in_order(bands: Sequence[Band]) -> tuple[list[Unit], list[Unit]]:
    """Order both sides so that few bands cross: each old unit is followed by those it met."""
    met: defaultdict[Unit, list[Unit]] = defaultdict(list)
    heirs: defaultdict[Unit, list[Unit]] = defaultdict(list)
    for each in bands:
        met[each.new].append(each.old)
        heirs[each.old].append(each.new)
    old: list[Unit] = []
    for first in heirs:
        waiting = [first]
        while waiting:
            unit = waiting.pop(0)
            if unit not in old:
                old.append(unit)
                waiting += [other for new in heirs[unit] for other in met[new]]
    place = {unit: at for at, unit in enumerate(old)}
    middle = {new: sum(place[each] for each in units) / len(units) for new, units in met.items()}
    return old, sorted(met, key=lambda new: middle[new])


def _spread(units: Sequence[Unit], weights: Sequence[int], height: float) -> _Places:
    step, top = height / sum(weights), _TOP
    places: _Places = {}
    for unit, weight in zip(units, weights, strict=True):
        places[unit] = (top, top + step * weight)
        top += step * weight
    return places


def _bands(
    bands: Sequence[Band], left: _Places, right: _Places, span: tuple[float, float]
) -> list[str]:
    """Return the bands; at both ends they divide the height of their unit."""
    leaving = sorted(bands, key=lambda each: (left[each.old], right[each.new]))
    coming = sorted(bands, key=lambda each: (right[each.new], left[each.old]))
    begins = _divided({each: each.old for each in leaving}, left)
    ends = _divided({each: each.new for each in coming}, right)
    fills = {unit: _FILLS[at % len(_FILLS)] for at, unit in enumerate(right)}
    return [_band(begins[each], ends[each], span, fills[each.new]) for each in leaving]


def _divided(ends: Mapping[Band, Unit], places: _Places) -> dict[Band, tuple[float, float]]:
    """Divide the height of each unit among its bands by their shares, evenly for unknown ones."""
    found: dict[Band, tuple[float, float]] = {}
    for unit, (top, bottom) in places.items():
        own = [band for band, end in ends.items() if end == unit]
        known = all(band.share is not None for band in own)
        sizes = [(band.share or 0) if known else 1 for band in own]
        at, step = top + _GAP, (bottom - top - 2 * _GAP) / sum(sizes)
        for band, size in zip(own, sizes, strict=True):
            found[band] = (at, at + step * size)
            at += step * size
    return found


def _band(
    begin: tuple[float, float], end: tuple[float, float], span: tuple[float, float], fill: str
) -> str:
    (a, b), (c, d) = begin, end
    x, z = (f"{each:.1f}" for each in span)
    y = f"{sum(span) / 2:.1f}"
    way = (
        f"M{x} {a:.1f}C{y} {a:.1f} {y} {c:.1f} {z} {c:.1f}"
        f"V{d:.1f}C{y} {d:.1f} {y} {b:.1f} {x} {b:.1f}Z"
    )
    return f'<path d="{way}" fill="{fill}" fill-opacity="0.75" stroke="{fill}"/>'


def _text(x: float, y: float, words: str, anchor: str, *, bold: bool = False) -> str:
    weight = ' font-weight="700"' if bold else ""
    return f'<text x="{x:g}" y="{y:.1f}" text-anchor="{anchor}"{weight}>{escape(words)}</text>'
