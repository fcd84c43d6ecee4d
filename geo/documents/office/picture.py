"""A map or a chart as a picture for a document of an office program."""

from geo.documents.paper.typeset import Picture, typeset

DPI = 200
"""Pixels an inch: sharp on a printer, and no more than office programs keep of a picture."""


def picture_png(draw: Picture, size: tuple[float, float]) -> bytes:
    """Set a drawing of a width and a height in millimetres as PNG, without a sheet around it."""
    shown = {"title": "–", "author": "", "description": "", "lang": "vi", "made": ""}
    data = shown | {"numbered": False, "room": size}
    return typeset("picture.typ", data, [draw], form="png", dpi=DPI)
