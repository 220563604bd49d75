"""Extensions as people use them: asked for where it says "too late", answered from the home page, told wherever lateness is."""

from datetime import timedelta

import pytest
from django.urls import reverse
from lxml import html

from config import clock
from evaluation.core.models.periods import Lateness
from evaluation.core.stages import ExtensionStage
from evaluation.core.steps import Stage
from evaluation.models import Dossier, Extension, Plan, Policy, Receipt
from notices.models import Notice
from regulation.deadlines import Window, last_day
from tests.evaluation.extensions.asking import a_ward_that_asks
from tests.factories import DossierFactory, ExtensionFactory, a_ward

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
WHY = "Mưa bão, mất điện toàn phường"


@pytest.fixture
def world():
    """The plan's window closed yesterday; Mẫu 03's is the unit's own, three days before the round's."""
    world = a_ward_that_asks()
    own = world.period.dossier_closes_at - 3 * DAY
    Policy.objects.create(period=world.period, unit=world.ward, self_closes_at=own)
    with clock.held(world.period.plan_closes_at + DAY):
        yield world


def page(client, user, name, *args):
    client.force_login(user)
    return client.get(reverse(name, args=args))


def send(client, user, name, *args, **typed):
    client.force_login(user)
    return client.post(reverse(name, args=args), typed)


def day(closes_at, days=2):
    return f"{last_day(closes_at + days * DAY):%d/%m/%Y}"


def asked(client, world, window="plan"):
    until = day(world.dossier.closes_at(Window(window)))
    answer = send(
        client, world.subject, "extension_person", world.dossier.pk, window, until=until, ground=WHY
    )
    assert answer.status_code == 302
    return Extension.objects.latest("pk")


def policy(world, lateness):
    Policy.objects.create(period=world.period, plan_lateness=lateness, dossier_lateness=lateness)


# --- asked for, on the very page ---


@pytest.mark.parametrize("lateness", Lateness)
@pytest.mark.parametrize(
    ("name", "window", "stage"),
    [("plan", "plan", Stage.PLANNING), ("assessment", "dossier", Stage.SELF_ASSESSMENT)],
)
def test_the_page_that_says_too_late_leads_to_the_request(client, world, name, window, stage, lateness):
    policy(world, lateness)
    Dossier.objects.update(stage=stage)
    way = reverse("extension_person", args=[world.dossier.pk, window])
    closes_at = world.dossier.closes_at(Window(window))
    with clock.held(closes_at - timedelta(minutes=1)):
        assert way not in page(client, world.subject, name, world.dossier.pk).content.decode()
    with clock.held(closes_at):
        shown = page(client, world.subject, name, world.dossier.pk).content.decode()
    assert way in shown
    assert ("Ban Tổ chức Tỉnh ủy có thể gia hạn" in shown) is (lateness == Lateness.REFUSE)


@pytest.mark.parametrize(
    ("name", "window", "stage", "told"),
    [
        ("plan", "plan", Stage.PLANNING, "<b>Đã hết hạn nộp · Tỷ trọng"),
        ("assessment", "dossier", Stage.SELF_ASSESSMENT, '<a href="#late">'),
    ],
)
def test_what_a_phone_shows_first_says_that_the_window_closed(client, world, name, window, stage, told):
    """The panel and the end of the form are far from there."""
    Dossier.objects.update(stage=stage)
    closes_at = world.dossier.closes_at(Window(window))
    for closed, instant in ((False, closes_at - timedelta(minutes=1)), (True, closes_at)):
        with clock.held(instant):
            shown = page(client, world.subject, name, world.dossier.pk).content.decode()
        assert (told in shown) is closed


@pytest.mark.parametrize(
    ("who", "button"),
    [
        ("subject", "Xin gia hạn"),
        ("staff", "Xin gia hạn"),
        ("organisation", "Gia hạn"),
        ("leadership", ""),
        ("council", ""),
    ],
)
def test_each_reader_is_led_to_what_they_may_do(client, world, who, button):
    extension = page(client, getattr(world, who), "plan", world.dossier.pk).context["extension"]
    assert extension.button == button
    code = page(client, getattr(world, who), "extension_person", world.dossier.pk, "plan").status_code
    assert code == (200 if button else 403)


def test_after_asking_the_page_tells_until_when_and_who_answers(client, world):
    row = asked(client, world)
    shown = page(client, world.subject, "plan", world.dossier.pk).content.decode()
    assert reverse("extension", args=[row.pk]) in shown
    assert reverse("extension_person", args=[world.dossier.pk, "plan"]) not in shown
    for words in ("Đã xin gia hạn đến", "hết Chủ nhật, 27/09/2026", "chờ Ban Tổ chức Tỉnh ủy trả lời"):
        assert words in " ".join(shown.split())
    again = page(client, world.subject, "extension_person", world.dossier.pk, "plan")
    assert again.url == reverse("extension", args=[row.pk])


def test_a_request_says_who_answers_and_that_its_day_is_not_granted_yet(client, world):
    row = asked(client, world)
    waits, granted = "Ban Tổ chức Tỉnh ủy trả lời", "<dt>Gia hạn đến</dt>"
    shown = page(client, world.subject, "extension", row.pk).content.decode()
    assert (waits in shown, granted in shown, "Đề nghị gia hạn đến hết" in shown) == (True, False, True)
    until, version = f"{last_day(row.until):%d/%m/%Y}", {"version": row.version}
    send(client, world.organisation, "extension_answer", row.pk, "grant", **{"grant-until": until} | version)
    shown = page(client, world.subject, "extension", row.pk).content.decode()
    assert (waits in shown, granted in shown) == (False, True)


def test_what_was_typed_comes_back_with_the_sentence_that_says_why(client, world):
    typed = {"until": "31/12/2026", "ground": WHY}
    answer = send(client, world.subject, "extension_person", world.dossier.pk, "plan", **typed)
    shown = answer.content.decode()
    assert (answer.status_code, Extension.objects.count()) == (422, 0)
    assert "không được sau ngày 29/12/2026" in shown
    assert "31/12/2026" in shown
    assert WHY in shown


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("until", "", "Chưa ghi ngày."),
        ("until", "31/02/2026", "Phải là một ngày có thật"),
        ("until", "31/12/9999", "Phải từ ngày"),
        ("until", "24/09/2026", "phải sau hôm nay"),
        ("ground", "a\x00b", "Có ký tự không đọc được"),
        ("ground", "x" * 2001, "2000"),
        ("ground", " ", "Cần ghi rõ lý do xin gia hạn."),
    ],
)
def test_each_field_says_what_it_lacks(client, world, field, value, sentence):
    typed = {"until": "27/09/2026", "ground": WHY} | {field: value}
    answer = send(client, world.subject, "extension_person", world.dossier.pk, "plan", **typed)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_no_other_window_is_extended(client, world):
    for window in ("report", "self", "x"):
        assert page(client, world.subject, "extension_person", world.dossier.pk, window).status_code == 404


# --- answered ---


def lines(client, user):
    work = page(client, user, "home").context["work"]
    return [(line.whom, line.url) for line in work.todo if line.verb == "Trả lời đề nghị gia hạn"]


def test_the_province_is_led_to_a_request_and_the_others_are_not(client, world):
    row = asked(client, world)
    told = f"đồng chí {world.cadre.full_name}, kế hoạch công tác của cá nhân · Quý IV/2026"
    assert lines(client, world.organisation) == [(told, reverse("extension", args=[row.pk]))]
    assert [lines(client, user) for user in (world.leadership, world.staff, world.subject)] == [[], [], []]


def test_several_requests_of_a_round_are_counted_and_lead_to_those_that_wait(client, world):
    asked(client, world)
    ExtensionFactory(dossier=DossierFactory(period=world.period), stage=ExtensionStage.ASKED)
    granted = ExtensionFactory(dossier=DossierFactory(period=world.period))
    ((told, url),) = lines(client, world.organisation)
    assert told == "2 đề nghị · Quý IV/2026"
    listed = client.get(url).context["page_obj"]
    assert len(listed) == 2
    assert granted not in listed


def test_what_the_unit_itself_asked_earlier_waits_for_its_leadership_and_its_heads_for_the_province(
    client, world
):
    Dossier.objects.update(stage=Stage.SELF_ASSESSMENT)
    asked(client, world, "dossier")
    answerers = (world.leadership, world.organisation)
    assert [len(lines(client, user)) for user in answerers] == [1, 0]
    Dossier.objects.update(leadership="head")
    assert [len(lines(client, user)) for user in answerers] == [1, 1]


def offered(shown):
    return [move.name for move, _ in shown.context["forms"]]


def test_a_request_is_granted_on_its_page_until_another_day(client, world):
    row = asked(client, world)
    assert offered(page(client, world.subject, "extension", row.pk)) == ["withdraw"]
    shown = page(client, world.organisation, "extension", row.pk)
    assert offered(shown) == ["grant", "refuse"]
    typed = {
        "grant-until": "30/09/2026",
        "grant-answer": "Công văn số 12",
        "version": shown.context["version"],
    }
    answer = send(client, world.organisation, "extension_answer", row.pk, "grant", **typed)
    assert answer.url == reverse("extension", args=[row.pk])
    row.refresh_from_db()
    assert (row.stage, row.answer, f"{last_day(row.until):%d/%m/%Y}") == (
        "granted",
        "Công văn số 12",
        "30/09/2026",
    )
    told = page(client, world.subject, "plan", world.dossier.pk).context
    assert (told["closes_at"], told["window_closed"], told["extension"].granted) == (row.until, False, row)


def test_a_request_is_refused_with_a_reason_that_the_person_reads(client, world):
    row = asked(client, world)
    for reason, code in (("", 422), ("Đã nhắc hai lần", 302)):
        typed = {"refuse-reason": reason, "version": row.version}
        answer = send(client, world.organisation, "extension_answer", row.pk, "refuse", **typed)
        assert answer.status_code == code
    shown = page(client, world.subject, "plan", world.dossier.pk).content.decode()
    assert "Đã nhắc hai lần" in shown
    assert reverse("extension_person", args=[world.dossier.pk, "plan"]) in shown


def test_a_refused_answer_comes_back_with_what_was_typed(client, world):
    row = asked(client, world)
    typed = {"grant-until": "31/12/2026", "grant-answer": "Công văn số 12", "version": row.version}
    answer = send(client, world.organisation, "extension_answer", row.pk, "grant", **typed)
    assert answer.status_code == 422
    for words in ("31/12/2026", "Công văn số 12", "không được sau ngày 29/12/2026"):
        assert words in answer.content.decode()


def test_an_answer_is_one_of_those_on_the_page(client, world):
    row = asked(client, world)
    for move in ("replace", "restore", "ask", "x"):
        assert send(client, world.organisation, "extension_answer", row.pk, move).status_code == 404


# --- for a whole unit ---


@pytest.mark.parametrize(("who", "stage"), [("organisation", "granted"), ("staff", "asked")])
def test_for_a_unit_the_province_grants_and_its_staff_ask(client, world, who, stage):
    typed = {"unit": world.ward.pk, "window": "plan", "until": "28/09/2026", "ground": WHY}
    answer = send(client, getattr(world, who), "extension_unit", world.period.code, **typed)
    row = Extension.objects.get()
    assert (answer.status_code, row.stage, row.unit, row.dossier) == (302, stage, world.ward, None)
    assert row.history.get().reason == WHY


@pytest.mark.parametrize(("who", "grants"), [("organisation", True), ("staff", False)])
def test_the_page_for_a_unit_says_what_its_button_brings_about(client, world, who, grants):
    shown = page(client, getattr(world, who), "extension_unit", world.period.code).content.decode()
    at_once, asked_of = "Hạn mới áp dụng ngay.", "hoặc Ban Tổ chức Tỉnh ủy trả lời"
    assert (at_once in shown, asked_of in shown) == (grants, not grants)


def test_whoever_hears_of_their_units_extension_opens_it_from_the_notice_and_from_the_window(client, world):
    typed = {"unit": world.ward.pk, "window": "plan", "until": "28/09/2026", "ground": WHY}
    send(client, world.organisation, "extension_unit", world.period.code, **typed)
    row, notice = Extension.objects.get(), Notice.objects.get(to=world.subject)
    assert send(client, world.subject, "notice_open", notice.pk).url == reverse("extension", args=[row.pk])
    assert page(client, world.subject, "extension", row.pk).status_code == 200
    assert (
        reverse("extension", args=[row.pk])
        in page(client, world.subject, "plan", world.dossier.pk).content.decode()
    )
    other = DossierFactory(period=world.period)
    assert page(client, other.cadre.user, "extension", row.pk).status_code == 404


def test_a_unit_that_is_not_there_or_not_ones_own_is_told(client, world):
    for unit in (a_ward().ward.pk, 10**12, "x", "1\x00"):
        typed = {"unit": unit, "window": "plan", "until": "28/09/2026", "ground": WHY}
        answer = send(client, world.staff, "extension_unit", world.period.code, **typed)
        assert (answer.status_code, "Đơn vị" in answer.content.decode()) == (422, True)
    assert not Extension.objects.exists()


def test_a_units_leadership_is_told_how_far_it_goes(client, world):
    typed = {"unit": world.ward.pk, "window": "dossier", "ground": WHY}
    beyond = send(client, world.leadership, "extension_unit", world.period.code, **typed, until="31/12/2026")
    assert (beyond.status_code, Extension.objects.count()) == (422, 0)
    assert "lãnh đạo đơn vị chỉ gia hạn đến hạn hồ sơ của kỳ" in beyond.content.decode()
    send(client, world.leadership, "extension_unit", world.period.code, **typed, until="29/12/2026")
    assert Extension.objects.get().stage == "granted"


def test_the_one_unit_of_its_staff_is_chosen_already_and_among_several_none(client, world):
    of_one = page(client, world.staff, "extension_unit", world.period.code).context["form"]
    assert [value for value, _ in of_one["unit"].field.choices] == [world.ward.pk]
    a_ward()
    of_all = page(client, world.organisation, "extension_unit", world.period.code).context["form"]
    assert next(iter(of_all["unit"].field.choices))[0] == ""


@pytest.mark.parametrize("of_unit", [True, False])
def test_what_is_to_be_filled_in_is_starred_and_said_when_it_is_not(client, world, of_unit):
    name, place = (
        ("extension_unit", [world.period.code])
        if of_unit
        else ("extension_person", [world.dossier.pk, "plan"])
    )
    shown = html.fromstring(page(client, world.staff, name, *place).content)
    starred = shown.xpath("//label[span[@class='asteriskField']]/@for")
    named = {"id_until", "id_ground"} | ({"id_unit", "id_window"} if of_unit else set())
    assert set(starred) == named
    empty = send(client, world.staff, name, *place, until="", ground=" ")
    assert empty.status_code == 422
    for words in ("Chưa ghi ngày.", "Cần ghi rõ lý do xin gia hạn."):
        assert words in empty.content.decode()


def test_only_units_of_ones_own_are_offered(client, world):
    other = a_ward()
    form = page(client, world.staff, "extension_unit", world.period.code).context["form"]
    assert list(form.fields["unit"].queryset) == [world.ward]
    typed = {"unit": other.ward.pk, "window": "plan", "until": "28/09/2026", "ground": WHY}
    assert send(client, world.staff, "extension_unit", world.period.code, **typed).status_code == 422


def test_the_next_page_stays_in_the_round_that_it_is_about(client, world, monkeypatch):
    """Another tab may have chosen another round meanwhile."""
    monkeypatch.setattr("evaluation.extensions.views.PAGE", 1)
    for _ in range(2):
        ExtensionFactory(dossier=DossierFactory(unit=world.division, period=world.period))
    shown = html.fromstring(page(client, world.leadership, "extensions").content)
    assert [f"ky={world.period.code}" in url for url in shown.xpath("//a[@rel='next']/@href")] == [True]


def test_the_province_reads_all_of_a_round_with_who_and_why(client, world):
    row = asked(client, world)
    ExtensionFactory(dossier=None, unit=world.ward, period=world.period, ground="Lũ lụt")
    shown = page(client, world.organisation, "extensions").content.decode()
    for words in (
        world.cadre.full_name,
        WHY,
        "hết Chủ nhật, 27/09/2026",
        str(row.history.get().by),
        "Lũ lụt",
    ):
        assert words in shown
    assert reverse("extension_unit", args=[world.period.code]) in shown
    other = a_ward()
    assert "Lũ lụt" not in page(client, other.staff, "extensions").content.decode()


# --- told wherever lateness is ---


@pytest.mark.parametrize(
    ("days", "chip", "sentence"),
    [
        (-1, "Đúng hạn", ""),
        (
            1,
            "Trong thời gian gia hạn",
            "Nộp trong thời gian gia hạn đến hết Chủ nhật, 27/09/2026, theo gia hạn của đồng chí",
        ),
        (2, "Nộp muộn", "hết hạn (đã gia hạn) lúc 00:00 ngày 28/09/2026"),
    ],
)
def test_receipt_overview_list_and_papers_say_the_same(client, world, days, chip, sentence):
    row = asked(client, world)
    send(
        client,
        world.organisation,
        "extension_answer",
        row.pk,
        "grant",
        **{"grant-until": "27/09/2026", "version": row.version},
    )
    arrived = world.period.plan_closes_at + days * DAY
    Plan.objects.update(arrived_at=arrived, stage="submitted")
    receipt = Receipt.objects.create(
        dossier=world.dossier, window="plan", arrived_at=arrived, by=world.subject
    )
    pages = {
        name: page(client, world.subject, name, pk).content.decode()
        for name, pk in (("receipt", receipt.pk), ("form01", world.dossier.pk))
    }
    assert all(sentence in " ".join(shown.split()) for shown in pages.values())
    assert ("gia hạn" in pages["form01"]) is bool(sentence)
    assert chip in pages["receipt"]
    assert chip in page(client, world.subject, "dossier", world.dossier.pk).content.decode()
    late = page(client, world.staff, "dossiers").context["lines"][0]["late"]
    assert late == ("Kế hoạch nộp muộn" if chip == "Nộp muộn" else "")


def test_the_history_tells_who_asked_and_who_answered(client, world):
    row = asked(client, world)
    send(
        client,
        world.organisation,
        "extension_answer",
        row.pk,
        "refuse",
        **{"refuse-reason": "Đã nhắc hai lần", "version": row.version},
    )
    entries = page(client, world.subject, "history", world.dossier.pk).context["entries"]
    told = [(entry["sentence"].partition(":")[0], entry["reason"]) for entry in entries]
    assert told == [("không gia hạn", "Đã nhắc hai lần"), ("xin gia hạn", WHY)]


def test_the_grounds_say_that_what_came_late_came_after_the_later_window(client, world):
    row = ExtensionFactory(dossier=world.dossier)
    Plan.objects.update(arrived_at=row.until, stage="submitted")
    shown = page(client, world.subject, "grounds", world.dossier.pk).content.decode()
    assert "sau thời hạn đã gia hạn 28/09/2026 00:00" in shown


def test_the_tab_of_the_round_tells_the_persons_own_later_window(client, world):
    ExtensionFactory(dossier=world.dossier)
    hints = [
        page(client, user, "plan", world.dossier.pk).context["periods"][0]["hint"]
        for user in (world.subject, world.staff)
    ]
    assert hints == ["còn 1 ngày", "đã hết hạn"]


def test_an_answer_to_what_was_answered_meanwhile_shows_what_was_typed(client, world):
    row = asked(client, world)
    version = page(client, world.organisation, "extension", row.pk).context["version"]
    place = (client, world.organisation, "extension_answer", row.pk)
    typed = {"grant-until": day(row.until, 0), "version": version}
    assert send(*place, "grant", **typed).status_code == 302
    late = send(*place, "refuse", **{"refuse-reason": WHY, "version": version})
    assert (late.status_code, [words for _, words in late.context["left"]]) == (409, [WHY])


def test_another_request_from_a_second_tab_is_told_and_the_same_one_leads_to_the_first(client, world):
    row = asked(client, world)
    place = (client, world.subject, "extension_person", world.dossier.pk, "plan")
    same = send(*place, until=f"{last_day(row.until):%d/%m/%Y}", ground=WHY)
    assert (same.status_code, same.url) == (302, reverse("extension", args=[row.pk]))
    other = send(*place, until=f"{last_day(row.until):%d/%m/%Y}", ground="Lý do khác")
    assert (other.status_code, other.context["form"]["ground"].value()) == (422, "Lý do khác")
    assert "đang chờ trả lời" in other.text
