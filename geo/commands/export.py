"""The command that writes a view or a meeting to a file, for scripts that want no browser."""

import argparse
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from urllib.parse import parse_qsl, urlencode

from geo.boundaries.choose import Boundaries, load_boundaries, log_lines
from geo.boundaries.layers import layer_name
from geo.commands.options.idle import refuse_idle
from geo.commands.options.sheet import (
    OF_MEETINGS,
    OF_VIEWS,
    SERVES,
    add_report_options,
    add_sheet_options,
    base_in,
    extras_of,
    handout_of,
)
from geo.commands.options.shown import add_revision, choose_facts, chosen_facts
from geo.commands.written import count_up, file_to_read, file_to_write, write_whole
from geo.documents.forms import (
    MEETING_FORMATS,
    MIME,
    SCENE_FORMS,
    VIEW_FORMS,
    to_meeting,
    to_scene,
)
from geo.documents.paper import DPI, FINEST, SIZES, Wish
from geo.documents.portraits import PORTRAIT_FORMS, to_portrait
from geo.errors import ViewError
from geo.figures.atlas import Atlas
from geo.figures.view import View
from geo.language.texts import LANGUAGES
from geo.meeting.stage import set_stage
from geo.reading.level.shown import as_shown
from geo.saved.meeting import LARGEST, READERS, Meeting, read_meeting, shipped_meeting
from geo.saved.pasted import pasted_scene
from geo.views.address import (
    COMPARE_PAGE,
    MAP_PAGE,
    PORTRAIT_PAGE,
    SHOWN,
    pasted_query,
    query_language,
    read_choice,
    read_query,
    read_shown,
    shown_pair,
    write_pairs,
)
from geo.views.border_address import GATES_PAGE, list_day, names_border, read_border, write_border
from geo.views.drawing import draw
from geo.views.filters import Filter, parse_filter
from geo.views.portrait.address import read_portrayed
from geo.views.portrait.portrait import portrait_of

__all__ = ["FORMATS", "add_export", "read_query"]

FORMATS = tuple(dict.fromkeys((*VIEW_FORMS, *MEETING_FORMATS)))
SHIPPED = "shipped"

_EXAMPLE = "indicator=…&year=…&level=…&vintage=…"
_GATES = "part=gates&flow=…&when=…"
_COARSEST = 30
_SHEET = "a4"
_SERVES = {"size": ("png", "svg", "pdf"), "dpi": ("png",), "template": ("pptx",)} | SERVES
"""The forms of a file that an option is for."""
_OF_MAPS = ("dpi", "draft", "map-only", "transparent", "address-base")
"""Options of a view that is a map, or what takes its place."""


def add_export(parser: argparse.ArgumentParser) -> None:
    """Give a parser the options of the command."""
    asked = parser.add_mutually_exclusive_group(required=True)
    asked.add_argument(
        "--view",
        metavar="QUERY",
        help=f"the address of a map, a comparison or a portrait, or its query: '{_EXAMPLE}', "
        f"'{_GATES}'",
    )
    asked.add_argument(
        "--scenes",
        type=_scenes,
        metavar="FILE",
        help=f"a saved meeting, or '{SHIPPED}' for the ready-made one",
    )
    parser.add_argument("--format", required=True, choices=FORMATS, help="form of the file")
    parser.add_argument(
        "-o", "--output", type=file_to_write, required=True, metavar="FILE", help="file to write"
    )
    parser.add_argument(
        "--lang", choices=LANGUAGES, help=f"language (default: that of the view, {LANGUAGES[0]})"
    )
    parser.add_argument("--size", choices=tuple(SIZES), help=f"sheet of a page (default: {_SHEET})")
    parser.add_argument(
        "--dpi",
        type=_dpi,
        help=f"pixels an inch of a png, {_COARSEST} to {FINEST} (default: {DPI})",
    )
    parser.add_argument(
        "--template",
        type=file_to_read,
        metavar="FILE",
        help="a presentation whose look the slides take",
    )
    add_sheet_options(parser)
    add_report_options(parser)
    add_revision(parser)
    parser.set_defaults(run=_export, prepare=_choose)


def _choose(options: argparse.Namespace) -> None:
    """Choose the facts: of the revision that is named, else of the one that the view pins."""
    options.pasted_base = base_in(options.view or "")
    options.scene = None
    if options.view is not None:
        whole = options.view
        options.view, pinned = pasted_query(whole)
        path = whole.partition("#")[0].rpartition("?")[0]
        options.scene = pasted_scene(f"{path}?{options.view}")
        options.rev = pinned if options.rev is None else options.rev
    choose_facts(options)


def _scenes(text: str) -> str:
    return text if text == SHIPPED else str(file_to_read(text))


def _dpi(text: str) -> int:
    """Read the pixels of an inch; `argparse` says what is wrong with them."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
    if not _COARSEST <= number <= FINEST:
        raise argparse.ArgumentTypeError(
            f"{text}: write a whole number from {_COARSEST} to {FINEST}"
        )
    return number


@contextmanager
def _ended_in_order() -> Iterator[None]:
    """Let SIGTERM end the command as an error does, so that it clears away what it made."""

    def stop(number: int, _frame: FrameType | None) -> None:
        # a second signal must not break off the clearing
        signal.signal(number, signal.SIG_IGN)
        raise SystemExit(128 + number)

    # only the main thread may take signals
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        # None stands for a handler that was not set in Python
        signal.signal(signal.SIGTERM, before or signal.SIG_DFL)


def _export(options: argparse.Namespace) -> None:
    with _ended_in_order():
        _make(options)


def _make(options: argparse.Namespace) -> None:
    _check_options(options)
    facts = chosen_facts(options)
    template = options.template.read_bytes() if options.template else None
    boundaries = load_boundaries(
        facts,
        folder=options.data,
        replacement=options.boundaries,
        credit=options.boundaries_credit,
        beside=options.beside,
    )
    for line in log_lines(facts, boundaries):
        print(line, file=sys.stderr)
    atlas = Atlas(facts, boundaries.credits)
    make = _of_meeting if options.view is None else _of_view
    make = make if options.scene is None else _of_scene
    content = make(atlas, boundaries, options, template)
    print(write_whole(options.output, content))


def _check_options(options: argparse.Namespace) -> None:
    """Refuse an option that would change nothing."""
    for option, forms in _SERVES.items():
        if vars(options)[option.replace("-", "_")] is not None and options.format not in forms:
            raise ViewError("view.option", option=f"--{option}", value=options.format, known=forms)
    _check_ending(options.output, options.format)
    of_view = options.view is not None
    if options.scene is not None:
        page = PORTRAIT_PAGE if options.scene.kind == "profile" else COMPARE_PAGE
        refuse_idle(options, _OF_MAPS, beside=page)
    for option in OF_MEETINGS if of_view else OF_VIEWS:
        if vars(options)[option.replace("-", "_")] is not None:
            if of_view:
                raise ViewError("view.option_of_meetings", option=f"--{option}")
            raise ViewError("view.option_of_views", option=f"--{option}")


def _check_ending(file: Path, form: str) -> None:
    """Refuse a name that says of a file that it is of another form."""
    ending = VIEW_FORMS[form].ending.rpartition(".")[2]
    named = file.suffix[1:].lower()
    if named in MIME and named != ending:
        raise ViewError("view.ending", file=file.name, value=named, wanted=form)


def _of_view(
    atlas: Atlas, boundaries: Boundaries, options: argparse.Namespace, template: bytes | None
) -> bytes:
    """Make the file of one view."""
    view, query = _read_view(atlas, options.view)
    lang = options.lang or query_language(query)
    drawing = draw(atlas, view)
    query = {} if view.gate_period else query
    _, selected = read_choice(atlas, drawing, query)
    layer = boundaries.layers[layer_name(view.level, view.vintage)]
    chosen = parse_filter(query.get("filter", ""))
    shown = as_shown(drawing, read_shown(query.get(SHOWN, "")))
    wish = Wish(
        lang=lang,
        chosen=chosen,
        selected=selected,
        size=options.size or _SHEET,
        dpi=options.dpi or DPI,
        template=template,
        extras=extras_of(options, _page_of(view, selected, chosen, lang, shown)),
        shown=shown,
    )
    return VIEW_FORMS[options.format].make(atlas, drawing, layer, wish)


def _of_scene(
    atlas: Atlas, boundaries: Boundaries, options: argparse.Namespace, template: bytes | None
) -> bytes:
    """Make the file of a comparison, or of a portrait, from its address."""
    scene, form = options.scene, options.format
    if form not in SCENE_FORMS:
        raise ViewError("view.form_of_scene", value=form, known=SCENE_FORMS)
    lang = options.lang or query_language(dict(parse_qsl(scene.query)))
    if scene.kind == "profile" and form in PORTRAIT_FORMS:
        refuse_idle(options, ("size",), beside=PORTRAIT_PAGE)
        portrait = portrait_of(atlas, read_portrayed(atlas, scene.query))
        return to_portrait(atlas, portrait, boundaries.layers, form=form, lang=lang)
    # a faulty address is refused in its own words, not in those of a meeting
    READERS[scene.kind](atlas, scene.query)
    return to_scene(
        *(atlas, scene, boundaries.layers),
        form=form,
        lang=lang,
        size=options.size or _SHEET,
        template=template,
    )


def _page_of(view: View, selected: str, chosen: Filter, lang: str, shown: str) -> str:
    """Return path and query of the page that shows a view."""
    if view.gate_period or list_day(view):
        return f"{GATES_PAGE}?{write_border(view)}"
    pairs = write_pairs(view, unit=selected, chosen=chosen, lang=lang)
    return f"{MAP_PAGE}?{urlencode(pairs | shown_pair(shown))}"


def _read_view(atlas: Atlas, text: str) -> tuple[View, dict[str, str]]:
    """Read the query of the map, or of a map of the page of the border economy."""
    return read_border(atlas, text) if names_border(text) else read_query(atlas, text)


def _of_meeting(
    atlas: Atlas, boundaries: Boundaries, options: argparse.Namespace, template: bytes | None
) -> bytes:
    """Make the file of a meeting."""
    if options.format not in MEETING_FORMATS:
        raise ViewError("view.form", value=options.format, known=MEETING_FORMATS)
    lang = options.lang or LANGUAGES[0]
    stage = set_stage(atlas, _meeting(atlas, options), boundaries.layers, lang=lang)
    return to_meeting(
        atlas,
        stage,
        boundaries.layers,
        form=options.format,
        size=options.size or _SHEET,
        handout=handout_of(options),
        template=template,
        tell=count_up if sys.stderr.isatty() else None,
    )


def _meeting(atlas: Atlas, options: argparse.Namespace) -> Meeting:
    if options.scenes == SHIPPED:
        return shipped_meeting(atlas, options.data)
    path = Path(options.scenes)
    with path.open("rb") as file:
        # one byte more than may be: the reader says that the file is too large
        content = file.read(LARGEST + 1)
    return read_meeting(atlas, content)
