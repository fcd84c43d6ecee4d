"""The address of a view on its sheet: as words, and as a code that a telephone reads."""

from itertools import groupby
from typing import Any

from geo.documents.paper.letters import printable
from geo.language.texts import texts

_WEB = ("https://", "http://")


def address_of(address: str, *, lang: str) -> dict[str, Any] | None:
    """Put an address into plain data for a template.

    Parameters
    ----------
    address
        The address, or its part behind the host where that is not known; empty for none.
    lang
        Language of the words before it.

    Returns
    -------
    address : dict or None
        ``said``, ``url``, and ``code``: the number of its modules in a row, and of each run of
        dark ones row, column and length; None without a host. None for no address.
    """
    if not address:
        return None
    known = address.startswith(_WEB)
    return {
        "said": texts(lang)("export.open_again"),
        "url": printable(address),
        "code": _code(address) if known else None,
    }


def _code(address: str) -> dict[str, Any]:
    # seldom needed: a command without an address does not wait for it
    import segno

    rows = list(segno.make_qr(address, error="m", boost_error=False).matrix)
    runs = []
    for row, modules in enumerate(rows):
        column = 0
        for dark, run in groupby(modules):
            length = len(list(run))
            if dark:
                runs.append([row, column, length])
            column += length
    return {"modules": len(rows), "runs": runs}
