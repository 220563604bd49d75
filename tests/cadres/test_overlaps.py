"""Mandates, absences and posts: one is recorded once, and the refusal names the other row with its days."""

import importlib
from contextlib import contextmanager
from datetime import date

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, ProgrammingError, connection

from cadres.models import Absence, Appointment, Duty, Mandate
from tests.factories import AppointmentFactory, CadreFactory, PositionFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db
HELD = {"valid_from": date(2026, 3, 1), "valid_until": date(2026, 6, 30)}

OVERLAPPING = [
    (date(2026, 3, 1), date(2026, 6, 30)),
    (date(2026, 6, 30), None),
    (date(2025, 1, 1), date(2026, 3, 1)),
    (date(2025, 1, 1), None),
]
APART = [(date(2026, 7, 1), None), (date(2025, 1, 1), date(2026, 2, 28))]


def mandate(**days):
    return Mandate(user=UserFactory(), unit=UnitFactory(), duty=Duty.AUDITOR, **days)


def absence(**days):
    return Absence(cadre=CadreFactory(), kind="sick", **days)


def post(**days):
    return Appointment(
        cadre=CadreFactory(), unit=UnitFactory(), position=PositionFactory(), is_main=False, **days
    )


def again(row, first, last):
    alike = {
        field.attname: getattr(row, field.attname) for field in row._meta.fields if not field.primary_key
    }
    return type(row)(**alike | {"valid_from": first, "valid_until": last})


@pytest.mark.parametrize("made", [mandate, absence, post])
@pytest.mark.parametrize(("first", "last"), OVERLAPPING)
def test_what_has_a_day_in_common_is_refused_and_the_other_row_named(made, first, last):
    row = made(**HELD)
    row.save()
    with pytest.raises(ValidationError) as refused:
        again(row, first, last).full_clean()
    assert f"{row}, từ ngày 01/03/2026, đến ngày 30/06/2026" in str(refused.value)


@pytest.mark.parametrize("made", [mandate, absence, post])
@pytest.mark.parametrize(("first", "last"), APART)
def test_before_and_after_it_is_another_stretch(made, first, last):
    row = made(**HELD)
    row.save()
    again(row, first, last).full_clean()
    row.full_clean()


def test_a_later_main_post_is_lawful_while_nobody_has_ended_the_earlier():
    held = AppointmentFactory(valid_from=date(2026, 3, 1))
    later = again(held, date(2026, 6, 1), None)
    later.position = PositionFactory(name="Trưởng phòng")
    later.full_clean()
    later.valid_from = held.valid_from
    with pytest.raises(ValidationError, match="chức vụ chính khác"):
        later.full_clean()


def test_in_ones_own_right_and_on_behalf_are_two_mandates():
    own = mandate(**HELD)
    own.save()
    standing_in = again(own, *HELD.values())
    standing_in.on_behalf_of = UserFactory()
    standing_in.full_clean()


HOLDING = importlib.import_module("cadres.migrations.0008_held_once")


@contextmanager
def unheld():
    """As before the migration: SQLite holds none of it at any time."""
    with connection.schema_editor() as editor:
        HOLDING.release(apps, editor)
    yield
    with connection.schema_editor() as editor:
        HOLDING.hold(apps, editor)


@pytest.mark.parametrize("made", [mandate, absence, post])
def test_rows_that_overlap_are_found_before_the_constraint_is_set(made):
    row = made(**HELD)
    row.save()
    later = again(row, date(2026, 7, 1), None)
    later.save()
    alike = HOLDING.ONCE[row._meta.model_name].alike
    assert HOLDING.overlapping(type(row), alike) == []


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("made", [mandate, absence, post])
def test_old_rows_that_overlap_are_told_break_nothing_and_are_held_once_they_are_mended(made, capsys):
    row = made(**HELD)
    row.save()
    with unheld():
        other = again(row, date(2026, 6, 30), None)
        other.save()
        with connection.schema_editor() as editor:
            HOLDING.hold(apps, editor)
        told = capsys.readouterr().err
        assert f"Bảng {row._meta.db_table} có các dòng trùng thời gian" in told
        assert f"{row.pk} và {other.pk}" in told
        with connection.schema_editor() as editor:
            HOLDING.release(apps, editor)
        other.delete()
    with pytest.raises(IntegrityError):
        again(row, date(2026, 6, 30), None).save()


@pytest.mark.postgres
def test_where_the_extension_cannot_be_had_the_migration_says_so_and_goes_on(capsys):
    class Without:
        connection = connection

        def execute(self, sql):
            raise ProgrammingError("permission denied to create extension")

    HOLDING.hold(apps, Without())
    told = capsys.readouterr().err
    assert "btree_gist và tài khoản này không tạo được (permission denied to create extension)" in told
    assert "migrate cadres 0007_position_places" in told
