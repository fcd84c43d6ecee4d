"""Which scenes show an exhibit, and what makes it: another kind of scene needs a line here."""

from collections.abc import Callable

from geo.facts.lifetime import kept_with
from geo.figures.atlas import Atlas
from geo.meeting.compared import comparison_exhibit
from geo.meeting.exhibit import Exhibit
from geo.meeting.portrayed import portrait_exhibit
from geo.saved.meeting import Kind

_Maker = Callable[..., Exhibit]
MAKERS: dict[Kind, _Maker] = {"comparison": comparison_exhibit, "profile": portrait_exhibit}
"""What makes the exhibit of a scene of a kind, of the atlas, its address and a language."""


@kept_with(128)
def make_exhibit(atlas: Atlas, kind: Kind, query: str, *, lang: str) -> Exhibit:
    """Return the exhibit of a scene by its kind and address.

    Raises
    ------
    ViewError
        The address names what the facts do not hold.
    """
    return MAKERS[kind](atlas, query, lang=lang)
