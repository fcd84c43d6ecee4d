import numpy as np
import pytest
import shapely
from geopandas import GeoSeries
from shapely.geometry import MultiPolygon, Polygon, box

from geo.boundaries.polygons import borders, dissolve, is_coverage, round_coverage


def test_borders_tell_shared_edges_from_outer_ones():
    west, east = box(0, 0, 1, 1), box(1, 0, 2, 1)
    outer, inner = borders(GeoSeries([west, east]))
    assert inner.equals(shapely.LineString([(1, 0), (1, 1)]))
    assert outer.equals(box(0, 0, 2, 1).boundary.union(shapely.Point(1, 0)))
    assert outer.length == 6


def test_borders_count_every_part_and_hole_of_a_unit():
    ring = box(0, 0, 3, 3) - box(1, 1, 2, 2)
    outer, inner = borders(GeoSeries([MultiPolygon([ring, box(5, 0, 6, 1)]), box(1, 1, 2, 2)]))
    assert inner.equals(box(1, 1, 2, 2).boundary)
    assert outer.length == 12 + 4


def test_borders_of_one_polygon_or_none():
    outer, inner = borders(GeoSeries([box(0, 0, 1, 1)]))
    assert (outer.length, inner.is_empty) == (4, True)
    outer, inner = borders(GeoSeries([]))
    assert (outer.is_empty, inner.is_empty) == (True, True)


def test_dissolve_joins_by_label_and_sorts_the_labels():
    squares = GeoSeries([box(0, 0, 1, 1), box(1, 0, 2, 1), box(2, 0, 3, 1)], crs="EPSG:4326")
    joined = dissolve(squares, np.array(["b", "a", "b"], dtype=object))
    assert list(joined.index) == ["a", "b"]
    assert joined["a"].equals(box(1, 0, 2, 1))
    assert joined["b"].area == 2
    assert joined.crs == squares.crs


def test_neighbours_without_the_vertex_of_a_t_are_no_coverage():
    wide, left, right = box(0, 0, 2, 1), box(0, 1, 1, 2), box(1, 1, 2, 2)
    assert not is_coverage(GeoSeries([wide, left, right]))
    with_vertex = Polygon([(0, 0), (2, 0), (2, 1), (1, 1), (0, 1)])
    assert is_coverage(GeoSeries([with_vertex, left, right]))


def test_rounding_mends_a_vertex_that_lands_on_a_foreign_edge():
    dented = Polygon([(0, 0), (1, 0), (1, 1), (0.5, 0.000004), (0, 1)])
    below = box(0, -1, 1, 0)
    rounded = round_coverage(GeoSeries([dented, below], index=["dented", "below"]))
    assert is_coverage(rounded)
    assert list(rounded.index) == ["dented", "below"]
    assert [0.5, 0] in shapely.get_coordinates(rounded["below"]).tolist()
    assert rounded["dented"].equals(
        MultiPolygon([Polygon([(0, 0), (0.5, 0), (0, 1)]), Polygon([(0.5, 0), (1, 0), (1, 1)])])
    )


def test_rounding_gives_five_decimals():
    rounded = round_coverage(GeoSeries([box(0.123456, 0, 1, 1)]))
    assert rounded.total_bounds.tolist() == [0.12346, 0, 1, 1]


def test_rounding_refuses_a_polygon_of_less_than_a_metre():
    with pytest.raises(ValueError, match="5 decimals"):
        round_coverage(GeoSeries([box(0, 0, 1, 1), box(2, 2, 2.000001, 2.000001)]))
