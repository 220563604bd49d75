"""Files of tests lie apart, and what presses them is this process."""

import pytest

from reporting.jobs import presses


@pytest.fixture
def files(settings, tmp_path):
    """Where they lie."""
    settings.MEDIA_ROOT, settings.EXPORT_PROCESSES = tmp_path, 0
    return tmp_path


@pytest.fixture
def unpressed(files, monkeypatch):
    """What would be pressed lies there as it is: a second for each PDF is not what these tests are about."""
    monkeypatch.setattr(presses, "press", lambda laid: laid.html.encode())
    return files
