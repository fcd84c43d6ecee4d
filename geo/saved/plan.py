"""Plans as files and in addresses: written compactly, read back with every fault named."""

import json
import re
from collections.abc import Sequence
from urllib.parse import quote, unquote

from geo.errors import PlanError
from geo.facts.model import Target
from geo.figures.atlas import Atlas
from geo.saved.saved_file import SavedFile
from geo.targets.plan import Plan, count_share_targets, plan_years, units_concerned

FORMAT = "commune-plan"
VERSION = 1
LARGEST = 100_000
"""Bytes of the largest plan file that is read; a plan of all communes has a few thousand."""
LONGEST_NAME = 80

_NAME = "saved.plan"
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
    file = SavedFile(_NAME, PlanError)
    return _checked(atlas, file.read(content, form=FORMAT, largest=LARGEST), file)


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
    file = SavedFile(_NAME, PlanError)
    target_id, *rest = text.split("~")
    if len(rest) < 2 or len(text) > LARGEST:
        file.note("saved.plan_address")
        file.stop()
    vintage, name, *groups = rest
    communes: list[dict[str, object]] = []
    for group in groups:
        match = _GROUP.fullmatch(group)
        if match is None:
            file.note("saved.plan_group", value=group[:LONGEST_NAME])
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
    return _checked(atlas, document, file)


def _checked(atlas: Atlas, document: dict[str, object], file: SavedFile) -> Plan:
    """Return the plan of a document, or raise with every fault of it."""
    file.note_unknown(document, _KEYS)
    file.check_version(document, VERSION)
    name = document.get("name")
    if not _is_name(name):
        file.note_entry(document, "name", "saved.plan_name", longest=LONGEST_NAME)
    targets = {each.target_id: each for each in count_share_targets(atlas)}
    target = targets.get(str(document.get("target")))
    if target is None:
        file.note_entry(document, "target", "saved.plan_target", targets=tuple(targets))
    vintage = atlas.facts.province.default_vintage
    if document.get("vintage") != vintage:
        file.note_entry(document, "vintage", "saved.plan_vintage", vintage=vintage)
        # Codes are used again on other boundaries, so none of them may be looked at.
        target = None
    years = _years(atlas, target, document.get("communes"), file)
    file.stop()
    return Plan(str(name), str(document["target"]), vintage, years)


def _years(
    atlas: Atlas, target: Target | None, communes: object, file: SavedFile
) -> dict[str, int]:
    if not isinstance(communes, Sequence) or isinstance(communes, str):
        file.note("saved.plan_communes", column="communes")
        return {}
    codes = {unit.code for unit in units_concerned(atlas, target)} if target else None
    span = plan_years(atlas, target) if target else None
    years: dict[str, int] = {}
    for at, entry in enumerate(communes):
        place = f"communes[{at}]"
        if not isinstance(entry, dict) or entry.keys() != {"code", "year"}:
            file.note("saved.plan_commune", column=place)
            continue
        code, year = entry["code"], entry["year"]
        if not isinstance(code, str) or (codes is not None and code not in codes):
            file.note_entry(entry, "code", "saved.plan_code", place)
        elif code in years:
            file.note_entry(entry, "code", "saved.plan_code_twice", place)
        if type(year) is not int or (span is not None and year not in span):
            first, last = (span[0], span[-1]) if span else ("", "")
            file.note_entry(entry, "year", "saved.plan_year", place, first=first, last=last)
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
