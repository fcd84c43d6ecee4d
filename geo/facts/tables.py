"""The tables of the data folder, each declared once: columns, types, words and key.

Plain data: the reading, the rules for keys and the table of files in ``data/README.md`` follow
from it.
"""

from dataclasses import dataclass
from typing import Literal

from geo.facts.model import EVIDENCE, LEVEL_OF_KIND, LEVELS, QUALIFIERS, WRITTEN_FLAGS

ColumnType = Literal["text", "word", "texts", "number", "numbers", "integer", "day"]
"""Of a word the column lists all there are; texts and numbers are lists within a cell."""

SOURCE_KINDS = (
    *("census", "statistics", "decision", "portal", "press", "research"),
    *("wikipedia-copy", "other"),
)
PAGE_LANGUAGES = ("vi", "en", "fr", "de", "ja", "ko", "zh", "ru", "th", "lo")
"""Languages that the page of a source may be in, by ISO 639-1."""
CROSSWALK_BASES = ("documented", "code-history", "unchanged", "inferred")
EXTENTS = ("whole", "part", "rest")
AROUND = ("province", "country", "sea")
"""What may lie around a province."""


@dataclass(frozen=True)
class Column:
    """A column: its name, what its cells are, whether they must be filled, the words allowed.

    A table may lack an `optional` column: its cells are empty then.
    """

    name: str
    type: ColumnType = "text"
    required: bool = False
    words: tuple[str, ...] = ()
    optional: bool = False


@dataclass(frozen=True)
class Table:
    """A table: its name is that of the file without ending, its key is unique among the rows."""

    name: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    by_vintage: bool = False
    """Whether there are columns ``commune_<vintage>`` besides, with codes of communes."""

    @property
    def file(self) -> str:
        """Name of the file, relative to the data folder."""
        return f"{self.name}.csv"

    @property
    def column_names(self) -> tuple[str, ...]:
        """Names of the declared columns, in the order in which they are written."""
        return tuple(column.name for column in self.columns)

    @property
    def needed_names(self) -> tuple[str, ...]:
        """Names of the columns that a file must have."""
        return tuple(column.name for column in self.columns if not column.optional)


def _text(names: str) -> tuple[Column, ...]:
    return tuple(Column(name) for name in names.split())


def _optional(names: str) -> tuple[Column, ...]:
    return tuple(Column(name, optional=True) for name in names.split())


def _filled(names: str) -> tuple[Column, ...]:
    return tuple(Column(name, required=True) for name in names.split())


def _number(names: str, *, required: bool = False) -> tuple[Column, ...]:
    return tuple(Column(name, "number", required) for name in names.split())


def _integer(names: str, *, required: bool = True) -> tuple[Column, ...]:
    return tuple(Column(name, "integer", required) for name in names.split())


def _word(name: str, *words: str) -> Column:
    return Column(name, "word", True, words)


UNITS = Table(
    "units",
    ("vintage", "code"),
    (
        *_text("vintage"),
        *_filled("code"),
        _word("kind", *LEVEL_OF_KIND),
        *_filled("name name_ascii"),
        *_text("parent_code former_district_code"),
        *_number("area_km2"),
        *_text("area_source_id"),
    ),
)
CROSSWALK = Table(
    "crosswalk",
    ("from_vintage", "from_code", "to_vintage", "to_code"),
    (
        *_text("from_vintage from_code to_vintage to_code"),
        *_number("area_share", required=True),
        _word("basis", *CROSSWALK_BASES),
        *_text("source_id"),
        *_number("population_share", required=True),
        *_text("share_note share_note_vi"),
    ),
)
REORGANISATIONS = Table(
    "reorganisations",
    ("to_vintage", "to_code", "from_codes"),
    (
        *_text("to_vintage to_code"),
        Column("from_codes", "texts"),
        _word("extent", *EXTENTS),
        _word("basis", *CROSSWALK_BASES),
        *_text("source_id"),
        *_number("area_share population_share"),
        *_text("share_note share_note_vi"),
    ),
)
SOURCES = Table(
    "sources",
    ("source_id",),
    (
        *_filled("source_id title publisher"),
        *_optional("title_vi publisher_vi number"),
        Column("language", "word", False, PAGE_LANGUAGES, optional=True),
        *_text("published url"),
        *_optional("original_url"),
        Column("retrieved", "day", required=True),
        _word("kind", *SOURCE_KINDS),
        *_text("note note_vi"),
    ),
)
INDICATORS = Table(
    "indicators",
    ("indicator_id",),
    (
        *_filled("indicator_id"),
        *_text("theme"),
        *_filled("name_vi name_en unit_vi unit_en"),
        _word("kind", "rate", "count", "amount", "ordinal"),
        _word("direction", "1", "0", "-1"),
        *_number("min max"),
        *_text("numerator_id denominator_id"),
        *_number("scale"),
        *_integer("decimals"),
        *_filled("definition_vi definition_en"),
        Column("never_mix_with", "texts"),
        _word("temporal", "stock", "flow"),
        _word("carry", "sum", "weighted_mean", "unchanged_only", "never"),
        _word("share", "population", "area", "none"),
        _word("aggregate", "sum", "weighted_mean", "never"),
        *_integer("max_age_years"),
        Column("breaks", "numbers"),
        *_integer("default_rank"),
        Column("unit_kinds", "texts"),
    ),
)
ORDINAL_CLASSES = Table(
    "ordinal_classes",
    ("indicator_id", "value"),
    (*_text("indicator_id"), *_integer("value"), *_filled("class_id label_vi label_en")),
)
OBSERVATIONS = Table(
    "observations",
    ("indicator_id", "unit_kind", "vintage", "unit_code", "year", "period", "flag"),
    (
        *_text("indicator_id"),
        _word("unit_kind", *LEVELS, "gate", "zone"),
        *_text("vintage unit_code"),
        *_integer("year"),
        *_text("period"),
        *_number("value", required=True),
        *_number("value_max"),
        _word("flag", *WRITTEN_FLAGS),
        *_text("source_id"),
        _word("qualifier", *QUALIFIERS),
        *_text("note note_vi"),
    ),
)
RECOGNITIONS = Table(
    "ntm_recognitions",
    ("vintage", "commune_code", "class", "year", "evidence"),
    (
        *_text("vintage commune_code class"),
        *_integer("year"),
        Column("date", "day"),
        _word("evidence", *EVIDENCE),
        *_text("decision_no source_id note note_vi"),
    ),
)
GATES = Table(
    "gates",
    ("gate_id",),
    (
        *_filled("gate_id name_vi name_en"),
        _word(
            "kind",
            *("international_road", "international_rail", "bilateral", "clearance_route"),
            *("freight_road", "secondary"),
        ),
        *_text("status_since district_code"),
        *_number("lat lon"),
        _word("coord_quality", "gate", "town", "opposite_gate", "none"),
        *_text("opposite_name parent_gate_id source_id note note_vi"),
    ),
    by_vintage=True,
)
ECONOMIC_ZONE = Table(
    "economic_zone",
    ("zone_id", "list_date", "vintage", "commune_code"),
    (
        *_filled("zone_id"),
        Column("list_date", "day", required=True),
        *_text("vintage commune_code"),
        _word("share", "whole", "part"),
        *_text("source_id"),
    ),
)
TARGETS = Table(
    "targets",
    ("target_id",),
    (
        *_filled("target_id"),
        *_text("indicator_id unit_code vintage"),
        *_integer("target_year"),
        *_number("value_low", required=True),
        *_number("value_high"),
        _word("comparison", "ge", "le", "range", "change_per_year"),
        *_filled("unit text_vi text_en"),
        *_text("source_id"),
        *_filled("programme theme"),
        _word(
            "path",
            *("linear_points", "compound", "average", "change_per_year", "range"),
            *("count_share", "level"),
        ),
        *_integer("base_year", required=False),
    ),
)
TASK_GROUPS = Table(
    "task_groups",
    ("number",),
    (*_integer("number"), *_filled("text_vi text_en"), *_text("source_id")),
)
PUBLICATIONS = Table(
    "publications", ("indicator_id",), (*_text("indicator_id"), *_filled("text_vi text_en"))
)
SERIES_BREAKS = Table(
    "series_breaks",
    ("indicator_id", "kind", "year"),
    (
        *_text("indicator_id"),
        _word("kind", "basis", "definition"),
        *_integer("year", required=False),
        *_filled("text_vi text_en"),
    ),
)
ATOMS = Table(
    "gazetteer/atoms",
    ("atom",),
    (*_integer("atom"), *_text("district_code"), *_integer("cells")),
    by_vintage=True,
)
RUNS = Table("gazetteer/runs", ("row", "col_start"), _integer("row col_start col_end atom"))
CONTEXT_PLACES = Table(
    "context/places",
    ("place",),
    (*_filled("place name_vi name_en"), _word("kind", *AROUND), *_integer("cells")),
)
CONTEXT_RUNS = Table(
    "context/runs",
    ("row", "col_start"),
    (*_integer("row col_start col_end"), *_filled("place")),
)
CONTEXT = (CONTEXT_PLACES, CONTEXT_RUNS)
"""What lies around the province, drawn for orientation alone: no facts, and may be missing."""
TABLES = (
    UNITS,
    CROSSWALK,
    SOURCES,
    INDICATORS,
    ORDINAL_CLASSES,
    OBSERVATIONS,
    RECOGNITIONS,
    GATES,
    ECONOMIC_ZONE,
    TARGETS,
    TASK_GROUPS,
    PUBLICATIONS,
    SERIES_BREAKS,
    ATOMS,
)
"""Every table that holds facts, in the order in which they are read."""
GROUNDS = (REORGANISATIONS, RUNS)
"""Tables from which others, or boundaries, are made; only those who make them read them."""
