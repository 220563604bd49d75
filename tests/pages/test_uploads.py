"""How much of an upload is taken in before anybody looks into it."""

import pytest
from django.core.files.uploadhandler import MemoryFileUploadHandler, TemporaryFileUploadHandler
from django.test import RequestFactory

from cadres.models import User
from pages import uploads
from pages.uploads import Bounded
from tests.evaluation.files.made import upload


def taken(settings, *sizes: int, user: object) -> list[int]:
    """How much of each file is kept of a request of this visitor."""
    settings.FILE_UPLOAD_HANDLERS = []
    files = {f"file{number}": upload(f"{number}.pdf", b"x" * size) for number, size in enumerate(sizes)}
    request = RequestFactory().post("/", files)
    request.user = user
    kinds = (Bounded, MemoryFileUploadHandler, TemporaryFileUploadHandler)
    request.upload_handlers = [kind(request) for kind in kinds]
    return [request.FILES[name].size for name in sorted(request.FILES)]


@pytest.fixture
def bounds(monkeypatch):
    monkeypatch.setattr(uploads, "MOST_BYTES", 200_000)
    monkeypatch.setattr(uploads, "MOST_TOGETHER", 500_000)


def test_a_file_within_bounds_is_taken_whole(settings, bounds):
    assert taken(settings, 200_000, 5, user=User()) == [200_000, 5]


def test_of_one_too_large_as_much_is_kept_as_shows_that_it_is(settings, bounds):
    (kept,) = taken(settings, 2_000_000, user=User())
    assert 200_000 < kept <= 200_000 + 2 * 64 * 1024


def test_of_many_together_no_more_than_is_allowed(settings, bounds):
    assert sum(taken(settings, *[150_000] * 9, user=User())) <= 500_000 + 64 * 1024


def test_of_a_visitor_who_is_not_signed_in_nothing_is_kept(settings, bounds):
    from django.contrib.auth.models import AnonymousUser

    assert sum(taken(settings, 100_000, user=AnonymousUser())) == 0
