"""What goes to the map's frame: one small message, safe inside a script."""

import json
import re
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import folium
import pytest
import streamlit_folium
from streamlit_folium import st_folium

from geo.boundaries.layers import layer_name
from geo.facts.model import LEVELS, Level
from geo.figures.atlas import Atlas
from geo.figures.view import MODES, View
from geo.frame.message import frame_message
from geo.language.texts import LANGUAGES
from geo.targets.distance import mode_reason
from geo.views.drawing import draw
from ui.map.element import AtlasMap, ViewLayer, message_script

SCRIPTS = ("/assets/map/boot.0.js", "/assets/leaflet/1/leaflet.js", "/assets/map/atlas.0.js")
STYLES = ("/assets/leaflet/1/leaflet.css", "/assets/map/atlas.0.css")
PHRASES = [
    "đã thẩm định, chưa tìm thấy quyết định công nhận",
    "đạt chuẩn nông thôn mới nâng cao",
    "trên",
]


def big_message(units: int = 200) -> dict[str, Any]:
    """Return a message with everything a view can bring, for that many units."""
    return {
        "view": "urban_share_census_pct|2019|commune|2020-01-01|value|vi",
        "layer": "/assets/boundaries/commune-2020-01-01.6099ea65797c.json",
        "words": "/assets/words/vi.6099ea65797c.json",
        "caption": "Tỷ lệ dân số thành thị (Tổng điều tra), khoảng cách tới mục tiêu, 2019",
        "year": "2019",
        "unit": "nghìn người/km²",
        "fills": ["#f1eee6", "#d8e6cd", "#a9c9a9", "#6aa58c", "#2f7f79", "#104f60", "#0a2d37"],
        "classes": "0123456-" * (units // 8),
        "bases": "ocenx" * (units // 5),
        "pending": "01" * (units // 2),
        "values": ["1.234,5", "{2} 1.100–1.350", "{0}", "{1}"] * (units // 4),
        "phrases": PHRASES,
        "years": {str(at): "2017" for at in range(0, units, 5)},
        "faded": "10" * (units // 2),
        "selected": "06184",
        "labels": True,
        "home": 3,
        "focus": "06184",
        "focus_seq": 9,
        "gates": [
            [f"gate_{at}", 21.97111, 106.71083, "Hữu Nghị", "international_road", 26.5, "filled",
             "cửa khẩu quốc tế; 1.234,5\u00a0triệu USD, năm 2024; vị trí gần đúng"]
            for at in range(6)
        ],
    }  # fmt: skip


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Callable[..., dict[str, Any]]:
    """Return a function that gives what st_folium hands to its component for a message."""
    captured: dict[str, Any] = {}

    def captured_args(**args: Any) -> None:
        args.pop("on_change")
        captured.update(args)

    monkeypatch.setattr(streamlit_folium, "_component_func", captured_args)

    def send(message: dict[str, Any], **base: Any) -> dict[str, Any]:
        st_folium(
            AtlasMap(SCRIPTS, STYLES, **base),
            key="map",
            height=600,
            use_container_width=True,
            returned_objects=["last_object_clicked_count", "last_object_clicked_tooltip"],
            feature_group_to_add=ViewLayer(message),
            render=False,
        )
        return dict(captured)

    return send


def message_in(script: str) -> dict[str, Any]:
    found = re.search(r"window\.Atlas\.show\((.*)\);\n", script)
    assert found is not None
    message: dict[str, Any] = json.loads(found[1])
    return message


@pytest.mark.parametrize(
    "text",
    [
        "</script><script>alert(1)</script>",
        "<!--",
        "a\u2028b\u2029c",
        "\"'`${1}\\",
        "{{ 'x' }} {% raw %} {{{7*7}}} {# {{% #}",
        "&lt;",
        "Đồng Đăng\n\t",
        "_div _0 map_div map_abc",
    ],
)
def test_any_text_arrives_as_it_was(sent: Callable[..., dict[str, Any]], text: str) -> None:
    message = {"view": text, "caption": text, "values": [text], "years": {text: text}}
    script = sent(message)["feature_group"]
    assert message_in(script) == message


@pytest.mark.parametrize("mark", ["<", ">", "&", "\u2028", "\u2029", "{{", "\n"])
def test_no_mark_that_means_something_in_a_script(mark: str) -> None:
    assert mark not in message_script({"caption": f"a{mark}b{mark}{mark}"})


def real_messages(atlas: Atlas, vintage: str, level: Level) -> Iterator[dict[str, Any]]:
    """Return the message of every indicator, mode and year of a level, with all that goes along."""
    for indicator in atlas.facts.indicators:
        years = atlas.years(indicator, level, vintage)
        for mode, year in product(MODES, years):
            if mode_reason(atlas, mode, indicator, level=level, vintage=vintage):
                continue
            view = View(indicator, year, level, vintage, mode=mode, latest=True)
            drawing = draw(atlas, view)
            code = drawing.cells[0].unit.code
            # every other unit is kept, one is chosen and another looked for
            kept = [at % 2 == 0 for at in range(len(drawing.cells))]
            for lang in LANGUAGES:
                message = frame_message(
                    *(atlas, drawing),
                    lang=lang,
                    layer=f"/assets/boundaries/{layer_name(level, vintage)}.6099ea65797c.json",
                    words=f"/assets/words/{lang}.6099ea65797c.json",
                    kept=kept,
                    selected=code,
                )
                yield message | {"focus": code, "focus_seq": 99, "seq": 9999}


@pytest.mark.exhaustive
@pytest.mark.parametrize("level", LEVELS)
def test_no_message_of_the_shipped_facts_is_large(
    sent: Callable[..., dict[str, Any]], atlas: Atlas, level: Level
) -> None:
    drawn = [each.id for each in atlas.facts.province.vintages if each.has_geometry]
    # a district and the province are one place in every vintage
    vintages = drawn if level == "commune" else drawn[-1:]
    messages = [each for vintage in vintages for each in real_messages(atlas, vintage, level)]
    assert len(messages) > 2 * len(atlas.facts.indicators)
    assert {each["view"].split("|")[0] for each in messages} >= {"ntm_status", "trade_all_musd"}
    messages.sort(key=lambda each: -len(json.dumps(message_script(each))))
    for message in messages[:20]:
        args = sent(message)
        # As streamlit sends it: the arguments of the component as JSON, letters escaped.
        assert len(json.dumps(args).encode()) < 10_000, message["view"]
        assert message_in(args["feature_group"]) == message


def test_a_message_with_everything_at_once_is_not_large(
    sent: Callable[..., dict[str, Any]],
) -> None:
    args = sent(big_message())
    assert len(json.dumps(args).encode()) < 10_000
    assert message_in(args["feature_group"]) == big_message()


def test_the_message_makes_one_call_and_no_layers(sent: Callable[..., dict[str, Any]]) -> None:
    script = sent(big_message())["feature_group"]
    assert script.count("window.Atlas.show(") == 1
    assert "L." not in script.replace(json.dumps(big_message()), "")


def test_the_base_map_is_the_same_for_every_view(sent: Callable[..., dict[str, Any]]) -> None:
    first, second = sent(big_message()), sent({"view": "other"})
    assert first["script"] == second["script"]
    assert first["key"] == second["key"]
    assert first["feature_group"] != second["feature_group"]
    assert 'window.Atlas.createMap("map_div")' in first["script"]


def test_the_frame_loads_its_own_files_in_order(sent: Callable[..., dict[str, Any]]) -> None:
    args = sent({})
    assert args["js_links"] == list(SCRIPTS)
    assert args["css_links"] == list(STYLES)
    assert "://" not in json.dumps(args)


def test_tiles_belong_to_the_base_map(sent: Callable[..., dict[str, Any]]) -> None:
    tiles = folium.TileLayer("/tiles/{z}/{x}/{y}.png", attr=" ")
    args = sent({}, tiles=tiles)
    assert "L.tileLayer" in args["script"]
    assert "/tiles/{z}/{x}/{y}.png" in args["script"]
    assert "L.tileLayer" not in sent({})["script"]
