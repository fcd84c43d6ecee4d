"""Old boundaries over the newest ones, as the map's frame reads them."""

from geo.figures.atlas import Atlas
from geo.frame.merger_message import Before, merger_message

MIDDLE = "2015-01-01"


def test_units_say_what_they_were_made_of(tiny_atlas: Atlas) -> None:
    before = Before("/old", "Cũ (5)", ("70004",))
    message = merger_message(
        tiny_atlas, MIDDLE, before, lang="vi", layer="/new", words="/words", chosen=("70007",)
    )
    # Ô Một stayed, Ô Ba and Ô Mới were each made of two whole units
    assert message["classes"] == "011"
    assert message["phrases"] == ["không đổi", "gồm 2 đơn vị cũ"]
    assert message["values"] == ["{0}", "{1}", "{1}"]
    assert message["bases"] == "ooo"
    assert (message["outlined"], message["focus"]) == (["70007"], "70007")
    assert message["before"] == {
        "layer": "/old",
        "marked": ["70004"],
        "words": {
            "name": "Độ rõ của ranh giới cũ",
            "now": "Mới",
            "old": "Cũ (5)",
            "failed": "Không tải được ranh giới của bản đồ.",
            "retry": "Thử lại",
        },
    }


def test_without_earlier_boundaries_nothing_lies_over_the_map(tiny_atlas: Atlas) -> None:
    message = merger_message(tiny_atlas, MIDDLE, None, lang="en", layer="/new", words="/words")
    assert {"before", "focus"}.isdisjoint(message)
    assert message["phrases"] == ["unchanged", "made of 2 former units"]
