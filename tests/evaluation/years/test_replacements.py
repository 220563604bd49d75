"""Mục 5, third dash: what was done about whoever is to be replaced."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from cadres.machine import Refused
from config import clock
from evaluation.models import Dossier, Replacement
from evaluation.years.actions import replacements as deeds
from evaluation.years.stages import ReplacementStage
from tests.evaluation.years.rated_years import YEAR, a_person
from tests.factories import a_ward, grant

pytestmark = pytest.mark.django_db

DONE = {"measure": "dismissed", "number": "12-QĐ/ĐU", "on": date(2026, 1, 5), "note": ""}
SENT = DONE | {"on": "05/01/2026"}
SENTENCE = "Đã thay thế ngày 05/01/2026 theo QĐ số 12-QĐ/ĐU (miễn nhiệm)."


@pytest.fixture
def ward():
    ward = a_ward(name="Phường Long Xuyên")
    ward.person = a_person(ward.ward, "ggFF", name="Trần Thị Bé")
    return ward


def draft(ward, **values):
    return Replacement(**{"cadre": ward.person, "year": YEAR, "unit": ward.ward} | DONE | values)


def text(response):
    return " ".join(response.content.decode().split())


def send(client, ward, user=None, name="replacement", **values):
    client.force_login(user or ward.staff)
    return client.post(reverse(name, args=[YEAR, ward.person.pk]), values)


@pytest.mark.clause("5.3")
def test_what_was_done_is_recorded_and_told_beside_the_person(client, ward):
    client.force_login(ward.staff)
    assert "Chưa ghi việc thay thế." in text(client.get(f"/nam/{YEAR}/"))
    assert send(client, ward, **SENT).status_code == 302
    assert SENTENCE in text(client.get(f"/nam/{YEAR}/"))
    entry = Replacement.objects.get().history.get()
    assert (entry.by, entry.changes["number"]) == (ward.staff, "12-QĐ/ĐU")


@pytest.mark.parametrize("name", ["measure", "number", "on"])
def test_what_is_missing_is_told_and_the_rest_stays(client, ward, name):
    response = send(client, ward, **SENT | {name: "", "note": "Đã gõ"})
    assert (response.status_code, Replacement.objects.count()) == (422, 0)
    assert ("Chưa " in text(response), "Đã gõ" in text(response)) == (True, True)


@pytest.mark.parametrize("day", [date(YEAR - 1, 12, 31), clock.today() + timedelta(days=1)])
def test_it_was_decided_neither_before_the_year_nor_in_days_to_come(ward, day):
    with pytest.raises(Refused) as refusal:
        deeds.record(draft(ward, on=day), by=ward.staff)
    assert str(refusal.value).startswith("Ngày quyết định thay thế phải từ ngày 01/01/2025 đến ngày")
    assert Replacement.objects.count() == 0


def test_of_whoever_is_not_listed_nothing_is_recorded(client, ward):
    ward.person = a_person(ward.ward, "gFgF")
    with pytest.raises(deeds.NotListed):
        deeds.record(draft(ward), by=ward.staff)
    client.force_login(ward.staff)
    assert client.get(reverse("replacement", args=[YEAR, ward.person.pk])).status_code == 404


@pytest.mark.clause("5.3", "7.d")
def test_keeping_somebody_is_recorded_only_where_a_deferral_parts_the_failed_quarters(ward):
    with pytest.raises(deeds.MustBeReplaced):
        deeds.record(draft(ward, measure="kept"), by=ward.staff)
    ward.person = a_person(ward.ward, "gF-F")
    kept = deeds.record(draft(ward, measure="kept"), by=ward.staff)
    assert kept.sentence == "Không thay thế theo QĐ số 12-QĐ/ĐU ngày 05/01/2026."


def test_one_stands_at_a_time(ward):
    deeds.record(draft(ward), by=ward.staff)
    with pytest.raises(deeds.Recorded):
        deeds.record(draft(ward), by=ward.leadership)


def test_it_is_corrected_with_a_reason_and_both_are_kept(client, ward):
    row = deeds.record(draft(ward), by=ward.staff)
    refused = send(client, ward, version=row.version, **SENT | {"number": "13-QĐ/ĐU"})
    assert (refused.status_code, "Cần ghi rõ lý do sửa." in text(refused)) == (422, True)
    send(client, ward, version=row.version, reason="Ghi nhầm số", **SENT | {"number": "13-QĐ/ĐU"})
    entry = Replacement.objects.get().history.last()
    assert (entry.reason, entry.changes) == ("Ghi nhầm số", {"number": ["12-QĐ/ĐU", "13-QĐ/ĐU"]})
    assert "“12-QĐ/ĐU” thành “13-QĐ/ĐU”" in text(
        client.get(reverse("replacement", args=[YEAR, ward.person.pk]))
    )


def test_a_correction_over_somebody_elses_is_shown_field_by_field(client, ward):
    row = deeds.record(draft(ward), by=ward.staff)
    deeds.correct(row, DONE | {"number": "99-QĐ/ĐU"}, by=ward.leadership, seen=row.version, reason="Nhầm")
    old = {"version": row.version, "reason": "Sửa"}
    response = send(client, ward, **SENT | {"number": "13-QĐ/ĐU"}, **old)
    assert (response.status_code, "99-QĐ/ĐU" in text(response)) == (409, True)


def test_what_was_recorded_by_mistake_is_withdrawn_and_can_be_recorded_anew(client, ward):
    row = deeds.record(draft(ward), by=ward.staff)
    sent = {"name": "replacement_withdraw", "version": row.version}
    assert send(client, ward, **sent).status_code == 422
    send(client, ward, **sent, **{"withdraw-reason": "Ghi nhầm người"})
    assert Replacement.objects.get().stage == ReplacementStage.WITHDRAWN
    assert send(client, ward, **sent, **{"withdraw-reason": "Lần nữa"}).status_code == 409
    assert deeds.record(draft(ward), by=ward.staff).pk


def test_nobody_records_of_themself_nor_through_a_stand_in(ward):
    for user in (ward.person.user, ward.council):
        grant(user, "leadership", ward.ward, on_behalf_of=ward.person.user if user == ward.council else None)
        with pytest.raises(PermissionDenied):
            deeds.record(draft(ward), by=user)


def test_who_only_looks_finds_no_form_and_of_another_unit_nothing(client, ward):
    url = reverse("replacement", args=[YEAR, ward.person.pk])
    client.force_login(ward.council)
    assert "<textarea" not in text(client.get(url))
    client.force_login(a_ward().staff)
    assert client.get(url).status_code == 404


def test_what_was_recorded_stays_told_once_a_quarter_is_decided_otherwise(client, ward):
    deeds.record(draft(ward), by=ward.staff)
    Dossier.objects.filter(pk=ward.person.last.pk).update(decided_rating="good")
    client.force_login(ward.staff)
    assert SENTENCE in text(client.get(reverse("replacement", args=[YEAR, ward.person.pk])))


def test_whoever_is_judged_reads_of_it_once_they_know_of_their_quarters(client, ward):
    """ADR 5: before that there is no such page for them, whatever is recorded."""
    quarters = Dossier.objects.filter(cadre=ward.person, decided_rating="not_completed")
    quarters.update(stage="decided")
    deeds.record(draft(ward, note="Ghi nội bộ"), by=ward.staff)
    url = reverse("replacement", args=[YEAR, ward.person.pk])
    client.force_login(ward.person.user)
    assert client.get(url).status_code == 404
    quarters.update(stage="published")
    client.force_login(ward.staff)
    assert client.get(url).status_code == 200


def test_a_number_that_is_nobodys_is_not_there(client, ward):
    client.force_login(ward.staff)
    assert client.get(f"/nam/{YEAR}/thay-the/{10**30}/").status_code == 404
