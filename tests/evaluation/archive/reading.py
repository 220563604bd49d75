"""What a reader finds at an address."""

from typing import Any

from django.test import Client
from django.urls import reverse

from tests.reporting.papers import bare

CHANGED = "dữ liệu đã bị thay đổi ngoài ứng dụng, không còn khớp niêm phong số"


def fetched(user: Any, name: str, *key: Any) -> Any:
    client = Client()
    client.force_login(user)
    return client.get(reverse(name, args=key))


def page(user: Any, name: str, *key: Any) -> tuple[int, str]:
    """The status, and the words that stand there."""
    answer = fetched(user, name, *key)
    return answer.status_code, bare(answer.getvalue().decode(errors="replace"))
