"""The texts of both languages: the same keys and fields, and every one in use."""

import ast
import re
import unicodedata
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest

from geo.documents.forms import MEETING_FORMATS, VIEW_FORMS
from geo.documents.paper import SIZES
from geo.documents.portraits import PORTRAIT_FORMS
from geo.documents.tables.passage import NOTES
from geo.facts.model import EVIDENCE, FLAGS, LEVEL_OF_KIND, QUALIFIERS, Basis
from geo.facts.tables import CROSSWALK_BASES, PAGE_LANGUAGES, SOURCE_KINDS, TABLES
from geo.figures.border.catalogue import PLACES
from geo.figures.merger import COMPUTED
from geo.figures.view import MODES
from geo.frame.difference_message import KINDS
from geo.imports.templates import RULES
from geo.language.texts import LANGUAGES, Texts, texts
from geo.reading.progress.trace import STEPS
from geo.store.audit import ACTS as AUDITED
from geo.store.log import ACTS
from geo.store.states import LAYERS
from geo.targets.assessment import STATUSES
from geo.targets.progress import REASONS
from geo.views.address import SHOWN, SHOWS
from geo.views.border import KEYS as BORDER_KEYS
from geo.views.border import PARTS as BORDER_PARTS
from geo.views.classify import SCHEMES
from geo.views.compare.asked import COMPARE_KEYS, YEAR_KEYS
from geo.views.compare.asked import PARTS as COMPARE_PARTS
from geo.views.compare.bivariate import PairFault
from geo.views.compare.changes import Reason
from ui.data.difference_rows import COLUMNS
from ui.editing.part import PARTS
from ui.map.downloads import EXTRAS
from ui.meeting.room import ROOM_ACTS, ROOM_WORDS
from ui.session.query import TABS

ROOT = Path(__file__).parents[3]
SOURCES = [
    path.read_text(encoding="utf-8")
    for folder in ("geo", "ui", "pages")
    for path in sorted((ROOT / folder).rglob("*"))
    if path.suffix in {".py", ".js"}
]
ASKS = r'\b(?:t|texts\(\w+\))\(\s*"(\w+\.\w+)"'
DOUBTS = ["overlap", "gap", "enclave", "place", "area", "gate", "outside", "uncovered", "unused"]
"""Kinds of doubts about boundaries, each with a text for its places."""
BOUNDARY_FAULTS = (
    *("all", "first", "unreadable", "no_geometry", "no_code", "code_not_text", "no_crs"),
    *("codes_missing", "codes_unknown", "codes_twice", "codes_empty", "other_crs", "no_degrees"),
    *("shapes_missing", "no_polygons", "shapes_invalid", "too_small", "overlaps", "gaps"),
    *("no_shapefile", "layer_twice"),
    *("overlaps_place", "gaps_place", "elsewhere", "areas", "gates", "outside", "uncovered"),
)
FINDINGS = tuple(
    sorted(
        key
        for key in {each.partition(".")[2] for each in texts("vi").entries if "finding." in each}
        if any(f'"{key}"' in source for source in SOURCES) or key.startswith("is_")
    )
)
"""What is found in spreadsheets, each with a remedy."""
DYNAMIC = {
    "card.others_": LEVEL_OF_KIND,
    "basis.not_applicable_": ("district", "province"),
    "counted.": ("commune", "ward", "township"),
    "table.": ("since", "basis", "flag", "revised", "release"),
    "file.": ("commune", "district", "province", "gap", "pace"),
    "boundary_fault.": BOUNDARY_FAULTS,
    "doubts.": (*DOUBTS, *(f"{kind}_item" for kind in DOUBTS), "credit"),
    "present.": (
        *("up", "down", "prev", "next", "prev_page", "next_page", "first", "last"),
        *("prev_up", "next_down"),
    ),
    "data.": TABS,
    "page.": (
        *("overview", "map", "targets", "gates", "merger", "portrait"),
        *("present", "data", "imports", "sources"),
    ),
    "bring.": ("faults", "warnings", "report_csv", "report_xlsx"),
    "bring.of_": ("source", "publisher", "number", "published", "url", "note"),
    "bring.level_": ("commune", "district", "province"),
    "bring.layout_": ("wide", "long"),
    "present.form_": MEETING_FORMATS,
    "download.size_": SIZES,
    "reading.": ("gap_of", "pace_of"),
    "target_page.section_": ("programme", "others", "plan", "tasks"),
    "held_back.": ("unit", "figure", "gap", "weight", "pull"),
    "request_form.": (
        *("number", "indicator", "unit", "place", "code"),
        *("year", "value", "document", "note"),
    ),
    "target_page.missing_": ("all", "years"),
    "target_page.": (
        *("step_text", "formula", "result_text", "period_text", "flag_text", "release_text"),
    ),
    "difference.": (*KINDS, *(f"{kind}_units" for kind in KINDS)),
    "merger.basis_": (*CROSSWALK_BASES, COMPUTED),
    "merger.flow_": ("old", "new"),
    "merger.note_": (*NOTES, *(f"{note}_text" for note in NOTES)),
    "merger.": ("column_old", "column_new", "column_land", "column_share_people"),
    "units.": LEVEL_OF_KIND,
    "numbers.month_": range(1, 13),
    "numbers.quarter_": range(1, 5),
    "basis.": (
        "carried",
        "carried_split",
        "earlier",
        "none",
        "not_applicable",
        "ratio",
        "aggregate",
    ),
    "basis_help.": (*get_args(Basis), "carried_split", "ratio", "aggregate"),
    "source.kind_": SOURCE_KINDS,
    "source.language_": (*PAGE_LANGUAGES, "unknown"),
    "source.count_": ("commune", "district", "province", "gate", "zone"),
    "source.use_": ("areas", "moves", "tasks"),
    "source.column_": ("what", "where", "when", "value", "mark", "release", "view"),
    "flag.": FLAGS,
    "flag_help.": FLAGS,
    "evidence.": EVIDENCE,
    "zone.": ("whole", "part", "no"),
    "control.level_": ("district", "province"),
    "control.level_commune_": ("newest", "older"),
    "control.mode_": MODES,
    "control.shown_": SHOWS,
    "scheme.": ("default", *SCHEMES, "own"),
    "gap.": (
        *("no_path", "no_target", "whole_province", "pace", "no_figures", "kind"),
        *("definition", "basis"),
    ),
    "filter.": ("low", "high"),
    "notice.": (
        *COMPARE_KEYS,
        *("indicator", "year", "level", "vintage", "mode", "scheme", "k"),
        *("latest", "unit", "place", "filter", "lang", "page"),
        *("section", "themes", "status", "sort", "card", "source", "meeting"),
        *("history", "tab", SHOWN),
        *BORDER_KEYS,
    ),
    "gate.place_": ("gate", "town", "opposite_gate", "none"),
    "gate.": (
        *("international_road", "international_rail", "bilateral", "secondary"),
        *("clearance_route", "freight_road"),
    ),
    "download.": (*VIEW_FORMS, "pages", "office", "tables", *EXTRAS),
    "download.copy_": ("making", "done", "failed", "instead"),
    "overview.": ("theme", "indicators", "province", "district", "commune", "newest"),
    "targets.status_": STATUSES,
    "targets.reason_": (*REASONS, "no_figure_where"),
    "targets.sentence_": ("observed", "required"),
    "targets.step_": STEPS,
    "targets.": (
        *("observed", "required", "at_least", "at_most", "falls_at_least", "falls_at_most"),
    ),
    "reading.count_": (
        "communes",
        "communes_wards",
        "communes_townships",
        "districts",
        "provinces",
    ),
    "form.": (
        *("code", "unit", "district", "indicator", "year", "value", "flag", "qualifier", "note"),
        *("class", "recognised", "decision", "date"),
        *(f"rule_{e}{end}" for e in (*RULES, "register") for end in ("", "_help")),
    ),
    "form.is_": QUALIFIERS,
    "report.": ("kind", "sheet", "row", "column", "value", "message", "remedy"),
    "report.is_": ("fault", "question", "warning"),
    "finding.": FINDINGS,
    "remedy.": FINDINGS,
    "history.act_": ACTS,
    "audit.act_": ("all", *AUDITED),
    "editing.part_": PARTS,
    "history.column_": COLUMNS,
    "history.table_": (LAYERS, *(table.name.rpartition("/")[2] for table in TABLES)),
    "border.part_": BORDER_PARTS,
    "border.kind_": PLACES,
    "border.column_": (
        *("gate", "class", "parent", "opposite", "basis", "where", "value", "time", "flag"),
        "source",
    ),
    "border.change_": ("vague", "break", "zero", "share"),
    "border.zone_": ("no", "part", "whole", "unclear"),
    "compare.reason_": [each for each in get_args(Reason) if each],
    "compare.pair_": [each for each in get_args(PairFault) if each],
    **{f"compare.{each}_": ("numeric", "ordinal") for each in ("counts", "none")},
    **{f"compare.{way}_": ("under", "between", "from") for way in ("up", "down")},
    "compare.": ("up", "down", "most_up", "most_down"),
    "compare.year_": YEAR_KEYS,
    "compare.part_": COMPARE_PARTS,
    "compare.line_": ("selected", "highest", "lowest"),
    "compare.dotted_": ("district", "province", "target"),
    "compare.class_": ("up", "down"),
    "portrait.": PORTRAIT_FORMS,
    "portrait.column_": (
        *("indicator", "value", "rank", "trend", "province", "district", "former_district"),
        "source",
    ),
    "room.": (*ROOM_WORDS, *ROOM_ACTS, *(f"{act}_key" for act in ROOM_ACTS)),
}
"""Beginnings of keys that the code completes while it runs, with every ending."""
COMPLETED = {f"{start}{end}" for start, ends in DYNAMIC.items() for end in ends}
FRAME = "frame."
"""Texts sent to the map frame as one object; its script reads them by the bare key."""
ENGLISH_IN_VIETNAMESE = {"figure_fault.period", "remedy.bad_period", "import.what", "import.who"}
"""Keys whose Vietnamese text holds English on purpose."""

NEVER_ONE = {
    *("most", "least", "longest", "largest", "width", "decimals", "columns", "parts", "times"),
    *("option", "value"),
}
"""Fields of texts that hold a bound of the program, or no count."""

VIETNAMESE_LETTERS = re.compile(r"[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉĩịọỏốồổỗộớờởỡợụủũứừửữựỳỵỷỹ]", re.I)
ENGLISH_WORDS = re.compile(
    r"\b(the|of|and|is|are|not|year|years|from|with|this|that|for|by|data|unit|map|"
    r"value|figure|figures|source|known|commune|communes|district|ward|select|show)\b",
    re.I,
)


@pytest.fixture(params=LANGUAGES)
def t(request) -> Texts:
    return texts(request.param)


def fields(text: str) -> set[str]:
    """Return the names of the fields of a text."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def is_used(key: str) -> bool:
    """Tell whether some code reads the text of a key."""
    if key in COMPLETED:
        return True
    if key.startswith(FRAME):
        word = re.compile(rf"\b{re.escape(key.removeprefix(FRAME))}\b")
        return any(word.search(source) for source in SOURCES)
    return any(f'"{key}"' in source or f"'{key}'" in source for source in SOURCES)


def test_languages_have_the_same_keys() -> None:
    vietnamese, english = texts("vi").entries, texts("en").entries
    assert sorted(vietnamese) == sorted(english)
    assert len(vietnamese) > 40


def test_languages_have_the_same_fields() -> None:
    english = texts("en").entries
    different = [
        key
        for key, text in texts("vi").entries.items()
        if fields(text) != fields(english.get(key, text))
    ]
    assert different == []


def test_fields_have_names(t) -> None:
    assert [key for key, text in t.entries.items() if "" in fields(text)] == []


def test_texts_are_composed_and_not_empty(t) -> None:
    loose = [k for k, text in t.entries.items() if unicodedata.normalize("NFC", text) != text]
    assert loose == []
    assert [key for key, text in t.entries.items() if text != text.strip() or not text] == []


def test_every_text_is_used() -> None:
    assert [key for key in texts("vi").entries if not is_used(key)] == []


def test_every_text_the_code_asks_for_exists() -> None:
    asked = {key for s in SOURCES for key in re.findall(ASKS, s)}
    assert asked
    assert sorted((asked | COMPLETED) - set(texts("vi").entries)) == []


def test_no_vietnamese_left_in_english() -> None:
    found = {k for k, text in texts("en").entries.items() if VIETNAMESE_LETTERS.search(text)}
    assert found == set()


def test_no_english_left_in_vietnamese() -> None:
    found = set()
    for key, text in texts("vi").entries.items():
        bare = re.sub(r"\{\w*\}", "", text)
        if ENGLISH_WORDS.search(bare):
            found.add(key)
    assert sorted(found - ENGLISH_IN_VIETNAMESE) == []


def test_call_fills_the_fields() -> None:
    assert texts("vi")("units.commune", name="Đồng Đăng") == "Xã Đồng Đăng"
    assert "units.commune" in texts("vi")
    assert "units.village" not in texts("vi")


def test_one_of_a_kind_is_told_as_one() -> None:
    entries = texts("en").entries
    forms = {
        form for each in entries.values() for form in re.findall(r"\{\w+:[^{}|]+\|([^{}]+)\}", each)
    }
    many = "|".join(sorted({form.split()[0].rstrip(",") for form in forms if form.endswith("s")}))
    between = "(?:(?:old|former|more|border|economic|such|highest) )?"
    told_as_many = re.compile(rf"(?<![\w/,.])1[ \u00a0]{between}(?:{many})\b(?!\.csv)")
    wrong = {}
    for key, text in entries.items():
        given = {name: 2 if name in NEVER_ONE else 1 for name in fields(text)}
        said = texts("en")(key, **given)
        if told_as_many.search(said):
            wrong[key] = said
    assert wrong == {}
    assert len(forms) > 20


def test_a_count_has_words_for_one_and_for_many() -> None:
    t = texts("en")
    assert [t("present.added", count=count) for count in (1, 14)] == [
        "Added; the meeting has 1 scene.",
        "Added; the meeting has 14 scenes.",
    ]
    assert t("data.version", version="a1", observations="1,234", sources="1") == (
        "Data version a1 · 1,234 figures · 1 source"
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_counted_word_stands_beside_its_number(lang: str) -> None:
    bare = {
        key: text
        for key, text in texts(lang).entries.items()
        for name in re.findall(r"\{(\w+):[^{}]*\|", text)
        if f"{{{name}}}" not in text
    }
    assert bare == {}


def test_unknown_key_is_named() -> None:
    with pytest.raises(KeyError, match=r"units\.village.*vi\.toml"):
        texts("vi")("units.village")


def test_missing_field_is_named() -> None:
    with pytest.raises(KeyError, match=r"units\.commune.*name"):
        texts("en")("units.commune")


def test_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="'fr'"):
        texts("fr")


def chooses_by_hand(node: ast.AST) -> bool:
    """Tell whether an expression picks one of a record's texts by the language itself."""
    if not isinstance(node, ast.IfExp) or not isinstance(node.body, ast.Attribute):
        return False
    return any(isinstance(e, ast.Constant) and e.value in LANGUAGES for e in ast.walk(node.test))


def test_no_code_chooses_a_text_by_hand() -> None:
    found = []
    paths = (path for folder in ("geo", "ui", "pages") for path in (ROOT / folder).rglob("*.py"))
    for path in sorted(paths):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            # a page that names one language shows it in the other
            one = isinstance(node, ast.Attribute) and node.attr.endswith("_vi")
            if chooses_by_hand(node) or (one and path.is_relative_to(ROOT / "ui")):
                found.append(f"{path.name}: {ast.unparse(node)}")
    assert found == ["kept.py: province.name_vi"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_line_ends_between_a_number_and_its_per_cent_sign(lang: str) -> None:
    apart = re.compile(r"[\d}]\s+%|(?<!\u00a0)điểm %")
    found = [key for key, text in texts(lang).entries.items() if apart.search(text)]
    assert found == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_number_and_its_unit_never_break_over_lines(lang: str) -> None:
    parted = re.compile(r"[}\d] (?:%|‰|[kM]B\b|km|ha\b|điểm %|triệu|tỷ)")
    found = {key: text for key, text in texts(lang).entries.items() if parted.search(text)}
    assert found == {}
