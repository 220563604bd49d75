"""Pages leave compressed where the browser takes it; files and secrets stay as they are."""

import gzip
import re

import pytest
from django.http import HttpResponse
from django.middleware.csrf import _does_token_match

from pages.middleware import CompressedPages
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

TAKES = {"accept-encoding": "gzip, deflate, br"}


def test_a_page_leaves_compressed_and_says_so_to_caches(client):
    client.force_login(UserFactory())
    plain, packed = client.get("/ho-so/"), client.get("/ho-so/", headers=TAKES)
    assert [plain.headers.get("Content-Encoding"), packed.headers["Content-Encoding"]] == [None, "gzip"]
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert len(packed.content) < len(plain.content) / 2
    assert "Hồ sơ" in gzip.decompress(packed.content).decode()


def test_the_token_of_a_form_has_another_face_each_time_it_leaves(client):
    found = []
    for _ in range(2):
        page = client.get("/dang-nhap/", headers=TAKES)
        text = gzip.decompress(page.content).decode()
        found += re.findall('name="csrfmiddlewaretoken" value="([^"]+)"', text)[:1]
    assert found[0] != found[1]
    assert all(_does_token_match(token, client.cookies["csrftoken"].value) for token in found)


@pytest.mark.parametrize(
    ("kind", "packed"),
    [("text/html; charset=utf-8", True), ("application/pdf", False), ("image/png", False)],
)
def test_what_is_no_text_leaves_as_it_is(rf, kind, packed):
    answer = CompressedPages(lambda request: HttpResponse(b"x" * 9000, content_type=kind))(
        rf.get("/", headers=TAKES)
    )
    assert answer.headers.get("Content-Encoding") == ("gzip" if packed else None)
    assert answer.headers.get("Content-Length", "9000") == str(len(answer.content))


@pytest.mark.postgres
def test_postgresql_compiles_no_query_before_it_runs_it(db):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SHOW jit")
        assert cursor.fetchone() == ("off",)
