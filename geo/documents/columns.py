"""How wide the columns of a table are, by the letters of their texts."""

from collections.abc import Callable, Sequence

_LONGEST = 44
"""Letters from which on a text is broken rather than given more room."""


def column_widths(
    rows: Sequence[Sequence[str]], width: float, *, wide: Callable[[str], float]
) -> list[float]:
    """Share a width among columns: to each its longest word, the rest by their longest texts.

    Parameters
    ----------
    rows
        The texts of the table, with its headings.
    width
        The width of the table.
    wide
        Returns how wide a column has to be for a text on one line.
    """
    columns = list(zip(*rows, strict=True))
    words = [[word for text in column for word in text.split(" ")] for column in columns]
    least = [wide(max(each, key=len)) for each in words]
    rest = width - sum(least)
    if rest < 0:
        return [width * each / sum(least) for each in least]
    most = [wide(max(each, key=len)[:_LONGEST]) for each in columns]
    more = [max(1.0, one - other) for one, other in zip(most, least, strict=True)]
    return [one + rest * each / sum(more) for one, each in zip(least, more, strict=True)]
