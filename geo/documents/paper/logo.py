"""A picture of somebody else's for the cover of a report: bounded, looked into, inert."""

import re
from typing import Any

import typst
from lxml import etree

from geo.documents.paper import LARGEST_LOGO
from geo.errors import LogoError

_PNG = b"\x89PNG\r\n\x1a\n"
_SIDE = 4000
"""Pixels of a side, for pixels cost memory."""
_DEEPEST = 5000
"""Elements of an SVG."""
_LIVE = frozenset({"script", "foreignObject", "image", "feImage", "use", "animate", "set", "style"})
_FOREIGN = re.compile(r"url\(\s*['\"]?(?!#)|@import|data:|javascript:", re.IGNORECASE)


def logo_data(content: bytes) -> dict[str, Any] | None:
    """Check a logo and put it into plain data for a template.

    Parameters
    ----------
    content
        A PNG, or an SVG of plain shapes; nothing for none.

    Returns
    -------
    logo : dict or None
        ``format``, and ``bytes`` as numbers.

    Raises
    ------
    LogoError
        It is too large, neither of the two, broken, or an SVG that fetches or runs something.
    """
    if not content:
        return None
    if len(content) > LARGEST_LOGO:
        raise LogoError("logo.too_large", most=LARGEST_LOGO // 1000)
    if content.startswith(_PNG):
        _check_png(content)
        kind = "png"
    else:
        _check_svg(content)
        kind = "svg"
    logo = {"format": kind, "bytes": list(content)}
    try:
        typst.compile(
            b"#image(bytes(json(bytes(sys.inputs.data))), format: sys.inputs.format, width: 1mm)",
            sys_inputs={"data": str(logo["bytes"]), "format": kind},
        )
    except typst.TypstError as error:
        raise LogoError("logo.broken") from error
    return logo


def _check_png(content: bytes) -> None:
    sides = [int.from_bytes(content[at : at + 4], "big") for at in (16, 20)]
    if content[12:16] != b"IHDR" or not all(0 < side <= _SIDE for side in sides):
        raise LogoError("logo.sides", most=_SIDE)


def _check_svg(content: bytes) -> None:
    """Refuse whatever fetches, runs or grows; what is left are shapes and letters."""
    if b"<!" in content.replace(b"<!--", b""):
        raise LogoError("logo.not_plain")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise LogoError("logo.neither") from error
    elements = [each for each in root.iter() if isinstance(each.tag, str)]
    if etree.QName(root).localname != "svg" or len(elements) > _DEEPEST:
        raise LogoError("logo.neither")
    for each in elements:
        named = etree.QName(each).localname
        values = [str(value) for value in each.attrib.values()]
        linked = [each.get(key, "") for key in each.attrib if key.rpartition("}")[2] == "href"]
        if (
            named in _LIVE
            or any(_FOREIGN.search(value) for value in values)
            or any(not link.startswith("#") for link in linked)
        ):
            raise LogoError("logo.not_plain")
