"""A bar from now to the target: how far a figure has come, and where its target lies."""

from html import escape

from geo.targets.progress import Progress

_ROOM = 1.15
"""How much farther than figure and target the bar reaches, so that neither ends with it."""


def goal_bar(measured: Progress, *, label: str) -> str:
    """Return a bar as long as the figure, in the colour of its status, with a mark at the target.

    Parameters
    ----------
    measured
        The progress of a target.
    label
        What the bar shows, for assistive technology.

    Returns
    -------
    html : str
        Empty where figure and target do not lie on one axis that begins at zero: without a
        figure, for paces, and below zero.
    """
    aims = [each for each in (measured.goal.low, measured.goal.high) if each is not None]
    value = measured.latest.value if measured.latest is not None else None
    if value is None or not aims or measured.kind in ("average", "change"):
        return ""
    if min(value, *aims) < 0 or max(value, *aims) == 0:
        return ""
    top = _ROOM * max(value, *aims)
    if measured.indicator.max is not None:
        top = max(value, *aims, min(top, measured.indicator.max))
    first, last = (100 * aim / top for aim in (min(aims), max(aims)))
    now = f'<span class="now {measured.status}" style="width:{100 * value / top:.1f}%"></span>'
    aim = f'<span class="aim" style="left:{first:.1f}%;width:{last - first:.1f}%"></span>'
    return f'<div class="goal-bar" role="img" aria-label="{escape(label)}">{now}{aim}</div>'
