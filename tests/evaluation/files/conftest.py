from pathlib import Path

import pytest


@pytest.fixture
def storage(settings, tmp_path: Path) -> Path:
    """MEDIA_ROOT of this test alone."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path
