"""The message that draws two indicators on one map."""

from geo.figures.atlas import Atlas
from geo.figures.view import View
from geo.frame.pair_message import pair_message
from geo.reading.compare.pairs import correlation_lines, third_labels
from geo.views.compare.bivariate import compare_two


def test_a_class_is_three_times_the_first_and_the_second(tiny_atlas: Atlas) -> None:
    view = View("forest_area_ha", 2020, "commune", "2015-01-01")
    pair = compare_two(tiny_atlas, view, "population", 2019)
    # forest 16000 4000 8000 15000 by thirds 2 0 1 2 of those with both figures: 4000 | 8000 | rest
    # people 1100 2100 3300 4500 by thirds 0 0 1 2; nobody was counted in 70013
    assert pair.classes[-1] is None
    message = pair_message(pair, lang="vi", layer="/l", words="/w")
    assert message["classes"] == "".join(
        "-" if each is None else str(3 * each[0] + each[1]) for each in pair.classes
    )
    assert message["bases"] == "oooon"
    values = message["values"]
    assert isinstance(values, list)
    assert values[0] == "16.000\u00a0ha · 1.100\u00a0người"
    assert values[4] == "3.500\u00a0ha · chưa rõ"
    assert len(third_labels(pair, 0, lang="vi")) == len(pair.bounds[0]) + 1
    lines = correlation_lines(pair, lang="vi")
    assert "tính trên 4 đơn vị" in lines[0]
    assert lines[1].startswith("Chỉ có 4 đơn vị")
    assert "2020 và 2019" in lines[2]
    assert lines[-1].startswith("Đi cùng nhau không có nghĩa")
