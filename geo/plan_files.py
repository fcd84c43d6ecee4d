"""Plans as files and in addresses: written compactly, read back with every fault named."""

import json
import re
from collections import Counter
from collections.abc import Sequence
from urllib.parse import quote, unquote

from geo.cells import Atlas
from geo.errors import Fault, PlanError
from geo.plan import Plan, count_share_targets, plan_years, units_concerned
from geo.types import Target

FORMAT = "commune-plan"
VERSION = 1
LARGEST = 100_000
"""Bytes of the largest plan file that is read; a plan of all communes has a few thousand."""
LONGEST_NAME = 80

_FILE = "plan"
_KEYS = ("format", "version", "name", "target", "vintage", "communes")
_GROUP = re.compile(r"([0-9]{4}):([0-9]+(?:\.[0-9]+)*)")


def plan_to_json(plan: Plan) -> bytes:
    """Write a plan as a file.

    Parameters
    ----------
    plan
        The plan.

    Returns
    -------
    content : bytes
        UTF-8 JSON with the communes by code; the same plan always gives the same bytes.
    """
    document = {
        "format": FORMAT,
        "version": VERSION,
        "name": plan.name,
        "target": plan.target_id,
        "vintage": plan.vintage,
        "communes": [{"code": code, "year": year} for code, year in sorted(plan.years.items())],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def read_plan(atlas: Atlas, content: bytes) -> Plan:
    """Read a plan from a file.

    Parameters
    ----------
    atlas
        The atlas whose units and targets the plan must name.
    content
        The file as `plan_to_json` writes it.

    Returns
    -------
    plan : Plan
        The plan.

    Raises
    ------
    PlanError
        The file is too large, no JSON, not of this format, or names wrong boundaries,
        communes, targets or years; every fault is listed.
    """
    if len(content) > LARGEST:
        problem = f"has {len(content)} bytes; a plan has at most {LARGEST}"
        raise PlanError([Fault(_FILE, problem)])
    faults: list[Fault] = []

    def unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
        twice = [key for key, count in Counter(key for key, _ in pairs).items() if count > 1]
        faults.extend(Fault(_FILE, "stands twice; write it once", None, key) for key in twice)
        return dict(pairs)

    try:
        document = json.loads(content.decode("utf-8-sig"), object_pairs_hook=unique)
    # deeply nested brackets exhaust the parser's stack
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise PlanError([Fault(_FILE, "is not JSON; choose a file saved as a plan")]) from None
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        problem = f"is not a plan; its format must be {FORMAT!r}"
        raise PlanError([*faults, Fault(_FILE, problem, None, "format")])
    return _checked(atlas, document, faults)


def plan_to_address(plan: Plan) -> str:
    """Write a plan as one value of an address's query.

    Parameters
    ----------
    plan
        The plan.

    Returns
    -------
    text : str
        ASCII: target, boundaries, name and the codes of each year, such as
        ``ntm_share_2030~2025-07-01~Ten~2027:06184.06190~2028:06200``; the same plan always
        gives the same text.
    """
    groups: dict[int, list[str]] = {}
    for code, year in sorted(plan.years.items()):
        groups.setdefault(year, []).append(code)
    name = quote(plan.name, safe="").replace("~", "%7E")
    marked = [f"{year:04d}:{'.'.join(codes)}" for year, codes in sorted(groups.items())]
    return "~".join([plan.target_id, plan.vintage, name, *marked])


def plan_from_address(atlas: Atlas, text: str) -> Plan:
    """Read a plan from an address.

    Parameters
    ----------
    atlas
        The atlas whose units and targets the plan must name.
    text
        The text as `plan_to_address` writes it.

    Returns
    -------
    plan : Plan
        The plan.

    Raises
    ------
    PlanError
        The text is not a plan, or names wrong boundaries, communes, targets or years; every
        fault is listed.
    """
    target_id, *rest = text.split("~")
    if len(rest) < 2 or len(text) > LARGEST:
        raise PlanError([Fault(_FILE, "is not a plan; copy the whole address")])
    vintage, name, *groups = rest
    faults: list[Fault] = []
    communes: list[dict[str, object]] = []
    for group in groups:
        match = _GROUP.fullmatch(group)
        if match is None:
            problem = "is not a year with codes like 2027:06184.06190"
            faults.append(Fault(_FILE, problem, None, None, group[:LONGEST_NAME]))
            continue
        year = int(match[1])
        communes += [{"code": code, "year": year} for code in match[2].split(".")]
    document = {
        "format": FORMAT,
        "version": VERSION,
        "name": unquote(name),
        "target": target_id,
        "vintage": vintage,
        "communes": communes,
    }
    return _checked(atlas, document, faults)


def _checked(atlas: Atlas, document: dict[str, object], faults: list[Fault]) -> Plan:
    """Return the plan of a document, or raise with every fault of it."""
    for key in sorted(document.keys() - set(_KEYS)):
        faults.append(Fault(_FILE, f"is not known; a plan has {', '.join(_KEYS)}", None, key))
    if document.get("version") != VERSION:
        faults.append(_fault(document, "version", f"cannot be read; the version is {VERSION}"))
    name = document.get("name")
    if not _is_name(name):
        problem = f"is no name; write 1 to {LONGEST_NAME} characters in one line"
        faults.append(_fault(document, "name", problem))
    targets = {each.target_id: each for each in count_share_targets(atlas)}
    target = targets.get(str(document.get("target")))
    if target is None:
        problem = f"is no target that counts communes; one of {', '.join(targets)}"
        faults.append(_fault(document, "target", problem))
    vintage = atlas.facts.province.default_vintage
    if document.get("vintage") != vintage:
        faults.append(_fault(document, "vintage", f"has other boundaries; plans are on {vintage}"))
        # Codes are used again on other boundaries, so none of them may be looked at.
        target = None
    years = _years(atlas, target, document.get("communes"), faults)
    if faults or target is None:
        raise PlanError(faults)
    return Plan(str(name), target.target_id, vintage, years)


def _years(
    atlas: Atlas, target: Target | None, communes: object, faults: list[Fault]
) -> dict[str, int]:
    if not isinstance(communes, Sequence) or isinstance(communes, str):
        problem = "is no list of communes; write [{code, year}, …]"
        faults.append(Fault(_FILE, problem, None, "communes"))
        return {}
    codes = {unit.code for unit in units_concerned(atlas, target)} if target else None
    span = plan_years(atlas, target) if target else None
    years: dict[str, int] = {}
    for at, entry in enumerate(communes):
        place = f"communes[{at}]"
        if not isinstance(entry, dict) or entry.keys() != {"code", "year"}:
            faults.append(Fault(_FILE, "is not {code, year}", None, place))
            continue
        code, year = entry["code"], entry["year"]
        if not isinstance(code, str) or (codes is not None and code not in codes):
            problem = "is no commune the target counts on these boundaries"
            faults.append(_fault(entry, "code", problem, place))
        elif code in years:
            faults.append(_fault(entry, "code", "stands twice; plan it for one year", place))
        if type(year) is not int or (span is not None and year not in span):
            first, last = (span[0], span[-1]) if span else ("", "")
            faults.append(_fault(entry, "year", f"is no year from {first} to {last}", place))
        elif isinstance(code, str):
            years.setdefault(code, year)
    return years


def _is_name(name: object) -> bool:
    return (
        isinstance(name, str)
        and 0 < len(name) <= LONGEST_NAME
        and name == name.strip()
        and name.isprintable()
    )


def _fault(entry: dict[str, object], key: str, problem: str, place: str = "") -> Fault:
    column = f"{place}.{key}" if place else key
    value = str(entry[key])[:LONGEST_NAME] if key in entry else None
    return Fault(_FILE, problem, None, column, value)
