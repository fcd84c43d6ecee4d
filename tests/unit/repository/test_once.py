"""Rules that used to stand in several places, and disagreed: each is written in one module."""

import re

import pytest

from ui.server.settings import ROOT

FOLDERS = ("geo", "ui", "pages")
NO_RULES = ("geo/facts/", "geo/language/", "geo/store/")
"""Where tables and texts are declared, and so named without a rule."""


@pytest.mark.parametrize(
    ("rule", "written", "modules"),
    [
        ("the order of indicators", r"default_rank", {"geo/figures/indicator_order.py"}),
        ("the province as a unit", r"default_vintage\)\[0\]", {"geo/figures/province_figures.py"}),
        ("the basis of a figure", r"carried_split", {"geo/reading/values.py"}),
        ("the period of a figure", r"\bformat_period\(", {"geo/reading/values.py"}),
        ("a goal as it is set", r"format_number\([^)]*=written_decimals\(\w+(\.\w+)*\)", set()),
        ("the area of a unit as a denominator", r'"units\.area_km2"', set()),
        (
            "what a typeface knows of its letters",
            r"\bfontTools\b",
            {"geo/documents/paper/letters.py"},
        ),
        ("keys from letters", r'"amp;"', {"geo/views/address.py"}),
        (
            "the boundaries that are drawn",
            r"\.has_geometry",
            # the second says of each boundaries whether they are
            {"geo/places/vintages.py", "ui/data/boundary_notes.py"},
        ),
    ],
)
def test_a_rule_is_written_once(rule: str, written: str, modules: set[str]) -> None:
    found = {
        name
        for folder in FOLDERS
        for file in (ROOT / folder).rglob("*.py")
        if not (name := file.relative_to(ROOT).as_posix()).startswith(NO_RULES)
        and re.search(written, file.read_text("utf-8"))
    }
    assert found == modules, rule
