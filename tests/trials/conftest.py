"""What trials share: an installation of real processes; what they measured is told at the end of the run."""

import pytest

from tests.trials.processes import SECRET, Installation


@pytest.fixture
def installation(transactional_db, tmp_path, settings):
    """Ends before the tables are emptied."""
    settings.SECRET_KEY = SECRET  # by which sessions are made
    installation = Installation(tmp_path)
    yield installation
    installation.end()


def pytest_terminal_summary(terminalreporter):
    for report in terminalreporter.getreports("passed"):
        for what, measured in report.user_properties:
            terminalreporter.write_line(f"{report.location[2]}: {what}: {measured}")
