import pytest
from django.urls import reverse

from tests.factories import PASSWORD, UserFactory


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("ngan", "Mật khẩu quá ngắn: phải có ít nhất 10 ký tự."),
        ("nguyen-van-an-1", "Mật khẩu quá giống"),
        ("1234567890", "Mật khẩu này quá phổ biến, dễ bị đoán."),
    ],
)
def test_what_is_wrong_with_a_new_password_is_said_in_vietnamese(client, typed, sentence):
    client.force_login(UserFactory(username="nguyen-van-an"))
    said = {"old_password": PASSWORD, "new_password1": typed, "new_password2": typed}
    answer = client.post(reverse("password_change"), said)
    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert "password" not in "".join(answer.context["form"].errors["new_password2"])
