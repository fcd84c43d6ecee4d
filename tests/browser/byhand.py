"""What the map must show, worked out from the CSV files alone: nothing of the app is used."""

import csv
import json
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path

DATA = Path(__file__).parents[2] / "data"
COMMUNE_KINDS = ("commune", "ward", "township")
WORDS = {"commune": "Xã", "ward": "Phường", "township": "Thị trấn", "district": "Huyện",
         "city": "Thành phố", "province": "Tỉnh"}  # fmt: skip
VINTAGES = ["2019-01-01", "2020-01-01", "2024-12-01", "2025-07-01"]
DRAWN = VINTAGES[1:]
Key = tuple[str, str]


@dataclass(frozen=True)
class Shown:
    """What is shown of one unit: its figure, and where that comes from."""

    value: float | None
    basis: str
    year: int | None
    class_id: str = ""
    pending: bool = False


NOTHING = Shown(None, "none", None)


@cache
def table(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def units(level: str, vintage: str) -> dict[str, dict[str, str]]:
    """Return the rows of a level's units by code, in the order of the codes."""
    kinds = {"commune": COMMUNE_KINDS, "district": ("district", "city"), "province": ("province",)}
    vintage = "2024-12-01" if level == "district" else vintage
    rows = [r for r in table("units.csv") if r["vintage"] == vintage and r["kind"] in kinds[level]]
    return {row["code"]: row for row in sorted(rows, key=lambda row: row["code"])}


def name(row: dict[str, str]) -> str:
    return f"{WORDS[row['kind']]} {row['name']}"


class Written(float):
    """A number that keeps the decimals its table has, the zeros at their end too."""

    decimals: int

    def __new__(cls, text: str) -> "Written":
        """Read a number."""
        read = super().__new__(cls, text)
        read.decimals = len(text.partition(".")[2])
        return read


def number(value: float, decimals: int) -> str:
    """Write a number as in Vietnamese, rounded half up, with no more decimals than it has."""
    if isinstance(value, Written):
        written = value.decimals
    else:
        written = -int(Decimal(repr(value)).normalize().as_tuple().exponent) if value else 0
    step = Decimal(1).scaleb(-max(0, min(decimals, written)))
    text = f"{Decimal(repr(float(value))).quantize(step, rounding=ROUND_HALF_UP):,f}"
    return text.translate(str.maketrans(",.", ".,"))


# ---- the crosswalk


@cache
def rows_into(vintage: str, code: str) -> list[dict[str, str]]:
    rows = table("crosswalk.csv")
    return [row for row in rows if (row["to_vintage"], row["to_code"]) == (vintage, code)]


@cache
def same_before(vintage: str, code: str) -> Key | None:
    """Return the unit on the boundaries before that had the same land, all of it."""
    rows = rows_into(vintage, code)
    if len(rows) != 1 or rows[0]["basis"] != "unchanged" or float(rows[0]["area_share"]) != 1:
        return None
    return rows[0]["from_vintage"], rows[0]["from_code"]


@cache
def carried(indicator: str, vintage: str, code: str) -> tuple[float, bool]:
    """Return a count of the 2019 census on any boundaries, and whether it is a unit's own."""
    if vintage == VINTAGES[0]:
        return census(indicator)[code], True
    before = same_before(vintage, code)
    if before:
        return carried(indicator, *before)
    total = sum(
        float(row["population_share"])
        * carried(indicator, row["from_vintage"], row["from_code"])[0]
        for row in rows_into(vintage, code)
    )
    return total, False


@cache
def census(indicator: str) -> dict[str, float]:
    return {
        row["unit_code"]: float(row["value"])
        for row in table("observations.csv")
        if row["indicator_id"] == indicator
        and row["unit_kind"] == "commune"
        and row["year"] == "2019"
        and row["vintage"] == VINTAGES[0]
    }


# ---- figures by indicator: each function takes (vintage, code, year)


def people(vintage: str, code: str, year: int) -> Shown:
    value, own = carried("population", vintage, code)
    return Shown(value, "observed" if own else "carried", year)


def urban_share(vintage: str, code: str, year: int) -> Shown:
    key: Key | None = (vintage, code)
    while key and key[0] != VINTAGES[0]:
        key = same_before(*key)
    if key:
        return Shown(census("urban_share_census_pct")[key[1]], "observed", year)
    urban, _ = carried("population_urban", vintage, code)
    everyone, _ = carried("population", vintage, code)
    return Shown(100 * urban / everyone, "carried", year)


def density(vintage: str, code: str, year: int) -> Shown:
    value, own = carried("population", vintage, code)
    area = float(units("commune", vintage)[code]["area_km2"])
    return Shown(value / area, "observed" if own else "carried", year)


def register(vintage: str, code: str, year: int) -> Shown:
    """Return the class of a commune in the new-rural-area programme at the end of a year."""
    if units("commune", vintage)[code]["kind"] != "commune":
        return Shown(None, "not_applicable", None)
    keys: list[Key] = []
    key: Key | None = (vintage, code)
    while key:
        keys.append(key)
        key = same_before(*key)
    ranks = {"met": 1, "advanced": 2, "model": 3}
    rows = [
        row
        for row in table("ntm_recognitions.csv")
        if (row["vintage"], row["commune_code"]) in keys and int(row["year"]) <= year
    ]
    firm = [row for row in rows if row["evidence"] in ("decision", "listing")]
    weak = [row for row in rows if row["evidence"] in ("vote", "appraisal")]
    chosen = firm or weak
    if not chosen:
        return NOTHING
    highest = max(ranks[row["class"]] for row in chosen)
    since = min(int(row["year"]) for row in chosen if ranks[row["class"]] == highest)
    class_id = next(each for each, rank in ranks.items() if rank == highest)
    return Shown(highest, "observed", since, class_id, pending=not firm)


def zone(vintage: str, code: str, year: int) -> Shown:
    """Return the membership of the economic zone by the last list issued by a year's end."""
    dates = {row["list_date"] for row in table("economic_zone.csv")}
    day = max(date for date in dates if int(date[:4]) <= year)
    members = {
        (row["vintage"], row["commune_code"]): row["share"]
        for row in table("economic_zone.csv")
        if row["list_date"] == day
    }
    listed = {key[0] for key in members}

    def member(key: Key) -> tuple[str, bool]:
        if key[0] in listed:
            return members.get(key, "no"), True
        before = same_before(*key)
        if before:
            return member(before)
        found = {member((row["from_vintage"], row["from_code"]))[0] for row in rows_into(*key)}
        return (found.pop() if len(found) == 1 else "part"), False

    state, own = member((vintage, code))
    return Shown(None, "observed" if own else "carried", int(day[:4]), state)


def stated(indicator: str, kind: str, code: str, year: int) -> dict[str, str] | None:
    """Return the row that is a unit's figure of a year: the whole year's, else the last state."""
    flags = ["official", "reported", "provisional", "estimate", "derived"]
    rows = [
        row
        for row in table("observations.csv")
        if row["indicator_id"] == indicator
        and row["unit_kind"] == kind
        and row["unit_code"] == code
        and row["year"] == str(year)
        and row["flag"] in flags
        and (row["period"] == "year" or row["period"].startswith("asof-"))
    ]
    whole = [row for row in rows if row["period"] == "year"]
    if not whole:
        latest = max((row["period"] for row in rows), default="")
        whole = [row for row in rows if row["period"] == latest]
    return min(whole, key=lambda row: flags.index(row["flag"]), default=None)


def own_figure(indicator: str, kind: str) -> Callable[[str, str, int], Shown]:
    """Return a function for an indicator whose figures are the units' own and never carried."""

    def figure(_vintage: str, code: str, year: int) -> Shown:
        row = stated(indicator, kind, code, year)
        return Shown(Written(row["value"]), "observed", year) if row else NOTHING

    return figure


def dossier(vintage: str, code: str, year: int) -> Shown:
    """Return the people of a commune by the merger dossier, which names the new communes."""
    assert vintage == DRAWN[-1]
    return own_figure("population_admin", "commune")(vintage, code, year)


# ---- classes


def catalogue(indicator: str) -> dict[str, str]:
    return next(row for row in table("indicators.csv") if row["indicator_id"] == indicator)


def breaks(indicator: str) -> list[float]:
    return [float(part) for part in catalogue(indicator)["breaks"].split(";")]


def has_zero_class(pooled: list[float]) -> bool:
    return pooled.count(0) * 5 > len(pooled)


def class_of(value: float | None, bounds: list[float], *, zero: bool) -> str:
    """Return the class that a value falls into, as the map writes it."""
    if value is None:
        return ""
    index = bisect_right(bounds, value)
    if not zero:
        return str(index)
    return "0" if value == 0 else str(index + 1)


def with_gap(shown: Shown, target: float) -> Shown:
    """Return what is shown of a unit as its distance to a target."""
    return shown if shown.value is None else replace(shown, value=shown.value - target)


@cache
def province_name() -> str:
    text = (DATA / "province.json").read_text(encoding="utf-8")
    return str(json.loads(text)["name_vi"])
