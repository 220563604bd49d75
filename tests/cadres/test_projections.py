"""A row as one reader may know it: it reads like the row, and cannot be written."""

import pytest
from django.apps import apps

from cadres.models import ReadOnlyError, Unit, User, project
from evaluation.models import Dossier
from tests.factories import DossierFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier():
    DossierFactory(self_rating="good", council_rating="excellent", cadre__full_name="Lê Văn Bình")
    return Dossier.objects.get()


def test_the_columns_say_what_the_reader_may_know_and_the_rest_stays(dossier):
    narrowed = project(dossier, council_rating="", withheld=True)
    assert [narrowed.council_rating, narrowed.withheld, narrowed.self_rating] == ["", True, "good"]
    assert Dossier.objects.get().council_rating == "excellent"


def test_it_is_the_same_row_and_still_one_of_its_model(dossier):
    stored = Dossier.objects.get()
    assert [project(dossier) is dossier, dossier == stored, hash(dossier) == hash(stored)] == [True] * 3
    assert [isinstance(dossier, Dossier), dossier._meta is Dossier._meta] == [True, True]
    assert [str(dossier), dossier.get_stage_display()] == ["Lê Văn Bình · Quý IV/2026", "Đang lập kế hoạch"]


def test_what_it_leads_to_is_read_as_before_and_may_be_written(dossier, django_assert_num_queries):
    narrowed = project(Dossier.objects.select_related("cadre").get(), self_rating="")
    with django_assert_num_queries(0):
        assert narrowed.cadre.full_name == "Lê Văn Bình"
    narrowed.cadre.full_name = "Lê Văn Bính"
    narrowed.cadre.save()
    assert list(Dossier.objects.filter(cadre__full_name="Lê Văn Bính")) == [narrowed]


@pytest.mark.parametrize(
    "write",
    [
        lambda row: row.save(),
        lambda row: row.save(update_fields=["stage"]),
        lambda row: row.save_base(raw=True),
        lambda row: row.delete(),
    ],
)
def test_nobody_writes_it(dossier, write):
    project(dossier, council_rating="")
    with pytest.raises(
        ReadOnlyError, match="Lê Văn Bình · Quý IV/2026> was narrowed for a reader: it cannot be saved"
    ):
        write(dossier)
    assert Dossier.objects.get().council_rating == "excellent"


def test_projecting_twice_narrows_further_and_makes_no_class_of_a_class(dossier):
    made = type(project(dossier, self_rating=""))
    again = project(dossier, council_rating="")
    assert [type(again) is made, made.__name__] == [True, "DossierProjection"]
    assert [again.self_rating, again.council_rating] == ["", ""]


def test_one_class_a_model_and_a_model_keeps_its_own():
    units, user = UnitFactory.create_batch(2), UserFactory()
    classes = [type(project(row)) for row in (*units, user)]
    assert [made.__name__ for made in classes] == ["UnitProjection", "UnitProjection", "UserProjection"]
    assert [classes[0] is classes[1], type(Unit.objects.get(pk=units[0].pk))] == [True, Unit]


def test_no_table_and_no_permission_comes_of_it():
    before = set(apps.get_models())
    project(UserFactory())
    assert [set(apps.get_models()) == before, apps.get_model("cadres", "User") is User] == [True, True]


def test_another_reading_of_the_row_can_be_written(dossier):
    project(dossier, self_rating="")
    stored = Dossier.objects.get()
    stored.late_reason = "Ốm"
    stored.save()
    assert Dossier.objects.get().late_reason == "Ốm"
