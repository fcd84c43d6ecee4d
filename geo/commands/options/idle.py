"""Options that would change nothing: refused in words, before any work is done."""

import argparse
from collections.abc import Iterable

from geo.errors import ViewError


def refuse_idle(options: argparse.Namespace, names: Iterable[str], *, beside: str) -> None:
    """Refuse the options that are given and change nothing beside another one.

    Parameters
    ----------
    options
        What was given; an option that was not is None, empty or false there.
    names
        The options in question, without the hyphens before them.
    beside
        Beside what they change nothing.

    Raises
    ------
    ViewError
        One of them is given; the first is named.
    """
    for name in names:
        if getattr(options, name.replace("-", "_")) not in (None, "", [], False):
            raise ViewError("view.option_beside", option=f"--{name}", beside=beside)
