"""The report on a file: what must be mended, what is worth knowing, and the figures themselves."""

from collections.abc import Callable, Mapping, Sequence
from html import escape

import pandas as pd
import streamlit as st

from geo.documents.forms import MIME
from geo.facts.model import Facts
from geo.figures.atlas import Atlas
from geo.imports.checks.comparing import published_same
from geo.imports.draft import Draft
from geo.imports.figures import DraftFigure
from geo.imports.findings import Finding
from geo.imports.marked import marked_workbook
from geo.imports.new_indicators import with_indicators
from geo.imports.register import DraftRecognition
from geo.imports.report import report_csv
from geo.language.numbers import Amount, written_decimals
from geo.language.texts import pick, texts
from geo.places.unit_names import unit_name
from geo.reading.imprint import download_name
from geo.reading.values import indicator_name, indicator_unit
from ui.imports.questions import place_text
from ui.markup import elements
from ui.markup.table import Row, table_html

MOST = 500
"""Rows of each table on the page; the file has all."""


def show_report(atlas: Atlas, made: Draft, content: bytes, *, lang: str) -> None:
    """Show faults, then warnings, then the figures that were read."""
    t = texts(lang)
    for name, found in (("faults", made.faults), ("warnings", made.warnings)):
        if found:
            head = t(f"bring.{name}", count=len(found))
            st.html(elements.text("h2", head, css="part-title"))
            _show_findings(found, lang)
    if made.faults or made.warnings or made.questions:
        # a large workbook is written when it is asked for
        forms = {
            "csv": lambda: report_csv(made, lang=lang),
            "xlsx": lambda: marked_workbook(content, made, lang=lang),
        }
        offer_report(atlas, forms, lang)
    facts = with_indicators(atlas.facts, made.indicators)
    rows = [_figure(facts, each, lang) for each in made.figures]
    rows += [_recognition(facts, each, lang) for each in made.recognitions]
    if rows:
        head = t("bring.figures", count=len(rows))
        st.html(elements.text("h2", head, css="part-title"))
        _show(rows, lang)


def _show_findings(found: Sequence[Finding], lang: str) -> None:
    """Show findings in whole words: what is wrong, and what to do, are sentences."""
    t = texts(lang)
    heads = [t("bring.place"), t("bring.value"), t("bring.problem"), t("bring.remedy")]
    rows = [_finding(each, lang) for each in found[:MOST]]
    st.html(table_html(heads, rows, css="findings"))
    _tell_left_out(len(found), lang)


def _finding(each: Finding, lang: str) -> Row:
    place = place_text(each.sheet, each.column, each.row) or texts(lang)("bring.whole_file")
    words = (place, each.shown_value(lang), each.message(lang), each.remedy(lang))
    return [escape(word) for word in words]


def _show(rows: Sequence[dict[str, str]], lang: str) -> None:
    st.dataframe(pd.DataFrame(rows[:MOST]), hide_index=True)
    _tell_left_out(len(rows), lang)


def _tell_left_out(count: int, lang: str) -> None:
    if count > MOST:
        st.caption(texts(lang)("bring.most", shown=MOST, count=count))


def _figure(facts: Facts, each: DraftFigure, lang: str) -> dict[str, str]:
    """Return a figure as a row, its value beside its unit: a telephone shows the first columns."""
    t = texts(lang)
    indicator = facts.indicators[each.indicator_id]
    before = published_same(facts, each)
    return {
        t("bring.unit"): unit_name(facts.units[each.vintage, each.unit_code], lang=lang),
        t("bring.value"): _number(each.value, lang),
        t("bring.before"): _number(before.value, lang) if before else "–",
        t("bring.indicator"): indicator_name(indicator, lang=lang),
        t("data.unit"): indicator_unit(indicator, lang=lang),
        t("bring.year"): str(each.year),
        t("bring.flag"): t(f"flag.{each.flag}"),
        t("bring.place"): place_text(each.sheet, "", each.row + 1),
    }


def _recognition(facts: Facts, each: DraftRecognition, lang: str) -> dict[str, str]:
    """Return a recognition as a figure whose value is its class."""
    t = texts(lang)
    known = next(
        row
        for row in facts.ordinal_classes
        if (row.indicator_id, row.class_id) == (each.indicator_id, each.class_id)
    )
    return {
        t("bring.unit"): unit_name(facts.units[each.vintage, each.commune_code], lang=lang),
        t("bring.value"): pick(known, "label", lang),
        t("bring.before"): "",
        t("bring.indicator"): indicator_name(facts.indicators[each.indicator_id], lang=lang),
        t("data.unit"): "",
        t("bring.year"): str(each.year),
        t("bring.flag"): t(f"evidence.{each.evidence}"),
        t("bring.place"): place_text(each.sheet, "", each.row + 1),
    }


def _number(value: float, lang: str) -> str:
    return Amount(value=value, decimals=written_decimals(value)).words(lang)


def offer_report(atlas: Atlas, forms: Mapping[str, Callable[[], bytes]], lang: str) -> None:
    """Offer the report in the forms that it has, each with what writes it."""
    t = texts(lang)
    province = atlas.facts.province
    with st.container(horizontal=True):
        for ending, make in forms.items():
            st.download_button(
                t(f"bring.report_{ending}"),
                make,
                file_name=download_name(province, t("file.checked"), ending=ending, lang=lang),
                mime=MIME[ending],
                icon=":material/download:",
                on_click="ignore",
                key=f"bring_report_{ending}",
            )
