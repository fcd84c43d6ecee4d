"""Maps and meetings on paper: PNG, SVG and PDF; of a page its sheets, and how fine a picture is."""

from dataclasses import dataclass
from datetime import date

from geo.views.address import SHOWS
from geo.views.filters import NO_FILTER, Filter

SIZES = {
    "a4": (297.0, 210.0, 1.0),
    "a3": (420.0, 297.0, 2**0.25),
    "a4-portrait": (210.0, 297.0, 1.0),
    "16x9": (338.7, 190.5, 1.1),
    "1x1": (254.0, 254.0, 1.15),
}
"""Width and height in millimetres, and how much larger than on A4 letters and lines are. On A3 it
is half of the way to a mere enlargement, the other half makes room for more names; the last two
are for screens and telephones."""
PRINTED = ("a4", "a3", "a4-portrait")
"""Sheets that have a size of paper, on which a scale holds."""
DPI = 150
"""Pixels an inch of a picture, where nobody asks for another number."""
FINEST = 300
"""Most pixels an inch; an A3 sheet then has 17 million."""


@dataclass(frozen=True)
class Extras:
    """What a sheet has besides what every sheet has, and what it leaves out.

    Parameters
    ----------
    address
        Where its view opens again: with ``https://`` and the host also as a code to scan, else
        as words alone. Empty for neither.
    draft
        Whether it says that it is provisional.
    map_only
        Whether the map stands alone, for a page of somebody else's.
    transparent
        Whether a picture has no ground.
    """

    address: str = ""
    draft: bool = False
    map_only: bool = False
    transparent: bool = False


PLAIN = Extras()


@dataclass(frozen=True)
class Heading:
    """What stands above a sheet instead of the view's own title, which then stands below it."""

    title: str
    note: str = ""


@dataclass(frozen=True)
class Wish:
    """What a reader wishes of the file of a view, each form heeding its part of it.

    Parameters
    ----------
    lang
        Language of the texts.
    chosen
        The filter; units outside it are faded and are not ranked, and it is named.
    selected
        Code of the unit that is outlined, or an empty text.
    shown
        What stands in the place of the map, one of `geo.views.address.SHOWS`.
    size
        Sheet of a page, one of `SIZES`.
    dpi
        Pixels an inch of a picture, at most `FINEST`.
    extras
        What a page has besides, or leaves out.
    heading
        What a page has above it instead of its own title.
    template
        A presentation whose look slides take, or None.
    """

    lang: str
    chosen: Filter = NO_FILTER
    selected: str = ""
    shown: str = SHOWS[0]
    size: str = "a4"
    dpi: int = DPI
    extras: Extras = PLAIN
    heading: Heading | None = None
    template: bytes | None = None


MAPS_A_PAGE = (1, 2, 4)
"""How many maps a page of a report may have."""
LONGEST = 200
"""Letters of a line of its cover."""
LARGEST_LOGO = 400_000
"""Bytes of a logo there."""


@dataclass(frozen=True)
class Handout:
    """What is wished of a report besides its scenes.

    Parameters
    ----------
    agency, place
        Who invites, and where; empty for none.
    day
        The day of the meeting, or None.
    logo
        A PNG or an SVG for the cover, or nothing; see `geo.documents.paper.logo`.
    notes
        Whether the notes of the scenes are printed.
    per_page
        How many maps stand on a page, one of `MAPS_A_PAGE`.
    draft
        Whether every page says that it is provisional.
    base
        Where the atlas is opened, for an address on the page of each map; empty for none.
    """

    agency: str = ""
    place: str = ""
    day: date | None = None
    logo: bytes = b""
    notes: bool = False
    per_page: int = 1
    draft: bool = False
    base: str = ""


BARE = Handout()
