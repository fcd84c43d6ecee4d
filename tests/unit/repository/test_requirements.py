"""What is installed for the atlas is pinned so that pip takes it."""

import re
from importlib.metadata import distributions

from packaging.requirements import Requirement

from ui.server.settings import ROOT


def test_a_package_that_is_asked_for_with_an_extra_is_pinned_with_it() -> None:
    """Pip takes no pin without the extra for one with it: a newer release then stops it."""
    lists = [(ROOT / f"requirements{each}.txt").read_text("utf-8") for each in ("", "-dev")]
    pinned = [line.partition("==")[0] for text in lists for line in text.splitlines()]
    own = {re.sub(r"[-_.]+", "-", name.partition("[")[0]).lower() for name in pinned}
    asked = [
        Requirement(line)
        for each in distributions()
        if re.sub(r"[-_.]+", "-", each.metadata["Name"]).lower() in own
        for line in each.requires or ()
    ]
    with_extra = {
        f"{each.name}[{','.join(sorted(each.extras))}]"
        for each in asked
        if each.extras and (each.marker is None or each.marker.evaluate({"extra": ""}))
    }
    assert with_extra
    assert with_extra - set(pinned) == set()
