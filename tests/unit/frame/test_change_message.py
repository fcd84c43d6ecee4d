"""The message that draws what changed between two years."""

from geo.figures.atlas import Atlas
from geo.figures.view import View
from geo.frame.change_message import change_message
from geo.views.compare.changes import compare_years
from geo.views.palettes import NOT_COMPARED, ZERO

SECOND = "2015-01-01"


def message_of(atlas: Atlas, indicator: str, earlier: int, later: int) -> dict[str, object]:
    found = compare_years(atlas, View(indicator, later, "commune", SECOND), earlier)
    return change_message(found, lang="vi", layer="/l", words="/w", selected="70007")


def test_rises_are_coloured_and_what_is_not_compared_says_why(tiny_atlas: Atlas) -> None:
    message = message_of(tiny_atlas, "population", 2014, 2019)
    # two classes on either side; 100, 100 and 300 people more, one of other boundaries, one unknown
    assert message["classes"] == "3345-"
    assert message["bases"] == "oooon"
    assert message["lined"] == "00010"
    assert message["plain"] == "00011"
    fills = message["fills"]
    assert isinstance(fills, list)
    assert (len(fills), fills[2], fills[5]) == (6, ZERO, NOT_COMPARED)
    assert message["values"] == ["+100", "+100", "+300", "{0}", "{1}"]
    assert message["figure"] == "{value}\u00a0người"
    phrases = message["phrases"]
    assert isinstance(phrases, list)
    assert phrases[0].startswith("không so sánh vì ranh giới đã đổi")
    assert phrases[1] == "chưa có số liệu năm 2019"
    assert message["caption"] == "Thay đổi 2014–2019"
    assert (message["selected"], message["year"]) == ("70007", "2014–2019")


def test_classes_rise_by_steps(tiny_atlas: Atlas) -> None:
    message = message_of(tiny_atlas, "ntm_status", 2016, 2019)
    # the township is not concerned; no class is known of the others in 2016
    assert message["classes"] == "2----"
    assert message["bases"] == "onxnn"
    values = message["values"]
    assert isinstance(values, list)
    assert values[0] == "lên 1 mức"
    assert message["figure"] == "{value}"
