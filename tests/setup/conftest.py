"""A house made up for a test: a few files, each with the lines that matter."""

from textwrap import dedent

import pytest


@pytest.fixture
def tree(tmp_path):
    """Files by their places, written below one folder: `tree({"cadres/models.py": "import x"})`."""

    def made(files):
        for place, text in files.items():
            path = tmp_path / place
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(dedent(text), encoding="utf-8")
        return tmp_path

    return made
