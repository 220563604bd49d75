"""The ground data's keeper: each page opens, bad input gets a sentence, and nobody climbs."""

import pytest
from django.contrib import admin
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cadres.models import Absence, Appointment, Cadre, Duty, Mandate, Position, Unit, User
from evaluation.models import Dossier
from tests.factories import (
    AppointmentFactory,
    CadreFactory,
    DossierFactory,
    MandateFactory,
    PositionFactory,
    UnitFactory,
    UserFactory,
    a_ward,
    an_official,
    grant,
)

pytestmark = pytest.mark.django_db

MODELS = (User, Unit, Cadre, Position, Appointment, Absence, Mandate)
EACH = pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)


@pytest.fixture
def ward():
    ward = a_ward()
    ward.absence = Absence.objects.create(cadre=ward.cadre, kind="sick", valid_from="2026-10-05")
    return ward


@pytest.fixture
def keeper(client, ward):
    """A signed-in administrator of the province who is not a superuser."""
    user = an_official(Duty.SYSTEM_ADMIN, ward.province, username="quan-tri")
    client.force_login(user)
    return user


def url(model, page, *args):
    return reverse(f"admin:cadres_{model._meta.model_name}_{page}", args=args)


def errors(answer):
    """Every sentence of the form and of its inlines."""
    return [str(sentence) for found in answer.context["errors"] for sentence in found]


# --- who -------------------------------------------------------------------------------------------------------------


def test_the_seven_and_no_others_are_kept_here():
    assert set(admin.site._registry) == set(MODELS)


@EACH
def test_every_page_opens_for_the_keeper(client, keeper, ward, model):
    row = model.objects.first()
    for page in (
        url(model, "changelist"),
        url(model, "add"),
        url(model, "change", row.pk),
        url(model, "history", row.pk),
    ):
        assert client.get(page).status_code == 200
    assert client.get(reverse("admin:index")).status_code == 200


@pytest.mark.parametrize(
    "role", ["staff", "leadership", "division_leadership", "council", "subject", "secretariat", "auditor"]
)
def test_no_other_role_comes_in(client, ward, role):
    duties = {"secretariat": Duty.PROVINCIAL_SECRETARIAT, "auditor": Duty.AUDITOR}
    user = an_official(duties[role], ward.province) if role in duties else getattr(ward, role)
    client.force_login(user)
    answer = client.get(url(User, "changelist"), follow=True)
    assert [answer.status_code, answer.redirect_chain[0][0].startswith("/quan-tri/login/")] == [403, True]
    assert "Trang này dành cho người được giao việc trên đó" in answer.text


def test_who_is_not_signed_in_goes_to_the_one_page_of_sign_in(client):
    answer = client.get(url(User, "changelist"), follow=True)
    assert answer.redirect_chain[-1][0].startswith(reverse("login") + "?next=/quan-tri/")


def test_the_duty_holds_for_its_dates_and_over_the_whole_province(client, ward):
    user = UserFactory()
    mandate = grant(user, Duty.SYSTEM_ADMIN, ward.ward)
    client.force_login(user)
    assert client.get(reverse("admin:index")).status_code == 302
    Mandate.objects.filter(pk=mandate.pk).update(unit=ward.province)
    assert client.get(reverse("admin:index")).status_code == 200
    Mandate.objects.filter(pk=mandate.pk).update(valid_until="2021-01-01")
    assert client.get(reverse("admin:index")).status_code == 302


def test_the_keeper_reads_no_dossier(keeper):
    DossierFactory()
    assert list(Dossier.objects.visible_to(keeper)) == []


# --- nobody climbs ---------------------------------------------------------------------------------------------------


def test_the_keeper_cannot_make_themself_superuser(client, keeper):
    client.post(
        url(User, "change", keeper.pk),
        {
            "username": keeper.username,
            "full_name": "X",
            "is_active": "on",
            "is_superuser": "on",
            "is_staff": "on",
        },
    )
    keeper.refresh_from_db()
    assert [keeper.full_name, keeper.is_superuser, keeper.is_staff] == ["X", False, False]


def test_the_keeper_cannot_touch_a_superusers_account(client, keeper):
    boss = UserFactory(is_superuser=True)
    page = reverse("admin:auth_user_password_change", args=[boss.pk])
    assert client.get(page).status_code == 403
    assert (
        client.post(page, {"password1": "mot-mat-khau-khac", "password2": "mot-mat-khau-khac"}).status_code
        == 403
    )
    assert client.post(url(User, "change", boss.pk), {"username": "x"}).status_code == 403
    assert client.post(url(User, "delete", boss.pk), {"post": "yes"}).status_code == 403
    client.post(
        url(User, "changelist"),
        {"action": "delete_selected", "_selected_action": [boss.pk], "post": "yes"},
    )
    assert User.objects.filter(pk=boss.pk).exists()


def a_mandate(user, unit, **values):
    return {"user": user.pk, "unit": unit.pk, "duty": Duty.LEADERSHIP, "valid_from": "01/10/2026"} | values


def test_the_keeper_gives_a_duty_to_another_but_not_to_themself(client, keeper, ward):
    other = UserFactory()
    assert client.post(url(Mandate, "add"), a_mandate(other, ward.ward)).status_code == 302
    assert [str(m.valid_from) for m in other.mandates.all()] == ["2026-10-01"]
    refused = client.post(url(Mandate, "add"), a_mandate(keeper, ward.ward))
    assert errors(refused) == ["Không tự giao cho chính tài khoản của mình: xin nhờ người quản trị khác."]
    own = keeper.mandates.get()
    assert client.post(url(Mandate, "change", own.pk), a_mandate(keeper, ward.province)).status_code == 403


def test_the_keeper_cannot_hand_their_own_mandate_on_or_take_anothers(client, keeper, ward):
    anothers = ward.leadership.mandates.get()
    refused = client.post(url(Mandate, "change", anothers.pk), a_mandate(keeper, ward.ward))
    assert errors(refused) == ["Không tự giao cho chính tài khoản của mình: xin nhờ người quản trị khác."]


def test_the_keeper_cannot_become_a_person_with_a_file(client, keeper, ward):
    values = {"code": "CB1", "full_name": "Lê Văn Bình", "user": keeper.pk, **inline()}
    refused = client.post(url(Cadre, "change", ward.cadre.pk), values)
    assert errors(refused) == ["Không tự giao cho chính tài khoản của mình: xin nhờ người quản trị khác."]


NOT_ONESELF = (
    "Không tự ghi bổ nhiệm, thời gian vắng mặt của chính mình hoặc của người mình thay mặt: "
    "xin nhờ người quản trị khác."
)


@pytest.fixture
def own(keeper, ward):
    """The keeper is a cadre, too, and under inspection."""
    Cadre.objects.filter(pk=ward.cadre.pk).update(user=keeper)
    ward.absence.kind = "inspection"
    ward.absence.save()
    return ward


def rows_of(ward):
    """Model → one row and what its form sends."""
    post = {"position": ward.post.position_id, "unit": ward.ward.pk, "leadership": "head"}
    return {
        Absence: (ward.absence, {"kind": "inspection", "valid_until": "06/10/2026"}),
        Appointment: (ward.post, post | {"cause": "transfer", "is_main": "on"}),
    }


@pytest.mark.parametrize("model", [Absence, Appointment], ids=lambda model: model.__name__)
def test_the_keeper_changes_no_post_or_absence_of_their_own(client, keeper, own, model):
    row, values = rows_of(own)[model]
    values |= {"valid_from": "05/10/2026", "cadre": own.cadre.pk}
    before = list(model.objects.values())
    assert client.post(url(model, "change", row.pk), values).status_code == 403
    assert client.post(url(model, "delete", row.pk), {"post": "yes"}).status_code == 403
    assert errors(client.post(url(model, "add"), values)) == [NOT_ONESELF]
    ticked = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    client.post(url(model, "changelist"), ticked)
    assert list(model.objects.values()) == before


def test_nor_is_anothers_absence_made_their_own_or_changed_by_their_stand_in(client, keeper, own):
    other = Absence.objects.create(cadre=CadreFactory(), kind="sick", valid_from="2026-10-05")
    values = {"cadre": own.cadre.pk, "kind": "sick", "valid_from": "05/10/2026"}
    assert errors(client.post(url(Absence, "change", other.pk), values)) == [NOT_ONESELF]
    stand_in = an_official(Duty.SYSTEM_ADMIN, own.province)
    page = url(Absence, "change", own.absence.pk)
    client.force_login(stand_in)
    assert client.get(page).status_code == 200
    grant(stand_in, Duty.LEADERSHIP, own.ward, on_behalf_of=keeper)
    assert client.post(page, values).status_code == 403


def test_the_keepers_own_file_is_kept_by_another(client, keeper, own):
    page = url(Cadre, "change", own.cadre.pk)
    values = {"code": "CB1", "full_name": "Lê Văn Bình", "user": "", "is_central": "on", **inline()}
    assert client.post(page, values).status_code == 403
    shown = client.get(page)
    assert (shown.status_code, 'name="_save"' in shown.text, 'name="appointments-0-unit"' in shown.text) == (
        200,
        False,
        False,
    )
    client.force_login(an_official(Duty.SYSTEM_ADMIN, own.province))
    ended = {
        "cadre": own.cadre.pk,
        "kind": "inspection",
        "valid_from": "05/10/2026",
        "valid_until": "06/10/2026",
    }
    assert client.post(url(Absence, "change", own.absence.pk), ended).status_code == 302
    assert [str(row.valid_until) for row in Absence.objects.all()] == ["2026-10-06"]


# --- shapes ----------------------------------------------------------------------------------------------------------


def inline(**values):
    rows = {"appointments-TOTAL_FORMS": "0", "appointments-INITIAL_FORMS": "0"}
    return rows | {f"appointments-{name}": value for name, value in values.items()}


def test_an_account_is_made_with_its_password_and_signs_in(client, keeper):
    password = "mot-mat-khau-dai"
    typed = {"username": "moi", "full_name": "Ngô Thị Mới"}
    typed |= {"password1": password, "password2": password}
    assert client.post(url(User, "add"), typed).status_code == 302
    made = User.objects.get(username="moi")
    assert [made.full_name, made.search_text, made.check_password(password)] == [
        "Ngô Thị Mới",
        "ngo thi moi moi",
        True,
    ]


def test_the_keeper_sets_a_new_password_but_a_weak_or_mistyped_one_is_told(client, keeper, ward):
    page = reverse("admin:auth_user_password_change", args=[ward.staff.pk])
    assert client.get(page).status_code == 200
    weak = client.post(page, {"password1": "abc", "password2": "abc"})
    assert "phải có ít nhất 10 ký tự" in weak.text
    assert client.post(page, {"password1": "mot-mat-khau-dai", "password2": "khac"}).status_code == 200
    client.post(page, {"password1": "mot-mat-khau-dai", "password2": "mot-mat-khau-dai"})
    assert User.objects.get(pk=ward.staff.pk).check_password("mot-mat-khau-dai")


def test_a_superuser_makes_another(client, keeper):
    client.force_login(UserFactory(is_superuser=True))
    client.post(
        url(User, "change", keeper.pk), {"username": "quan-tri", "is_active": "on", "is_superuser": "on"}
    )
    assert User.objects.get(pk=keeper.pk).is_superuser is True


def test_a_short_password_and_a_taken_name_are_told(client, keeper):
    typed = {
        "username": "quan-tri",
        "full_name": "X",
        "usable_password": "true",
        "password1": "a",
        "password2": "b",
    }
    assert len(errors(client.post(url(User, "add"), typed))) >= 2


@pytest.mark.parametrize(
    ("dates", "sentence"),
    [
        (
            {"valid_from": "31/12/2026", "valid_until": "01/12/2026"},
            "Ngày kết thúc phải từ ngày bắt đầu trở đi.",
        ),
        ({"valid_from": "32/12/2026"}, "Nhập một ngày hợp lệ."),
        ({"valid_from": ""}, "Trường này là bắt buộc."),
    ],
)
@pytest.mark.parametrize("model", [Mandate, Appointment, Absence], ids=lambda model: model.__name__)
def test_bad_dates_get_a_sentence(client, keeper, ward, model, dates, sentence):
    typed = {"user": ward.staff.pk, "duty": Duty.LEADERSHIP, "cadre": ward.cadre.pk, "leadership": "none"}
    typed |= {"position": ward.post.position_id, "unit": ward.ward.pk, "cause": "appointment", "kind": "sick"}
    typed |= dates
    before = model.objects.count()
    assert errors(client.post(url(model, "add"), typed)) == [sentence]
    assert model.objects.count() == before


def test_a_day_is_read_as_day_month_year(client, keeper, ward):
    typed = {"cadre": ward.cadre.pk, "position": ward.post.position_id, "unit": ward.ward.pk}
    typed |= {"leadership": "none", "cause": "transfer", "valid_from": "05/06/2026"}
    client.post(url(Appointment, "add"), typed)
    assert [str(post.valid_from) for post in ward.cadre.appointments.filter(unit=ward.ward)] == ["2026-06-05"]


def test_a_person_is_entered_together_with_a_post(client, keeper, ward):
    row = {"TOTAL_FORMS": "1", "0-position": ward.post.position_id, "0-unit": ward.ward.pk}
    row |= {"0-leadership": "head", "0-is_main": "on", "0-valid_from": "01/07/2026"}
    row |= {"0-cause": "promotion"}
    typed = {"code": "CB9", "full_name": "  Ngô  Văn Chín ", "birth_date": "02/03/1979", **inline(**row)}
    assert client.post(url(Cadre, "add"), typed).status_code == 302
    made = Cadre.objects.get(code="CB9")
    posts = made.appointments.values_list("leadership", "cause")
    assert [str(made.birth_date), list(posts)] == ["1979-03-02", [("head", "promotion")]]


def test_a_unit_cannot_be_put_under_its_own_part(client, keeper, ward):
    typed = {"code": ward.ward.code, "name": "X", "kind": "ward", "order": 1, "parent": ward.division.pk}
    refused = client.post(url(Unit, "change", ward.ward.pk), typed)
    assert errors(refused) == ["Đơn vị không thể nằm dưới chính nó hoặc dưới đơn vị cấp dưới của nó."]


@pytest.mark.parametrize("parent", ["999999", "abc", "\0", "-1", "9" * 40])
def test_a_foreign_id_is_a_sentence(client, keeper, ward, parent):
    typed = {"code": "N", "name": "N", "kind": "ward", "order": 1, "parent": parent}
    assert len(errors(client.post(url(Unit, "add"), typed))) == 1


# --- found and torn out ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("model", "words"),
    [
        (User, "ngo chin"),
        (Unit, "vinh thong"),
        (Cadre, "Ngô Chín"),
        (Position, "truong ban"),
        (Appointment, "chin vinh thong"),
        (Absence, "ngo chin"),
        (Mandate, "NGÔ vĩnh"),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_rows_are_found_with_marks_or_without(client, keeper, ward, model, words):
    unit = UnitFactory(name="Phường Vĩnh Thông")
    user = UserFactory(full_name="Ngô Văn Chín")
    cadre = CadreFactory(full_name="Ngô Văn Chín", user=user)
    AppointmentFactory(cadre=cadre, unit=unit, position=PositionFactory(name="Trưởng ban"))
    MandateFactory(user=user, unit=unit)
    Absence.objects.create(cadre=cadre, kind="training", valid_from="2026-10-05")
    found = client.get(url(model, "changelist"), {"q": words}).context["cl"].queryset
    assert [row.pk for row in found] == [model.objects.order_by("-pk").first().pk]


def test_a_unit_is_picked_by_typing_some_of_its_name(client, keeper):
    UnitFactory(name="Phường Vĩnh Thông")
    asked = {"app_label": "cadres", "model_name": "appointment", "field_name": "unit", "term": "vinh th"}
    picked = client.get(reverse("admin:autocomplete"), asked).json()["results"]
    assert [row["text"] for row in picked] == ["Phường Vĩnh Thông"]


@EACH
def test_no_page_offers_a_list_of_all_units_or_persons(client, keeper, ward, model):
    fields = client.get(url(model, "add")).context["adminform"].form.fields.values()
    choices = [field for field in fields if hasattr(field, "queryset")]
    assert [len(field.widget.widget.optgroups("x", [])[0][1]) <= 1 for field in choices] == [True] * len(
        choices
    )


@pytest.mark.parametrize("model", [Cadre, Unit, User], ids=lambda model: model.__name__)
def test_what_is_in_use_stays_and_the_page_names_no_dossier(client, keeper, model):
    dossier = DossierFactory(cadre__full_name="Ngô Văn Chín")
    grant(dossier.cadre.user, Duty.LEADERSHIP, dossier.unit)
    row = {Cadre: dossier.cadre, Unit: dossier.unit, User: dossier.cadre.user}[model]
    answer = client.post(url(model, "delete", row.pk), {"post": "yes"})
    assert [answer.status_code, model.objects.filter(pk=row.pk).exists()] == [200, True]
    assert "dữ liệu khác đang dựa vào mục này" in answer.text
    assert "Quý IV" not in answer.text


def test_what_nothing_rests_on_can_go(client, keeper):
    cadre = CadreFactory()
    client.post(url(Cadre, "delete", cadre.pk), {"post": "yes"})
    assert not Cadre.objects.filter(pk=cadre.pk).exists()


def test_an_absence_stays_as_long_as_a_dossier_may_rest_on_it(client, keeper, ward):
    """A post alone does not hold it; for a dossier it is given its end instead."""
    page = url(Absence, "delete", ward.absence.pk)
    dossier = DossierFactory(cadre=ward.cadre)
    refused = client.post(page, {"post": "yes"})
    assert [refused.status_code, Absence.objects.count()] == [200, 1]
    assert "dữ liệu khác đang dựa vào mục này" in refused.text
    assert "Quý IV" not in refused.text
    dossier.delete()
    client.post(page, {"post": "yes"})
    assert Absence.objects.count() == 0


@EACH
def test_a_list_asks_as_much_for_thirty_rows_as_for_few(client, keeper, ward, model):
    def count():
        with CaptureQueriesContext(connection) as caught:
            assert client.get(url(model, "changelist")).status_code == 200
        return len(caught)

    few = count()
    for _ in range(25):
        mandate = MandateFactory(on_behalf_of=UserFactory())
        AppointmentFactory(cadre__user=mandate.user, unit=mandate.unit, position__name=f"Chức {mandate.pk}")
        Absence.objects.create(cadre=CadreFactory(), kind="sick", valid_from="2026-10-05")
    assert [count(), few <= 12] == [few, True]


# --- the command -----------------------------------------------------------------------------------------------------


def test_make_admin_gives_the_duty_once(capsys, ward):
    user = UserFactory(username="moi", full_name="Ngô Thị Mới")
    call_command("make_admin", "moi")
    call_command("make_admin", "moi")
    assert [(m.duty, m.unit) for m in user.mandates.all()] == [(Duty.SYSTEM_ADMIN, ward.province)]
    assert capsys.readouterr().out.startswith("Ngô Thị Mới · Quản trị hệ thống · Tỉnh An Giang, từ ngày ")


def test_make_admin_says_what_is_missing():
    with pytest.raises(CommandError, match="Không có tài khoản “ai-do”"):
        call_command("make_admin", "ai-do")
    UserFactory(username="moi")
    with pytest.raises(CommandError, match="Chưa có đơn vị cấp tỉnh"):
        call_command("make_admin", "moi")


def test_a_post_is_marked_as_charged_with_the_five_basic_targets(client, keeper):
    post = PositionFactory(name="Chủ tịch Ủy ban nhân dân phường")
    said = {"name": post.name, "kind": post.kind, "tier": post.tier, "clause": post.clause}
    assert client.post(url(Position, "change", post.pk), said | {"basic_targets": "on"}).status_code == 302
    assert Position.objects.get(pk=post.pk).basic_targets is True
    assert "05 chỉ tiêu kinh tế - xã hội cơ bản" in client.get(url(Position, "changelist")).content.decode()
