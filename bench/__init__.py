"""How fast the map answers and how much it sends, beside the usual ways of doing it.

``make bench`` (or ``python -m bench``) turns the year with a key on six pages, in Chromium, on the
same boundaries and with the same slider, server and settings:

floor
    A page with the slider and the chosen year as text: what Streamlit itself needs.
app
    The map page of the atlas.
plain
    `folium.Choropleth` and `st_folium` as their manuals show them, with Leaflet from this server.
feature
    A constant map whose `GeoJson` comes as a feature group of its own.
deck
    `st.pydeck_chart` without a base map; WebGL is drawn by the processor where there is no card.
trace
    `st.plotly_chart` with a `Choroplethmap` on a white ground, likewise.

Bounds are about the first three; the others are measured alone and told beside them. All of it is
done at 65 and 200 polygons of the province, and at 3,321 of `bench.country`.

The runs of the three are interleaved, so that whatever else the machine does meets all alike. It
ends with exit code 0 if every bound of `bench.report` holds, else with 1.
"""
