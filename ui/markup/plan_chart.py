"""The share of communes year by year as a picture: the plan against the needed path."""

from collections.abc import Sequence
from html import escape

from geo.language.numbers import format_number, with_unit
from geo.targets.plan import PathPoint
from ui.markup import elements

_WIDTH, _HEIGHT, _BOTTOM, _TOP = 520, 150, 24, 18


def share_chart(path: Sequence[PathPoint], *, label: str, lang: str) -> str:
    """Return an image with a bar for each year and a mark for what is needed by then."""
    step = _WIDTH / len(path)
    top = max(100.0, *(point.share for point in path))
    tall = _HEIGHT - _BOTTOM - _TOP
    parts = []
    for at, point in enumerate(path):
        left, wide = at * step + 8, step - 16
        height = tall * point.share / top
        need = _HEIGHT - _BOTTOM - tall * point.needed_share / top
        middle = left + wide / 2
        share = with_unit(format_number(point.share, decimals=0, lang=lang), "%", lang=lang)
        base = _HEIGHT - _BOTTOM
        parts.append(
            f'<rect x="{left:.1f}" y="{base - height:.1f}" width="{wide:.1f}" '
            f'height="{height:.1f}" fill="#0f4c5c"/>'
            f'<line x1="{left - 4:.1f}" x2="{left + wide + 4:.1f}" y1="{need:.1f}" y2="{need:.1f}" '
            'stroke="#b5482f" stroke-width="2.5"/>'
            f'<text x="{middle:.1f}" y="{base - height - 4:.1f}" text-anchor="middle">'
            f"{point.count} · {escape(share)}</text>"
            f'<text x="{middle:.1f}" y="{_HEIGHT - 7}" text-anchor="middle">{point.year}</text>'
        )
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        'font-size="12" '
        f'fill="#1f2a30">{"".join(parts)}</svg>'
    )
    return elements.drawing(svg, label=label, css="chart")
