"""Small words of the pages of Mẫu 03 that a reader stumbled over."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from evaluation.models import Delivery
from tests.evaluation.marks.marking import a_case, at, handed_in

pytestmark = pytest.mark.django_db


def text_of(client, user, name, case):
    client.force_login(user)
    with at(12, 26):
        return client.get(reverse(name, args=[case.dossier.pk])).content.decode()


@pytest.mark.parametrize(
    ("document", "shown"),
    [
        ("Báo cáo số 510, ngày 19/10/2026", "1 (Báo cáo số 510, ngày 19/10/2026)"),
        ("Báo cáo số 510", "1 (Báo cáo số 510, 19/10/2026)"),
        ("", "1 (19/10/2026)"),
    ],
)
def test_a_product_tells_its_day_once(client, document, shown):
    case = a_case()
    Delivery.objects.create(
        task=case.tasks[0], quantity=Decimal(1), document=document, delivered_on=date(2026, 10, 19)
    )
    assert f"Đã ghi trong quý: {shown}<" in text_of(client, case.subject, "assessment", case)


def test_the_cadres_reason_ends_as_it_was_written(client):
    case = a_case()
    handed_in(case, rating="good", reason="Xin nhận mức Hoàn thành tốt nhiệm vụ.")
    text = text_of(client, case.staff, "appraisal", case)
    assert "Lý do: “Xin nhận mức Hoàn thành tốt nhiệm vụ.”" in text
    assert "nhiệm vụ.." not in text


def test_the_letters_of_the_four_ratios_are_explained(client):
    case = a_case()
    handed_in(case)
    legend = "A số lượng · B chất lượng · C tiến độ · D lãnh đạo, điều hành"
    assert legend in text_of(client, case.staff, "appraisal", case)
