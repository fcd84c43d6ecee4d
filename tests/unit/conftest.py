"""What the unit tests say at their end."""

import pytest

from tests.office import NO_OFFICE


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in one line, not in one per test, why tests of printed slides were skipped."""
    skipped = terminalreporter.stats.get("skipped", [])
    if any(NO_OFFICE in str(report.longrepr) for report in skipped):
        terminalreporter.write_line(f"Skipped: {NO_OFFICE}", yellow=True)
