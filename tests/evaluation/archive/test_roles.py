"""The application's own role writes the record and cannot change it, on PostgreSQL."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction

from config import clock
from evaluation.archive.actions.roles import can_change_the_record, secure, written_once
from evaluation.archive.tells.verifying import faults
from evaluation.core.road import DOSSIERS
from evaluation.deeds import actions as deeds
from evaluation.lists.actions.lists import close_list
from evaluation.lists.actions.places import ensure_list_for
from evaluation.models import Decision, Dossier, DossierEntry, RatingList, Receipt, Seal
from evaluation.packages.actions.receiving import receive
from evaluation.packages.models import Sending
from tests.evaluation.lists.rated_factories import a_list, good
from tests.evaluation.packages.packing import a_ward_that_sends, sent, stored

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]
ROLE = "ung_dung_thu"


@pytest.fixture
def role():
    """Made within the test's transaction, and gone with it."""
    secure(ROLE)
    return ROLE


@contextmanager
def acting_as(role):
    with connection.cursor() as cursor:
        cursor.execute(f'SET ROLE "{role}"')
        yield
        cursor.execute("RESET ROLE")


def a_round():
    world = a_list(2)
    close_list(world.list, by=world.leadership, seen=None, rows=world.rows)
    return world


def refused(role, deed):
    """Whether the database itself refuses it."""
    with acting_as(role):
        try:
            with transaction.atomic():
                deed()
        except ProgrammingError as error:
            return "permission denied" in str(error)
    return False


@pytest.mark.parametrize("model", written_once(), ids=lambda model: model.__name__)
def test_of_the_record_no_row_can_be_altered(role, model):
    column = model._meta.pk.attname
    assert refused(role, lambda: model.objects.update(**{column: 0}))


@pytest.mark.parametrize(
    "model", [Decision, DossierEntry, Receipt, Seal, Sending], ids=lambda model: model.__name__
)
def test_of_the_record_no_row_can_be_deleted(role, model):
    assert refused(role, lambda: model.objects.all()._raw_delete("default"))


@pytest.mark.parametrize("columns", [{"rating": "excellent"}, {"snapshot": {}}, {"digest": ""}], ids=str)
def test_a_decision_is_not_changed_but_may_be_replaced(role, columns):
    world = a_round()
    assert refused(role, lambda: Decision.objects.update(**columns))
    with acting_as(role):
        dossier = Dossier.objects.get(pk=world.dossiers[0].pk)
        DOSSIERS.reopen.make(dossier, by=world.leadership, reason="Xem lại minh chứng")
        again = ensure_list_for(Dossier.objects.get(pk=dossier.pk))
        close_list(again, by=world.leadership, seen=None, rows={dossier.pk: good(summary="Đã xem lại")})
    assert list(faults()) == []


def test_a_round_is_lived_through_by_that_role(role):
    """Decided, published, archived; a package sent and received."""
    with acting_as(role):
        world = a_round()
        published = deeds.publish(world.dossiers[0], by=world.leadership)
        with clock.held(clock.now() + timedelta(days=14)):
            deeds.archive(published, by=world.staff)
        ward = a_ward_that_sends()
        sent(ward)
        package = stored(ward)
        receive(package, by=ward.organisation, seen=package.version)
    assert RatingList.objects.filter(stage="closed").count() == 2
    assert Sending.objects.get().outcome == "received"


def test_whether_the_application_could_change_the_record_is_asked_of_the_database(role):
    assert can_change_the_record()
    with acting_as(role):
        assert not can_change_the_record()


def test_the_owner_cannot_be_the_application(role):
    with pytest.raises(CommandError):
        call_command("secure_records", connection.settings_dict["USER"])
