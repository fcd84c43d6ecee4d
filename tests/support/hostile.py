"""Texts that try to become something else, and a made-up province whose units bear them."""

import csv
import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

from geo.facts.model import Facts

MARKUP = '<img src=x onerror="document.title=1">'
SCRIPT = "</script><script>document.title=1</script>"
TEXTS = (
    MARKUP,
    SCRIPT,
    "${7*7} `7*7` {{7*7}} {% x %}",
    '=HYPERLINK("x","y")',
    "@SUM(1)\t+1\r-1",
    "\u202eNgược\u202c chiều",
    "Dài " * 125,
    "😀 🇻🇳 Đồng Đăng",
    "\x00\x1b[31m ]]> & ' \"",
    '#read("/etc/passwd") $x^2$ @y <z> \\ *b* #panic()',
)


def with_hostile_names(facts: Facts) -> Facts:
    """Return facts whose communes have these texts for names, in the order of their keys."""
    units = dict(facts.units)
    communes = sorted(key for key, unit in units.items() if unit.level == "commune")
    for at, key in enumerate(communes):
        units[key] = replace(units[key], name=TEXTS[at % len(TEXTS)])
    return replace(facts, units=units)


_WORDS = {
    "units": ("name",),
    "gates": ("name_vi", "name_en", "opposite_name", "note", "note_vi"),
    "crosswalk": ("share_note", "share_note_vi"),
    "indicators": (
        *("name_vi", "name_en", "unit_vi", "unit_en"),
        *("definition_vi", "definition_en"),
    ),
    "ntm_recognitions": ("decision_no", "note", "note_vi"),
    "observations": ("note", "note_vi"),
    "ordinal_classes": ("label_vi", "label_en"),
    "publications": ("text_vi", "text_en"),
    "reorganisations": ("share_note", "share_note_vi"),
    "series_breaks": ("text_vi", "text_en"),
    "sources": ("title", "title_vi", "publisher", "publisher_vi", "number", "note", "note_vi"),
    "targets": ("text_vi", "text_en"),
    "task_groups": ("text_vi", "text_en"),
}
"""The columns of a data folder in which words of others stand, by their tables."""
TRIPPED = "tripped"
"""Stands in the address that a page asks for where one of these texts became markup."""


def tripwire(mark: str) -> str:
    """Return a text that asks for an address, runs a script or leads there where it is no text."""
    address = f"/{TRIPPED}/{mark}"
    return (
        f"<img src={address} onerror=alert(1)></script>[{mark}](javascript:alert(1)) ![]({address})"
    )


def hostile_province(folder: Path, out: Path) -> Path:
    """Copy a data folder with such a text before all words in it, each marked with its place."""
    shutil.copytree(folder, out)
    for table, columns in _WORDS.items():
        path = out / f"{table}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        for row in rows:
            filled = [column for column in columns if row[column]]
            row |= {each: f"{tripwire(f'{table}.{each}')} {row[each]}" for each in filled}
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    path = out / "province.json"
    said = _marked(json.loads(path.read_text(encoding="utf-8")), "province")
    path.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
    return out


def _marked(said: Any, name: str) -> Any:
    if isinstance(said, dict):
        return {key: _marked(value, key) for key, value in said.items()}
    if isinstance(said, list):
        return [_marked(each, name) for each in said]
    worded = isinstance(said, str) and name.endswith(("_vi", "_en"))
    return f"{tripwire(f'province.{name}')} {said}" if worded else said
