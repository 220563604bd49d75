"""What one asks for above the year and the ledger of 6.2. How they narrow is seen on their pages."""

import pytest
from django.http import QueryDict

from evaluation.models import Dossier
from reporting.filters import LedgerForm, YearForm
from tests.factories import DossierFactory, PeriodFactory

pytestmark = pytest.mark.django_db


def test_the_ledger_says_by_what_it_was_narrowed():
    PeriodFactory()
    form = LedgerForm(QueryDict("nam=2026&quy=4&don-vi=Phường&khong-dat=on"))
    assert list(form.sentences()) == [
        "Kỳ: Quý IV, năm 2026.",
        "Lọc theo đơn vị: “Phường”.",
        "Chỉ đề xuất không bảo đảm điều kiện.",
    ]


@pytest.mark.parametrize("asked", ["", "nam=1900", "quy=5", "nam=<b>", "quy=&nam=&don-vi=%20"])
def test_nonsense_narrows_no_ledger(asked):
    form = LedgerForm(QueryDict(asked))
    assert (form.said, list(form.sentences())) == ({}, [])


def test_the_year_is_narrowed_to_a_unit_or_to_the_reader():
    mine, other = DossierFactory(), DossierFactory()
    everybody, user = Dossier.objects.order_by("pk"), mine.cadre.user
    asked = ({}, {"don-vi": other.unit.name}, {"cua-toi": "1"}, {"don-vi": "x" * 201})
    found = [list(YearForm(query).narrow(everybody, user)) for query in asked]
    assert found == [[mine, other], [other], [mine], [mine, other]]
