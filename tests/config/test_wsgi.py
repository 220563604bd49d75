"""What a worker of gunicorn settles before it answers."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import RequestFactory

from config.wsgi import application

ROOT = Path(__file__).resolve().parents[2]


def test_a_worker_keeps_what_it_loaded_out_of_the_collectors_way():
    """In a process of its own, and without a database: the check for demonstration accounts is asked in production alone."""
    asked = "import gc, config.wsgi; print(gc.get_threshold()[0] > 10_000, gc.get_freeze_count() > 100_000)"
    environment = os.environ | {"DJANGO_DEBUG": "1", "DEMONSTRATION": "1"}
    told = subprocess.check_output([sys.executable, "-c", asked], cwd=ROOT, env=environment, text=True)
    assert told.split() == ["True", "True"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "charset", ["hex", "punycode", "rot13", "undefined", "idna", "utf-7", "unicode_escape"]
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_odd_charset_is_refused_by_a_page_of_ours_also_where_the_address_asks_something(charset, method):
    """As gunicorn asks: Django's own test client makes its requests otherwise."""
    kind = "application/x-www-form-urlencoded"
    asked = RequestFactory().generic(method, "/dang-nhap/?next=/", b"a=b", content_type=kind).environ
    asked["CONTENT_TYPE"] = f"{kind}; charset={charset}"
    answer = application.get_response(application.request_class(asked))
    assert (answer.status_code, "Yêu cầu vừa gửi không đọc được" in answer.text) == (400, True)
