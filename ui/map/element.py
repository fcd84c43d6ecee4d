"""Folium elements of the map frame: a constant base map and one message per view.

`streamlit_folium` builds its frame anew whenever the script of the base map changes, so
`AtlasMap` says nothing but "make the map"; everything that varies is in the message of a
`ViewLayer`, which goes to the frame as a feature group and makes one call of
``Atlas.show`` there (see ``atlas.js``).
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import folium
from folium.template import Template

# The message stands inside a script: the first could end it or start a new line in it. The last
# begins what streamlit_folium takes for a reference to another element.
_ESCAPES = {
    "<": "\\u003c",
    ">": "\\u003e",
    "&": "\\u0026",
    "\u2028": "\\u2028",
    "\u2029": "\\u2029",
    "{{": "{\\u007b",
}


def message_script(message: Mapping[str, Any]) -> str:
    """Write a message as JSON that is safe inside a script.

    Parameters
    ----------
    message
        The view to show, of JSON types only; `Atlas.show` in ``atlas.js`` reads it.

    Returns
    -------
    str
        JSON in one line. Letters stay as they are: they are escaped once more on their
        way to the browser, and escaping them twice would make them longer.
    """
    text = json.dumps(message, ensure_ascii=False, separators=(",", ":"))
    for mark, escape in _ESCAPES.items():
        text = text.replace(mark, escape)
    return text


class AtlasMap(folium.Map):
    """The base map: the same script for every view, reader and language.

    Parameters
    ----------
    scripts
        Addresses of the scripts in the order of loading, the boot script of `geo.frame.files`
        first.
    styles
        Addresses of the style sheets.
    tiles
        Background tiles, if the operator has set some.
    """

    _template = Template(
        """
        {% macro html(this, kwargs) %}
            <div class="folium-map" id={{ this.get_name()|tojson }} ></div>
        {% endmacro %}

        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = window.Atlas.createMap({{ this.get_name()|tojson }});
        {% endmacro %}
        """
    )

    def __init__(
        self,
        scripts: Sequence[str],
        styles: Sequence[str],
        *,
        tiles: folium.TileLayer | None = None,
    ) -> None:
        super().__init__(tiles=tiles)
        # On the instance: the class attributes are shared by every map of the process.
        self.default_js = [(address, address) for address in scripts]
        self.default_css = [(address, address) for address in styles]

    def render(self, **kwargs: Any) -> str:
        """Prepare the tiles, and write nothing.

        `st_folium` reads links and script from the elements themselves. The page that folium
        would write around them takes 3 ms and is thrown away.
        """
        for child in self._children.values():
            child.render(**kwargs)
        return ""


class ViewLayer(folium.FeatureGroup):
    """A view on its way to the frame; holds no layers, only the call that shows it.

    Parameters
    ----------
    message
        The view, as `message_script` takes it.
    """

    # streamlit_folium adds this layer to the map and takes the last one off; the frame
    # keeps one empty group for that, and the list of groups short.
    _template = Template(
        """
        {% macro script(this, kwargs) %}
            window.feature_group = [];
            var {{ this.get_name() }} = window.Atlas.anchor;
            window.Atlas.show({{ this.message }});
        {% endmacro %}
        """
    )

    def __init__(self, message: Mapping[str, Any]) -> None:
        super().__init__(name="view", control=False, show=False)
        self.message = message_script(message)

    def render(self, **_kwargs: Any) -> str:
        """Write nothing: as with `AtlasMap`, the script is read from the element itself."""
        return ""
