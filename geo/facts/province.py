"""Reading ``province.json``: the names, vintages, themes and grid of a province."""

import json
import math
import unicodedata
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from geo.errors import Fault
from geo.facts.model import (
    LEVELS,
    YEARS,
    BoundaryNote,
    DefaultView,
    Level,
    Province,
    Theme,
    Vintage,
)
from geo.facts.particulars import (
    PALETTES,
    Aim,
    Grid,
    News,
    Pair,
    RegisterIndicators,
    TargetTheme,
    TimeZone,
)
from geo.facts.rows import parse_day, read_text

FILE = "province.json"
_LARGEST = 10**15
"""No number of a province needs as many digits."""


class _Node:
    """A JSON object with its place in the file; getters note faults like those of `Row`."""

    def __init__(self, value: object, place: str, faults: list[Fault]) -> None:
        self.place = place
        self.faults = faults
        if not isinstance(value, dict):
            self.fault("", "province_fault.no_object")
        self.value: dict[str, Any] = value if isinstance(value, dict) else {}

    def fault(self, key: str, problem: str, /, **fields: object) -> None:
        shown = self.value.get(key) if key else None
        column = ".".join(part for part in (self.place, key) if part) or None
        value = None if shown is None else str(shown)
        self.faults.append(Fault(FILE, problem, None, column, value, fields))

    def text(self, key: str) -> str:
        value = self.value.get(key)
        if not isinstance(value, str) or not value.strip():
            self.fault(key, "province_fault.text")
            return ""
        if not unicodedata.is_normalized("NFC", value):
            self.fault(key, "cell_fault.nfc")
        return value

    def text_or_null(self, key: str) -> str:
        return "" if key in self.value and self.value[key] is None else self.text(key)

    def integer(self, key: str) -> int:
        value = self.value.get(key)
        if isinstance(value, bool) or not isinstance(value, int):
            self.fault(key, "province_fault.integer")
            return 0
        if abs(value) >= _LARGEST:
            self.fault(key, "province_fault.too_large")
            return 0
        return value

    def number(self, key: str) -> float:
        value = self.value.get(key)
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.fault(key, "province_fault.number")
            return 0.0
        if not math.isfinite(value) or abs(value) >= _LARGEST:
            self.fault(key, "province_fault.too_large")
            return 0.0
        return float(value)

    def flag(self, key: str) -> bool:
        value = self.value.get(key)
        if not isinstance(value, bool):
            self.fault(key, "province_fault.flag")
        return value is True

    def day(self, key: str) -> date | None:
        value = self.value.get(key)
        if value is None and key in self.value:
            return None
        day = parse_day(value) if isinstance(value, str) else None
        if day is None:
            self.fault(key, "province_fault.day")
        return day

    def level(self, key: str) -> Level:
        value = self.text(key)
        for level in LEVELS:
            if value == level:
                return level
        self.fault(key, "province_fault.level", levels=LEVELS)
        return "province"

    def node(self, key: str) -> "_Node":
        return _Node(self.value.get(key), ".".join(p for p in (self.place, key) if p), self.faults)

    def nodes(self, key: str) -> list["_Node"]:
        value = self.value.get(key)
        if not isinstance(value, list) or not value:
            self.fault(key, "province_fault.list")
            return []
        return [_Node(each, f"{key}[{at}]", self.faults) for at, each in enumerate(value)]


def read_province(folder: Path, faults: list[Fault]) -> Province | None:
    """Read ``province.json``.

    Parameters
    ----------
    folder
        The data folder.
    faults
        The list that faults are added to.

    Returns
    -------
    province : Province or None
        The province; None if the file has any fault.
    """
    text = read_text(folder, FILE, faults)
    if text is None:
        return None
    found: list[Fault] = []
    loaded = _parse(text, found)
    if found:
        faults += found
        return None
    root = _Node(loaded, "", found)
    themes = tuple(_theme(node) for node in root.nodes("themes"))
    province = Province(
        code=root.text("code"),
        name_vi=root.text("name_vi"),
        name_en=root.text("name_en"),
        district_end=root.day("district_end"),
        default_vintage=root.text("default_vintage"),
        vintages=tuple(_vintage(node) for node in root.nodes("vintages")),
        themes=themes,
        target_themes=_target_themes(root, themes),
        grid=_grid(root.node("grid")),
        context_grid=_grid(root.node("context_grid")) if "context_grid" in root.value else None,
        boundary_credit_vi=root.text("boundary_credit_vi"),
        boundary_credit_en=root.text("boundary_credit_en"),
        boundary_notes=tuple(
            BoundaryNote(node.text("text_vi"), node.text("text_en"))
            for node in root.nodes("boundary_notes")
        ),
        programme=root.text("programme"),
        horizon=root.integer("horizon"),
        time_zone=_time_zone(root.node("time_zone")),
        register=_register(root.node("register")),
        aims=tuple(Aim(node.text("text_vi"), node.text("text_en")) for node in root.nodes("aims")),
        news=_news(root),
    )
    if not found:
        _check_vintages(root, province)
        _check_default(root, province)
    faults += found
    return None if found else province


def _parse(text: str, faults: list[Fault]) -> object:
    """Read JSON; what it cannot be, and keys that stand twice in an object, are faults."""

    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        for key, count in Counter(key for key, _ in pairs).items():
            if count > 1:
                times = {"count": count}
                faults.append(Fault(FILE, "province_fault.twice", None, key, fields=times))
        return dict(pairs)

    try:
        return json.loads(text, object_pairs_hook=once)
    except json.JSONDecodeError as error:
        reason = {"reason": error.msg}
        faults.append(Fault(FILE, "province_fault.no_json", error.lineno, fields=reason))
    except ValueError:
        # Python reads no whole number of more than 4,300 digits
        faults.append(Fault(FILE, "province_fault.thousands_of_digits"))
    except RecursionError:
        faults.append(Fault(FILE, "province_fault.too_deep"))
    return None


def _vintage(node: _Node) -> Vintage:
    return Vintage(
        id=node.text("id"),
        label_vi=node.text("label_vi"),
        label_en=node.text("label_en"),
        valid_from=node.day("valid_from"),
        valid_to=node.day("valid_to"),
        communes=node.integer("communes"),
        has_geometry=node.flag("has_geometry"),
        has_districts=node.flag("has_districts"),
        source_id=node.text("source_id"),
    )


def _theme(node: _Node) -> Theme:
    default = node.node("default")
    return Theme(
        id=node.text("id"),
        name_vi=node.text("name_vi"),
        name_en=node.text("name_en"),
        palette=node.text("palette"),
        communes_by_zone=node.flag("communes_by_zone"),
        default=DefaultView(
            indicator=default.text("indicator"),
            year=default.integer("year"),
            level=default.level("level"),
            vintage=default.text("vintage"),
        ),
        beside=node.text("beside") if "beside" in node.value else "",
        pairs=tuple(_pair(each) for each in node.nodes("pairs")) if "pairs" in node.value else (),
    )


def _pair(node: _Node) -> Pair:
    whole = node.text("whole") if "whole" in node.value else ""
    return Pair(node.text("outward"), node.text("inward"), whole)


def _target_themes(root: _Node, themes: Sequence[Theme]) -> tuple[TargetTheme, ...]:
    """Return the themes of targets: what a province says, in its order, then those of the maps."""
    own = root.nodes("target_themes") if "target_themes" in root.value else ()
    found = [TargetTheme(*map(node.text, ("id", "name_vi", "name_en"))) for node in own]
    said = [theme.id for theme in found]
    rest = [theme for theme in themes if theme.id not in said]
    return (*found, *(TargetTheme(theme.id, theme.name_vi, theme.name_en) for theme in rest))


def _news(root: _Node) -> tuple[News, ...]:
    """Read what is new, newest first; a province need not say."""
    found = [
        News(node.day("day") or date.min, node.text("text_vi"), node.text("text_en"))
        for node in (root.nodes("news") if "news" in root.value else ())
    ]
    return tuple(sorted(found, key=lambda each: each.day, reverse=True))


def _time_zone(node: _Node) -> TimeZone:
    zone = TimeZone(node.text("name"), node.integer("utc_offset_hours"))
    if not -12 <= zone.utc_offset_hours <= 14:
        node.fault("utc_offset_hours", "province_fault.utc_offset")
    return zone


def _register(node: _Node) -> RegisterIndicators:
    return RegisterIndicators(
        status=node.text_or_null("status"),
        communes_met=node.text_or_null("communes_met"),
        criteria_met=node.text_or_null("criteria_met"),
        second_class_share=node.text_or_null("second_class_share"),
    )


def _grid(node: _Node) -> Grid:
    grid = Grid(
        west=node.number("west"),
        north=node.number("north"),
        cells_per_degree=node.integer("cells_per_degree"),
        rows=node.integer("rows"),
        columns=node.integer("columns"),
    )
    for key in ("cells_per_degree", "rows", "columns"):
        value = node.value.get(key)
        if isinstance(value, int) and value <= 0:
            node.fault(key, "province_fault.above_zero")
    return grid


def _check_vintages(root: _Node, province: Province) -> None:
    """Check that the vintages follow one another without a gap, oldest first."""
    nodes = root.nodes("vintages")
    last = len(nodes) - 1
    for at, (node, vintage) in enumerate(zip(nodes, province.vintages, strict=True)):
        if parse_day(vintage.id) is None:
            node.fault("id", "province_fault.vintage_id")
        if at and vintage.id <= province.vintages[at - 1].id:
            node.fault("id", "province_fault.vintage_order")
        if (vintage.valid_to is None) != (at == last):
            node.fault("valid_to", "province_fault.newest_ends")
        before = province.vintages[at - 1].valid_to if at else None
        expected = before + timedelta(days=1) if before else None
        if at and expected and vintage.valid_from != expected:
            node.fault("valid_from", "province_fault.vintage_gap", day=expected.isoformat())


def _check_default(root: _Node, province: Province) -> None:
    """Check what the province opens with and when its districts ended."""
    drawn = [vintage.id for vintage in province.vintages if vintage.has_geometry]
    if province.default_vintage not in drawn:
        root.fault("default_vintage", "province_fault.not_drawn", drawn=drawn)
    ends = [vintage.valid_to for vintage in province.vintages if vintage.has_districts]
    if ends and province.district_end != ends[-1]:
        root.fault("district_end", "province_fault.district_end")
    if province.horizon not in YEARS:
        root.fault("horizon", "province_fault.year", first=YEARS[0], last=YEARS[-1])
    names = [theme.id for theme in province.themes]
    for node, theme in zip(root.nodes("themes"), province.themes, strict=True):
        if names.count(theme.id) > 1:
            node.fault("id", "province_fault.theme_twice")
        if theme.palette not in PALETTES:
            node.fault("palette", "province_fault.palette", palettes=PALETTES)
        default = theme.default
        opens = node.node("default")
        if default.vintage not in province.vintage_ids:
            opens.fault("vintage", "province_fault.no_vintage")
        elif default.vintage not in drawn:
            opens.fault("vintage", "province_fault.not_drawn", drawn=drawn)
        if default.year not in YEARS:
            opens.fault("year", "province_fault.year", first=YEARS[0], last=YEARS[-1])
        if default.level == "district" and not ends:
            opens.fault("level", "province_fault.no_districts")
