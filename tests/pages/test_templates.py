"""What every template keeps: nobody reads their browser's own words, in its own language, where the page says them itself."""

import re

import pytest
from django.conf import settings
from django.urls import reverse

from tests.factories import UserFactory

TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
FORM = re.compile(r"<form\b[^>]*>")


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_whatever_is_sent_is_judged_by_us_and_not_by_the_browser(template):
    sending = [form for form in FORM.findall(template.read_text()) if 'method="post"' in form]
    assert [form for form in sending if "novalidate" not in form] == []


@pytest.mark.django_db
def test_what_is_missing_is_said_in_vietnamese_by_its_field_at_the_very_door(client):
    empty = client.post(reverse("login"), {"username": "", "password": ""}).content.decode()
    client.force_login(UserFactory())
    changing = client.post(reverse("password_change"), {}).content.decode()
    for page, field in ((empty, "Tên đăng nhập"), (empty, "Mật khẩu"), (changing, "Mật khẩu mới")):
        assert re.search(rf"{field}</a>: Trường này là bắt buộc", page), field
