from pathlib import Path

import pytest

from evaluation.files.serving import attachment
from evaluation.files.storage import remove, writing

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


@pytest.mark.parametrize("behind", ["", "/_files/"])
def test_a_file_that_does_not_lie_there_is_told(kept, settings, behind: str):
    settings.FILES_BEHIND = behind
    remove(kept.name)
    with pytest.raises(FileNotFoundError):
        attachment(kept.name, CALLED, "application/pdf")
