"""The options of a command for what a sheet has besides, or leaves out."""

import argparse
import re

from geo.documents.paper import Extras

SERVES = {
    "draft": ("png", "svg", "pdf"),
    "map-only": ("png", "svg", "pdf"),
    "transparent": ("png", "svg"),
    "address-base": ("png", "svg", "pdf"),
}
"""The forms of a file that an option is for."""
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
