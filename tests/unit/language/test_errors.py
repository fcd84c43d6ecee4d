"""Errors: each says its text by a key, in the language of whoever reads it."""

import ast
import pickle
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from geo import errors
from geo.errors import (
    AtlasError,
    Fault,
    FaultyInputError,
    TemplateError,
    UnknownUnitError,
    ViewError,
)
from geo.facts.model import Facts
from geo.language.texts import LANGUAGES, OwnText, Phrase, pick, texts

ROOT = Path(__file__).parents[3]
KEY = re.compile(r"[a-z_]+\.[a-z_0-9]+")
RAISED = ("TemplateError", "UnknownUnitError", "ViewError")


def calls(*names: str) -> Iterator[tuple[str, ast.Call]]:
    """Yield the calls of some names in the code, each with its place."""
    for folder in ("geo", "ui", "pages"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and ast.unparse(node.func) in names:
                    yield f"{path.name}:{node.lineno}", node


def literals(key: ast.expr) -> list[str]:
    """Return the keys that an argument may stand for; none where that cannot be read."""
    if isinstance(key, ast.IfExp):
        return literals(key.body) + literals(key.orelse)
    return [key.value] if isinstance(key, ast.Constant) else []


def fields_of(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_every_error_that_is_raised_has_a_text_with_its_fields() -> None:
    found = 0
    wrong = []
    for place, call in calls(*RAISED):
        found += 1
        given = {keyword.arg for keyword in call.keywords}
        keys = literals(call.args[0])
        if not keys or any(fields_of(texts("vi").entries.get(key, "{}")) != given for key in keys):
            wrong.append(f"{place}: {ast.unparse(call)}")
    assert wrong == []
    assert found > 30


def test_every_key_that_a_fault_or_a_phrase_names_has_a_text() -> None:
    keys = set()
    for _, call in calls("Fault", "Phrase", "file.note", "file.note_entry", "self.note"):
        named = [key for argument in call.args for key in literals(argument)]
        keys |= {key for key in named if isinstance(key, str) and KEY.fullmatch(key)}
    keys = {key for key in keys if not key.endswith((".csv", ".json"))}
    assert len(keys) > 30
    assert [key for key in sorted(keys) if key not in texts("vi")] == []


def test_an_error_is_said_in_the_readers_language_and_logged_in_english() -> None:
    error = ViewError("view.level", value="village", known=("commune", "district"))
    assert error.words("vi") == ("không có cấp “village”; hãy ghi một trong: commune, district")
    assert str(error) == "unknown level 'village'; one of commune, district"
    assert isinstance(error, AtlasError)


def test_a_unit_that_nobody_knows_is_said_like_any_other_error() -> None:
    error = UnknownUnitError("view.unit_of", value="9", vintage="2020-01-01")
    assert str(error) == "no unit '9' on the boundaries '2020-01-01'"
    assert isinstance(error, KeyError)


def test_an_error_survives_the_way_to_another_process() -> None:
    error = pickle.loads(pickle.dumps(TemplateError("template.too_large", size=31, largest=30)))
    assert error.words("vi") == "tệp mẫu nặng 31 MB; chỉ nhận nhiều nhất 30 MB"


def test_a_phrase_words_what_it_holds(tiny: Facts) -> None:
    indicator = next(iter(tiny.indicators.values()))
    fields = {"indicator": OwnText(indicator, "name"), "year": 1, "known": (2, 3)}
    scene = Phrase("saved.scene_view", {"reason": Phrase("view.year", fields)})
    said = f"cannot be shown: {indicator.name_en}: no figures for 1; years: 2, 3"
    assert scene.words("en") == said
    assert indicator.name_vi in scene.words("vi")
    assert pick(indicator, "name", "en") == indicator.name_en


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_fault_names_its_place_in_the_readers_language(lang: str) -> None:
    said = {
        "vi": "a.csv, dòng 3, cột value, giá trị “x”: viết hai lần; chỉ viết một lần",
        "en": "a.csv, row 3, column value, value 'x': stands twice; write it once",
    }
    fault = Fault("a.csv", "saved.twice", 3, "value", "x")
    assert fault.words(lang) == said[lang]
    assert str(fault) == said["en"]
    assert FaultyInputError([fault, fault]).words(lang) == f"{said[lang]}\n{said[lang]}"


def test_what_a_reader_saved_is_named_in_the_readers_language() -> None:
    fault = Fault(Phrase("saved.plan"), "saved.plan_code_twice", None, "communes[2].code", "06184")
    assert fault.words("vi") == (
        "phương án, mục communes[2].code, giá trị “06184”: có hai lần; mỗi xã chỉ chọn một năm"
    )


def test_the_drawn_tree_is_the_tree() -> None:
    drawn: list[tuple[str, str]] = []
    above: list[str] = []
    for line in (errors.__doc__ or "").splitlines():
        match = re.match(r"    (?P<lead>[ │├└─]*)(?P<name>\w+Error)\b", line)
        if match:
            depth = len(match["lead"]) // 4
            above[depth:] = [match["name"]]
            drawn.append((match["name"], above[depth - 1] if depth else "ValueError"))
    classes = [each for each in vars(errors).values() if isinstance(each, type)]
    tree = [
        (each.__name__, each.__bases__[0].__name__)
        for each in classes
        if issubclass(each, AtlasError)
    ]
    assert sorted(drawn) == sorted(tree)
