"""The options of a command for what a sheet has besides, or leaves out."""

import argparse
import re
from datetime import date

from geo.commands.written import file_to_read
from geo.documents.paper import LARGEST_LOGO, LONGEST, MAPS_A_PAGE, Extras, Handout

_OF_REPORTS = ("agency", "place", "date", "logo", "notes", "per-page")
SERVES = dict.fromkeys(_OF_REPORTS, ("pdf",)) | {
    "draft": ("png", "svg", "pdf"),
    "map-only": ("png", "svg", "pdf"),
    "transparent": ("png", "svg"),
    "address-base": ("png", "svg", "pdf"),
}
"""The forms of a file that an option is for."""
OF_VIEWS, OF_MEETINGS = ("map-only", "transparent"), _OF_REPORTS
"""Options that are for a view alone, and for a meeting alone."""
_BASE = re.compile(r"https?://[A-Za-z0-9.\[\]:_/-]{1,200}")


def add_sheet_options(parser: argparse.ArgumentParser) -> None:
    """Give a parser the options."""
    switches = {
        "draft": "say on every page that it is provisional",
        "map-only": "the map alone, without title, legend and sources",
        "transparent": "a picture without a ground",
    }
    for name, said in switches.items():
        # None tells an option that is not given from one that does not apply
        parser.add_argument(f"--{name}", action="store_const", const=True, help=said)
    parser.add_argument(
        "--address-base",
        type=_base,
        metavar="URL",
        help="where the atlas is opened, https:// and a host: a sheet then has its address as a "
        "code to scan (default: that of an address given to --view)",
    )


def add_report_options(parser: argparse.ArgumentParser) -> None:
    """Give a parser the options of a meeting on paper."""
    for name, said in {"agency": "who invites", "place": "where the meeting is"}.items():
        parser.add_argument(
            f"--{name}", type=_line, metavar="TEXT", help=f"{said}, for the cover of a meeting"
        )
    parser.add_argument("--date", type=_day, metavar="DAY", help="its day, as 2026-12-01")
    parser.add_argument(
        "--logo",
        type=file_to_read,
        metavar="FILE",
        help=f"a PNG or an SVG of at most {LARGEST_LOGO // 1000} kB",
    )
    parser.add_argument(
        "--notes", action="store_const", const=True, help="print the notes of the scenes"
    )
    parser.add_argument(
        "--per-page", type=int, choices=MAPS_A_PAGE, help="maps a page of a meeting (default: 1)"
    )


def _line(text: str) -> str:
    if len(text) > LONGEST:
        raise argparse.ArgumentTypeError(f"{len(text)} letters; use at most {LONGEST}")
    return text


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r}: write a day as 2026-12-01") from error


def handout_of(options: argparse.Namespace) -> Handout:
    """Return what the options ask of the report of a meeting."""
    logo = b""
    if options.logo:
        with options.logo.open("rb") as file:
            # one byte more than may be: the check says that the file is too large
            logo = file.read(LARGEST_LOGO + 1)
    return Handout(
        agency=options.agency or "",
        place=options.place or "",
        day=options.date,
        logo=logo,
        notes=bool(options.notes),
        per_page=options.per_page or 1,
        draft=bool(options.draft),
        base=options.address_base or "",
    )


def _base(text: str) -> str:
    if not _BASE.fullmatch(text):
        raise argparse.ArgumentTypeError(f"{text!r}: write https:// and a host, perhaps a path")
    return text.rstrip("/")


def base_in(address: str) -> str:
    """Return where the atlas is opened, as a pasted address says it; empty for a query alone."""
    found = re.match(r"(https?://[^?#\s]+)/[^/?#\s]*[?]", address)
    return found[1] if found and _BASE.fullmatch(found[1]) else ""


def extras_of(options: argparse.Namespace, page: str) -> Extras:
    """Return what the options ask of the sheet of a view; `page` is its path with its query."""
    base = options.address_base or options.pasted_base
    return Extras(
        address=f"{base}/{page}",
        draft=bool(options.draft),
        map_only=bool(options.map_only),
        transparent=bool(options.transparent),
    )
