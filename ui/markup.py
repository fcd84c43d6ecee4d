"""Small pieces of HTML for the panels; every text is escaped here and nowhere else."""

from base64 import b64encode
from collections.abc import Sequence
from html import escape

from geo.cells import Cell


def tag(name: str, content: str, *, css: str = "", title: str = "") -> str:
    """Wrap content that is HTML already into an element with a class and a hover text."""
    attributes = f' class="{escape(css)}"' if css else ""
    attributes += f' title="{escape(title)}"' if title else ""
    return f"<{name}{attributes}>{content}</{name}>"


def text(name: str, content: str, *, css: str = "", title: str = "") -> str:
    """Wrap plain text into an element."""
    return tag(name, escape(content), css=css, title=title)


def term(content: str, explanation: str) -> str:
    """Return a word that explains itself on hover and to assistive technology."""
    return text("abbr", content, css="term", title=explanation)


def cell(content: str, *, css: str = "", rows: int = 1) -> str:
    """Return a table's cell of plain text that may reach over several rows."""
    attributes = f' class="{escape(css)}"' if css else ""
    attributes += f' rowspan="{rows}"' if rows > 1 else ""
    return f"<td{attributes}>{escape(content)}</td>"


def notice(lines: Sequence[str], *, fault: bool = False) -> str:
    """Return a box of lines that repeat what a reader wrote.

    Streamlit's own boxes read Markdown, in which even escaped letters may become a link.
    """
    role, css = ("alert", "notice fault") if fault else ("status", "notice")
    content = "".join(text("p", line) for line in lines)
    return f'<div class="{css}" role="{role}">{content}</div>'


def link(content: str, address: str) -> str:
    """Return a link to a source; only web addresses become links."""
    if not address.startswith(("https://", "http://")):
        return escape(content)
    return (
        f'<a href="{escape(address)}" target="_blank" rel="noopener noreferrer">'
        f"{escape(content)}</a>"
    )


def hatched_swatch() -> str:
    """Return a legend's field with the hatching of "no data"."""
    return '<span class="swatch hatched"></span>'


def swatch(fill: str) -> str:
    """Return a legend's colour field."""
    return f'<span class="swatch" style="background:{fill}"></span>'


def sparkline(cells: tuple[Cell, ...], *, label: str, goal: float | None = None) -> str:
    """Return a small line of a unit's figures over the years as an image.

    Parameters
    ----------
    cells
        Known numeric cells, ascending by year.
    label
        What the picture shows, for assistive technology.
    goal
        Value of the target, drawn as a dashed line.
    """
    width, height, margin = 300, 64, 8
    values = [cell.value or 0.0 for cell in cells]
    years = [cell.observed_year or 0 for cell in cells]
    spread = [*values, goal] if goal is not None else values
    low, high = min(spread), max(spread)

    def x(year: int) -> float:
        return margin + (width - 2 * margin) * (year - years[0]) / max(1, years[-1] - years[0])

    def y(value: float) -> float:
        share = (value - low) / (high - low) if high > low else 0.5
        return height - margin - (height - 2 * margin) * share

    points = [(x(year), y(value)) for year, value in zip(years, values, strict=True)]
    path = " ".join(f"{left:.1f},{top:.1f}" for left, top in points)
    dots = "".join(
        f'<circle cx="{left:.1f}" cy="{top:.1f}" r="3" '
        f'fill="{"#fff" if cell.basis == "carried" else "#0f4c5c"}" stroke="#0f4c5c"/>'
        for (left, top), cell in zip(points, cells, strict=True)
    )
    line = ""
    if goal is not None:
        line = (
            f'<line x1="0" x2="{width}" y1="{y(goal):.1f}" y2="{y(goal):.1f}" '
            'stroke="#b5482f" stroke-dasharray="4 3"/>'
        )
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">{line}'
        f'<polyline points="{path}" fill="none" stroke="#0f4c5c" stroke-width="1.5"/>{dots}</svg>'
    )
    data = b64encode(svg.encode()).decode()
    return f'<img class="sparkline" alt="{escape(label)}" src="data:image/svg+xml;base64,{data}"/>'
