"""A pasted address of a comparison or a portrait as a scene."""

from urllib.parse import parse_qsl, urlencode

from geo.saved.meeting import Scene
from geo.views.address import COMPARE_PAGE, PORTRAIT_PAGE, VIEW_KEYS, meant_key
from geo.views.compare.address import kept_keys
from geo.views.compare.asked import PARTS

_UNIT = ("place", "lang")


def pasted_scene(text: str) -> Scene | None:
    """Return the scene of a pasted address; None for that of a view.

    A page keeps in its address what other pages and its other parts showed last: that is left
    out. What no page knows stays, and is refused by whoever reads the scene.

    Parameters
    ----------
    text
        The whole address of the page, or its query: that of a comparison names its part
        (``compare``), unless the address has the page's path.
    """
    address, _, query = text.partition("#")[0].rpartition("?")
    page = address.rstrip("/").rpartition("/")[2]
    pairs = [(meant_key(key), value) for key, value in parse_qsl(query, keep_blank_values=True)]
    keys = {key for key, _ in pairs}
    if page == PORTRAIT_PAGE or (not page and keys and keys <= {"place", "lang"}):
        return Scene(_query(pairs, _UNIT, VIEW_KEYS), kind="profile")
    if page == COMPARE_PAGE or (not page and "compare" in keys):
        part = dict(pairs).get("compare") or PARTS[0]
        needed, others = kept_keys(part)
        named = [("compare", part), *(pair for pair in pairs if pair[0] != "compare")]
        return Scene(_query(named, needed, (*others, *VIEW_KEYS)), kind="comparison")
    return None


def _query(pairs: list[tuple[str, str]], needed: tuple[str, ...], others: tuple[str, ...]) -> str:
    return urlencode([(key, value) for key, value in pairs if key in needed or key not in others])
