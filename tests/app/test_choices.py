"""Lists of choices: what a browser sends and is no option changes nothing and is told."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
import streamlit as st
from streamlit.proto.WidgetStates_pb2 import WidgetState

from tests.app.conftest import Visit
from ui.session import state

OpenPage = Callable[..., Visit]
STALE = "Rừng và đất"
"""A label that no list has: what is left of the language, or of the classes, of before."""
MAP = {"indicator": "population", "level": "commune", "vintage": "2024-12-01"}
LISTS = [
    ("map", MAP, [
        "c_theme", "c_indicator", "c_boundaries", "c_scheme", "c_lang",
        "f_classes", "f_districts", "f_zone", "download_paper", "download_dpi",
    ]),
    ("map", {"indicator": "forest_cover_pct", "level": "district"}, ["c_mode"]),
    ("data", MAP, ["d_theme", "c_theme", "c_indicator"]),
    ("targets", {}, ["t_section", "t_themes", "t_status"]),
    ("targets", {"section": "plan"}, ["p_target"]),
    ("present", {}, ["meeting_form"]),
]  # fmt: skip


def send(visitor: Visit, key: str, label: str) -> Visit:
    """Send what a browser sends when a list stands at a label."""
    control = visitor.control(key)
    states = visitor.app._tree.get_widget_states()
    states.widgets.append(WidgetState(id=control.id))
    state = states.widgets[-1]
    for sent in [each for each in states.widgets if each.id == control.id][:-1]:
        states.widgets.remove(sent)
    if type(control).__name__ == "Selectbox":
        state.string_value = label
    else:
        state.string_array_value.data.append(label)
    visitor.app._run(states)
    assert [error.value for error in visitor.app.exception] == []
    return visitor


@pytest.mark.parametrize(
    ("page", "query", "key"),
    [(page, query, key) for page, query, keys in LISTS for key in keys],
)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_label_that_is_no_option_changes_nothing(
    visit: OpenPage, page: str, query: dict[str, str], key: str, lang: str
) -> None:
    visitor = visit(page, **query, lang=lang)
    before, shown = visitor.query, visitor.control(key).value
    send(visitor, key, STALE)
    assert visitor.query == before
    assert visitor.control(key).value == shown
    # segments and pills that stand at no option are put back by Streamlit itself
    if type(visitor.control(key)).__name__ in ("Selectbox", "Multiselect"):
        assert len(visitor.notices) == 1
        assert f"“{STALE}”" in visitor.notices[0]
    else:
        assert len(visitor.notices) <= 1


@pytest.mark.parametrize("page", ["overview", "map", "targets", "present", "data"])
def test_labels_change_in_lists_of_another_key(visit: OpenPage, page: str) -> None:
    """The browser keeps the label of a list under its key: another language is another list."""
    lists = ("Selectbox", "Multiselect", "ButtonGroup", "SelectSlider")
    ids = [
        {each.id for each in visit(page, lang=lang).app.main if type(each).__name__ in lists}
        for lang in ("vi", "en")
    ]
    assert ids[0]
    assert not ids[0] & ids[1]


def test_years_and_classes_of_before_belong_to_no_list(visit: OpenPage) -> None:
    """Streamlit takes steps that it does not know for the first one."""
    visitor = visit("map", indicator="tree_cover_esa_pct", level="district", year="2018")
    years = visitor.control("c_year").id
    visitor.turn("c_year", 2005)
    assert visitor.control("c_year").id == years
    classes = visitor.control("f_classes").id
    visitor.turn("c_scheme", "equal")
    assert visitor.control("f_classes").id != classes
    other = visit("map", indicator="urban_share_census_pct", level="district", year="2009")
    assert other.control("c_year").id != years


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_controls_of_another_page_stand_at_the_same_view(visit: OpenPage, lang: str) -> None:
    """The same name on another page is another widget, which begins at its first option."""
    query = {"indicator": "population", "level": "commune", "vintage": "2020-01-01"}
    visitor = visit("map", **query, scheme="quantiles", k="6", filter="zone:part", lang=lang)
    for page in ("data", "map", "data"):
        visitor.app.switch_page(f"../pages/{page}.py")
        visitor.run()
        shown = {
            name: visitor.control(name).value
            for name in ("c_theme", "c_indicator", "c_boundaries", "c_scheme", "c_k", "f_zone")
        }
        assert shown == {
            "c_theme": "population",
            "c_indicator": "population",
            "c_boundaries": "commune:2020-01-01",
            "c_scheme": "quantiles",
            "c_k": 6,
            "f_zone": ["part"],
        }


def test_an_address_that_was_overtaken_on_its_way_changes_nothing(
    visit: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = visit("map", indicator="tree_cover_esa_pct", year="2018", level="district")
    before = dict(visitor.app.query_params)
    visitor.app.select_slider[0].set_value(2017)
    visitor.run()
    assert visitor.query["year"] == "2017"
    # a run that nothing new was asked of, by a browser that the newer address has not reached
    visitor.app.query_params.update(before)
    visitor.run()
    assert visitor.query["year"] == "2017"
    # Back leads to the same address, and says so
    back = SimpleNamespace(is_history_navigation=True)
    monkeypatch.setattr(state, "get_script_run_ctx", lambda: back)
    visitor.app.query_params.update(before)
    visitor.run()
    assert visitor.query["year"] == "2018"


def test_an_address_that_comes_before_the_last_one_was_written_counts(
    visit: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Back, and Forward before the page has followed: the first run ends before its end."""
    visitor = visit("map", indicator="tree_cover_esa_pct", year="2018", level="district")
    before = dict(visitor.app.query_params)
    visitor.app.select_slider[0].set_value(2017)
    visitor.run()
    after = dict(visitor.app.query_params)
    back = SimpleNamespace(is_history_navigation=True)
    with monkeypatch.context() as held:
        held.setattr(state, "get_script_run_ctx", lambda: back)
        held.setattr(state, "write_address", st.stop)
        visitor.app.query_params.update(before)
        visitor.run()
    monkeypatch.setattr(state, "get_script_run_ctx", lambda: back)
    visitor.app.query_params.update(after)
    visitor.run()
    assert visitor.query["year"] == "2017"
    assert visitor.message["view"].split("|")[1] == "2017"


def test_a_year_sent_before_another_came_to_the_browser_is_given_to_it_again(
    visit: OpenPage,
) -> None:
    """The browser has put the other one in its place by then, and would keep it."""

    def given(visitor: Visit) -> tuple[str, bool]:
        slider = visitor.control("c_year").proto
        return visitor.query["year"], slider.set_value

    visitor = visit("map", indicator="tree_cover_esa_pct", level="district", year="2018")
    visitor.app.query_params["year"] = "2010"
    assert given(visitor.run()) == ("2010", True)
    assert given(visitor.turn("c_year", 2018)) == ("2018", True)
    assert given(visitor.turn("c_year", 2010)) == ("2010", False)
    # another one than before is the reader's, who has seen what was given
    visitor.app.query_params["year"] = "2005"
    assert given(visitor.run()) == ("2005", True)
    behind = dict(visitor.app.query_params)
    assert given(visitor.turn("c_year", 2006)) == ("2006", False)
    # what comes with an address of before may be any, if several were chosen meanwhile
    visitor.app.query_params["year"] = "2012"
    assert given(visitor.run()) == ("2012", True)
    visitor.app.query_params["year"] = behind["year"]
    assert given(visitor.turn("c_year", 2007)) == ("2007", True)
    assert given(visitor.turn("c_year", 2008)) == ("2008", False)
