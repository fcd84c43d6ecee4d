"""The command that takes what a department sends: a spreadsheet, or boundary layers."""

import argparse
import json
from datetime import date, datetime
from pathlib import Path

from geo.commands.options.idle import refuse_idle
from geo.commands.options.shown import choose_facts, chosen_facts
from geo.commands.store import (
    add_attached,
    attached,
    begun,
    here,
    opened,
    tell_revision,
)
from geo.commands.written import file_to_write, write_whole
from geo.errors import AtlasError
from geo.facts.model import WRITTEN_FLAGS, Facts
from geo.imports.asking import Answers
from geo.imports.draft import Draft, draft
from geo.imports.files.read import SheetFile, read_file
from geo.imports.findings import Finding
from geo.imports.layers import LayersDraft, is_layers, read_layers
from geo.imports.publishing import publish_draft, publish_layers
from geo.imports.report import Made, report_csv, report_json
from geo.imports.tables.columns import Asked
from geo.imports.units.known_names import KnownNames, known_names
from geo.language.texts import LANGUAGES
from geo.places.vintages import find_vintage
from geo.store.log import Revision
from geo.store.long_table import Origin
from geo.store.publishing import Entry

FAULTY_FILE = 1
_OF_FIGURES = (
    *("indicator", "vintage", "year", "flag", "answers"),
    *("publisher", "number", "issued", "url"),
)
"""Options that are for figures and not for boundary layers."""
_REPORTS = (".csv", ".json", ".xlsx")


def add_import(parser: argparse.ArgumentParser) -> None:
    """Give a parser the options of ``import``."""
    parser.add_argument(
        "file",
        type=Path,
        metavar="FILE",
        help="XLSX, XLS, ODS or CSV; or boundary layers: a GeoPackage, or zipped shapefiles",
    )
    parser.add_argument("--check", action="store_true", help="only say what is in it")
    parser.add_argument("--json", action="store_true", help="print one object")
    parser.add_argument("--indicator", default="", metavar="ID", help="indicator of the figures")
    parser.add_argument("--vintage", default="", metavar="V", help="boundaries of the units")
    parser.add_argument("--year", type=int, metavar="Y", help="year of the figures")
    parser.add_argument("--flag", choices=WRITTEN_FLAGS, default="", help="flag of the figures")
    parser.add_argument(
        "--answers", type=Path, metavar="FILE", help="answers to questions, as JSON by their ids"
    )
    parser.add_argument(
        "--lang", choices=LANGUAGES, default=LANGUAGES[0], help="of the words (%(default)s)"
    )
    parser.add_argument(
        "--report",
        type=_report_to_write,
        metavar="FILE",
        help="write the report: .csv, .json, or .xlsx for the file with its cells marked",
    )
    parser.add_argument("--author", default="", help="who publishes")
    parser.add_argument("--source", default="", help="id of a known source, or a new one's title")
    parser.add_argument("--publisher", default="", help="who issued a new source")
    parser.add_argument("--number", default="", help="number of that document")
    parser.add_argument(
        "--issued", type=date.fromisoformat, metavar="DAY", help="its day, as 2025-12-31"
    )
    parser.add_argument("--url", default="", help="its address")
    parser.add_argument("--note", default="", help="why, in a few words")
    add_attached(parser)
    parser.set_defaults(run=_import, rev=None)


def _report_to_write(text: str) -> Path:
    """Read the path of a report, whose ending says its form; `argparse` says what is wrong."""
    path = file_to_write(text)
    if path.suffix not in _REPORTS:
        raise argparse.ArgumentTypeError(f"{path}: end its name in {', '.join(_REPORTS)}")
    return path


def _import(options: argparse.Namespace) -> int:
    """Check a file, and publish it unless that was all; the exit code says whether it is sound."""
    shipped, known = options.data, _known_names(options)
    choose_facts(options)
    if not options.check and not (options.author and options.source):
        raise AtlasError("import.who")
    content = _content(options.file)
    made = _made(content, known, options)
    options.data = shipped
    revision = None
    if made.ok and not options.check:
        revision = _publish(made, options)
    if options.report:
        _write_report(content or b"", made, options)
    if options.json:
        told = made.as_data(options.lang)
        if revision is not None:
            told["revision"] = revision.id
        print(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        _tell(made, options.lang)
        if revision is not None:
            tell_revision(revision)
    return 0 if made.ok else FAULTY_FILE


def _known_names(options: argparse.Namespace) -> KnownNames:
    database = begun(options)
    if database is None:
        return {}
    with database.reading() as connection:
        return known_names(connection)


def _made(content: bytes | None, known: KnownNames, options: argparse.Namespace) -> Made:
    facts = chosen_facts(options)
    if content is not None and is_layers(content):
        refuse_idle(options, _OF_FIGURES, beside=options.file.name)
        return read_layers(facts, content, name=options.file.name, folder=options.data)
    return _draft(facts, content, known, options)


def _publish(made: Made, options: argparse.Namespace) -> Revision:
    entry = Entry(
        options.author,
        options.source,
        options.note,
        made.digest,
        here(),
        document=attached(options),
    )
    if isinstance(made, LayersDraft):
        return publish_layers(opened(options), options.data, made, options.source, entry)
    origin = Origin(
        source=options.source,
        publisher=options.publisher or options.author,
        retrieved=datetime.now().astimezone().date(),
        vintage=made.vintage,
        number=options.number,
        published=options.issued,
        url=options.url,
    )
    return publish_draft(opened(options), options.data, made, origin, entry)


def _draft(
    facts: Facts, content: bytes | None, known: KnownNames, options: argparse.Namespace
) -> Draft:
    if options.vintage:
        find_vintage(facts.province, options.vintage)
    if options.indicator and options.indicator not in facts.indicators:
        raise AtlasError("view.indicator", value=options.indicator)
    asked = Asked(options.indicator, options.vintage, options.year, options.flag)
    answers = _answers(options.answers) if options.answers else {}
    name = options.file.name
    if content is None:
        file = SheetFile(name, "", "", faults=(Finding("no_file"),))
    else:
        file = read_file(content, name=name)
    return draft(facts, file, asked=asked, answers=answers, known=known)


def _content(path: Path) -> bytes | None:
    """Return what is in a file; None where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError:
        return None


def _write_report(content: bytes, made: Made, options: argparse.Namespace) -> None:
    """Write the report in the form that the name of its file asks for."""
    report: Path = options.report
    if report.suffix == ".xlsx":
        from geo.imports.marked import marked_workbook

        write_whole(report, marked_workbook(content, made, lang=options.lang))
    elif report.suffix == ".json":
        write_whole(report, report_json(made, lang=options.lang))
    else:
        write_whole(report, report_csv(made, lang=options.lang))


def _answers(path: Path) -> Answers:
    try:
        found = json.loads(path.read_text("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise AtlasError("import.no_answers", file=path.name) from error
    if not isinstance(found, dict):
        raise AtlasError("import.no_answers", file=path.name)
    return {str(key): str(value) for key, value in found.items()}


def _tell(made: Made, lang: str) -> None:
    for kind, findings in (
        ("fault", [*made.faults, *(each.about for each in made.questions)]),
        ("warning", made.warnings),
    ):
        for each in findings:
            where = " ".join(str(part) for part in (each.sheet, each.column, each.row) if part)
            told = (each.shown_value(lang), f"{each.message(lang)}; {each.remedy(lang)}")
            print(f"{kind}: {where}: {told[0]}: {told[1]}")
    faults = len(made.faults) + len(made.questions)
    if isinstance(made, LayersDraft):
        print(f"layers: {', '.join(made.layers)}, units: {made.units}, faults: {faults}")
    else:
        print(f"figures: {len(made.figures)}, faults: {faults}")
