"""Errors: each says its text by a key, in the language of whoever reads it."""

import ast
import pickle
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Formatter
from types import MappingProxyType

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
RAISED = ("TemplateError", "UnknownUnitError", "ViewError")
MAKERS = {
    "Fault": 1,
    "Phrase": 0,
    "fault": 1,
    "refers": 2,
    "layer_fault": 1,
    "note": 0,
    "note_entry": 2,
    "_parse": 4,
    "_lists": 1,
    "_faults": 1,
    "SavedFile": 0,
}
"""What makes a fault: the place of the key among the arguments."""
PASSED_ON = {"key", "name", "problem", "problem.key", "self.key", "fault.key"}
OF_BOUNDARIES = ("layer_fault", "_faults")
"""Makers that are given the key within the section of boundaries."""
"""What the makers call the key that they pass on to one another; their callers are looked at."""


def calls(*names: str) -> Iterator[tuple[str, ast.Call]]:
    """Yield the calls of some names in the code, each with its place."""
    for folder in ("geo", "ui", "pages"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and ast.unparse(node.func) in names:
                    yield f"{path.name}:{node.lineno}", node


def literals(key: ast.expr, named: Mapping[str, ast.expr] = MappingProxyType({})) -> list[str]:
    """Return the keys that an argument may stand for; none where that cannot be read."""
    if isinstance(key, ast.IfExp):
        return literals(key.body, named) + literals(key.orelse, named)
    if isinstance(key, ast.Subscript):
        table = named.get(ast.unparse(key.value))
        values = table.values if isinstance(table, ast.Dict) else []
        return [each for value in values for each in literals(value)]
    if isinstance(key, ast.Name) and key.id in named:
        return literals(named[key.id])
    return [key.value] if isinstance(key, ast.Constant) and isinstance(key.value, str) else []


def names_in(tree: ast.AST) -> dict[str, ast.expr]:
    """Return what a tree assigns to names, of which each is assigned once."""
    named: dict[str, ast.expr] = {}
    twice = set()
    for node in ast.walk(tree):
        target, value = getattr(node, "target", None), getattr(node, "value", None)
        if isinstance(node, ast.Assign):
            target = node.targets[0]
        elif not isinstance(node, ast.AnnAssign):
            continue
        pairs = [(target, value)]
        if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
            pairs = list(zip(target.elts, value.elts, strict=True))
        for one, found in pairs:
            if isinstance(one, ast.Name) and isinstance(found, ast.expr):
                twice |= {one.id} & named.keys()
                named[one.id] = found
    return {name: value for name, value in named.items() if name not in twice}


def faults_made() -> Iterator[tuple[str, ast.Call, ast.expr, dict[str, ast.expr]]]:
    """Yield every call that makes a fault: its place, its key, what names stand for there."""
    for folder in ("geo", "ui", "pages"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            tops = [node for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign)]
            known = names_in(ast.Module(tops, []))
            for scope in tree.body:
                named = known | names_in(scope)
                for node in ast.walk(scope):
                    if not isinstance(node, ast.Call):
                        continue
                    maker = ast.unparse(node.func).rpartition(".")[2]
                    at = MAKERS.get(maker, len(node.args))
                    if at < len(node.args):
                        yield f"{path.name}:{node.lineno}", node, node.args[at], named


def fields_given(call: ast.Call, named: Mapping[str, ast.expr]) -> set[str | None] | None:
    """Return the names of the fields a call gives, None where that cannot be read."""
    maker = ast.unparse(call.func).rpartition(".")[2]
    given: ast.expr | None = None
    if maker not in ("Fault", "Phrase"):
        own = {keyword.arg for keyword in call.keywords}
        if None in own:
            (given,) = (keyword.value for keyword in call.keywords if keyword.arg is None)
            own.remove(None)
    else:
        own = set()
        at = 5 if maker == "Fault" else 1
        found = [keyword.value for keyword in call.keywords if keyword.arg == "fields"]
        given = (call.args[at : at + 1] or found or [ast.Dict([], [])])[0]
    if isinstance(given, ast.Name):
        given = named.get(given.id)
        if given is None:
            return None
    if given is not None and not isinstance(given, ast.Dict):
        return None
    return own | {key for each in (given.keys if given else ()) if each for key in literals(each)}


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


def test_every_fault_names_a_text() -> None:
    wrong, keys = [], set()
    for place, call, key, named in faults_made():
        prefix = "boundary_fault." if ast.unparse(call.func) in OF_BOUNDARIES else ""
        found = {f"{prefix}{each}" for each in literals(key, named)}
        keys |= found
        passed_on = ast.unparse(key) in PASSED_ON or isinstance(key, ast.JoinedStr | ast.Starred)
        if (not found and not passed_on) or not found <= texts("vi").entries.keys():
            wrong.append(f"{place}: {ast.unparse(call)}")
    assert wrong == []
    assert len(keys) > 200


def test_every_fault_gives_the_fields_of_its_text() -> None:
    wrong, looked_at = [], 0
    for place, call, key, named in faults_made():
        maker = ast.unparse(call.func).rpartition(".")[2]
        given = fields_given(call, named)
        if given is None or maker not in ("Fault", "Phrase", "fault", "refers"):
            continue
        for each in literals(key, named):
            looked_at += 1
            if given != fields_of(texts("vi").entries[each]):
                wrong.append(f"{place}: {ast.unparse(call)}")
    assert wrong == []
    assert looked_at > 180


def test_a_fault_that_names_no_text_is_not_said() -> None:
    with pytest.raises(KeyError, match="is not a number"):
        str(Fault("a.csv", "is not a number"))


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
    assert error.words("vi") == "tệp mẫu nặng 31\u00a0MB; chỉ nhận nhiều nhất 30\u00a0MB"


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


def test_an_error_comes_whole_out_of_another_process() -> None:
    faults = [Fault(Phrase("saved.plan"), "saved.twice", 3, value="x")]
    for error in (FaultyInputError(faults), errors.MakingError("making.full", count=3)):
        again = pickle.loads(pickle.dumps(error))
        assert type(again) is type(error)
        assert again.words("vi") == error.words("vi")
