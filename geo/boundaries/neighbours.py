"""Which units of a layer share a border."""

import shapely

from geo.boundaries.layer_files import Layer


def neighbours(layer: Layer, code: str) -> tuple[str, ...]:
    """Return the codes of the units that share more than a point with a unit, by code.

    Parameters
    ----------
    layer
        The layer.
    code
        Code of the unit; empty or unknown for none.

    Returns
    -------
    codes : tuple of str
    """
    codes, shapes = list(layer.frame["code"]), layer.frame.geometry.to_numpy()
    if code not in codes:
        return ()
    edge = shapely.boundary(shapes[codes.index(code)])
    # in degrees, of which it only matters whether there are any
    shared = shapely.length(shapely.intersection(shapes, edge))
    found = zip(codes, shared, strict=True)
    return tuple(sorted(each for each, length in found if length > 0 and each != code))
