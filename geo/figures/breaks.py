"""Where the series of an indicator breaks, and which of its years a line may join."""

from collections.abc import Collection, Iterable, Sequence

from geo.facts.model import Facts, SeriesBreak


def breaks_of(facts: Facts, indicator_id: str) -> tuple[SeriesBreak, ...]:
    """Return the stated breaks of an indicator's series, by year; those without one come first.

    Parameters
    ----------
    facts
        The facts.
    indicator_id
        Id of the indicator.

    Returns
    -------
    breaks
        Its own, and those of the parts that its rule divides: a share breaks where the count
        above or below its line does. A year that it has a row of its own for is told once.
    """
    own = [row for row in facts.series_breaks if row.indicator_id == indicator_id]
    told = {(row.kind, row.year) for row in own}
    for part in rule_parts(facts, indicator_id):
        for row in breaks_of(facts, part):
            if (row.kind, row.year) not in told:
                told.add((row.kind, row.year))
                own.append(row)
    return tuple(sorted(own, key=lambda row: row.year or 0))


def rule_parts(facts: Facts, indicator_id: str) -> tuple[str, ...]:
    """Return the indicators that the rule of an indicator divides; none without a rule."""
    indicator = facts.indicators[indicator_id]
    if not indicator.numerator_id:
        return ()
    parts = (indicator.numerator_id, indicator.denominator_id)
    return tuple(part for part in parts if part in facts.indicators)


def breaks_between(
    breaks: Iterable[SeriesBreak], earlier: int, later: int
) -> tuple[SeriesBreak, ...]:
    """Return the breaks that lie between the figures of two years."""
    return tuple(row for row in breaks if row.year is not None and earlier < row.year <= later)


def stretches(
    breaks: Sequence[SeriesBreak], years: Sequence[int], *, vague: Collection[int] = ()
) -> tuple[tuple[int, ...], ...]:
    """Part years, ascending, into the stretches that a line may join.

    Parameters
    ----------
    breaks
        The breaks of the series, of `breaks_of`.
    years
        The years that have a figure.
    vague
        Those whose figure is only a bound or a range.

    Returns
    -------
    stretches
        Within one no year is unknown and no break lies. A vague figure stands alone, for nobody
        knows where a line would pass; where the whole series may count now this and now that,
        each year does.
    """
    if any(row.year is None for row in breaks):
        return tuple((year,) for year in years)
    found: list[list[int]] = []
    for year in years:
        before = found[-1][-1] if found else None
        apart = before is None or year - before > 1 or before in vague or year in vague
        if apart or breaks_between(breaks, before or year, year):
            found.append([])
        found[-1].append(year)
    return tuple(map(tuple, found))
