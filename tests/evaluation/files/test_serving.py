import re
from pathlib import Path

import pytest
from django.conf import settings as installed

from evaluation.files.serving import attachment
from evaluation.files.storage import remove, writing

OPERATIONS = Path(installed.BASE_DIR) / "docs" / "operations.md"
CALLED = "Báo cáo quý III.pdf"


@pytest.fixture
def kept(settings, tmp_path: Path):
    settings.MEDIA_ROOT = tmp_path
    with writing("files", "pdf") as made:
        made.file.write(b"%PDF-1.7")
    return made.kept


def test_a_file_comes_as_an_attachment_that_nothing_opens_and_nothing_keeps(kept):
    response = attachment(kept.name, CALLED, "application/pdf")
    assert b"".join(response.streaming_content) == b"%PDF-1.7"
    response.file_to_stream.close()
    assert {name: response.headers[name] for name in response.headers} == {
        "Content-Type": "application/pdf",
        "Content-Length": "8",
        "Content-Disposition": "attachment; filename*=utf-8''B%C3%A1o%20c%C3%A1o%20qu%C3%BD%20III.pdf",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cache-Control": "private, no-store",
    }


def test_behind_a_proxy_the_proxy_sends_it(kept, settings):
    settings.FILES_BEHIND = "/_files/"
    response = attachment(kept.name, CALLED, "application/pdf")
    assert (response.headers["X-Accel-Redirect"], response.content) == (f"/_files/{kept.name}", b"")
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["Cache-Control"] == "private, no-store"


def test_what_nginx_drops_of_our_answer_its_location_sets_again(kept, settings):
    """With X-Accel-Redirect it passes on the type, the name and the caching alone."""
    settings.FILES_BEHIND = "/_files/"
    response = attachment(kept.name, CALLED, "application/pdf")
    told = re.findall(r"add_header (\S+) \"?([^\"]+?)\"? always;", OPERATIONS.read_text("utf-8"))
    assert {name for name, _ in told} == {"X-Content-Type-Options", "Content-Security-Policy"}
    assert [response.headers[name] for name, _ in told] == [value for _, value in told]


@pytest.mark.parametrize("behind", ["", "/_files/"])
def test_a_file_that_does_not_lie_there_is_told(kept, settings, behind: str):
    settings.FILES_BEHIND = behind
    remove(kept.name)
    with pytest.raises(FileNotFoundError):
        attachment(kept.name, CALLED, "application/pdf")
