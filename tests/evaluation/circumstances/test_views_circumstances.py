"""The page Tình tiết: the case with its dates, what it asks for, what was recorded, and the small forms."""

from datetime import date

import pytest
from django.urls import reverse
from lxml import html

from cadres.models import Absence, Duty
from evaluation.circumstances.actions.remarks import ask_remark, give_remark
from evaluation.circumstances.views import page as page_of_records
from evaluation.core.actions.cases import settle_cases
from evaluation.core.stages import CircumstanceStage
from evaluation.core.steps import Stage
from evaluation.models import Dossier, DossierCircumstance, Remark
from pages.words import words_of
from regulation.vocabulary import Cause, Leadership, Treatment
from tests.choosing import offered
from tests.evaluation.marks.marking import a_case, at
from tests.factories import AppointmentFactory, PositionFactory, a_ward, an_official

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    """Whose one post is at the ward, as the dossier says."""
    case = a_case()
    case.post.unit = case.ward
    case.post.save()
    return case


@pytest.fixture
def staff(client, case):
    client.force_login(case.staff)
    return client


def page(client, case):
    answer = client.get(reverse("circumstances", args=[case.dossier.pk]))
    assert answer.status_code == 200
    return answer


def send(client, case, name, *args, **typed):
    url = reverse(name, args=[case.dossier.pk, *args])
    version = Dossier.objects.get(pk=case.dossier.pk).version
    with at(12, 20):
        return client.post(url, {"version": str(version)} | typed)


def typed(what, **values):
    said = {"text": "Chậm kê khai", "on": "2026-11-02", "document": "Kết luận số 12"} | values
    return {f"{what}-{name}": value for name, value in said.items() if value is not None}


def moved(case, cause=Cause.TRANSFER, unit=None):
    case.post.valid_until = date(2026, 11, 9)
    case.post.save()
    return AppointmentFactory(
        cadre=case.cadre,
        unit=unit or case.ward,
        position=PositionFactory(name="Trưởng phòng"),
        leadership=Leadership.HEAD.value,
        valid_from=date(2026, 11, 10),
        cause=cause.value,
    )


def settled(case, *arguments):
    moved(case, *arguments)
    settle_cases(case.dossier, by=case.staff)


def text_of(answer, place):
    return " ".join(html.fromstring(answer.content).get_element_by_id(place).text_content().split())


def buttons(answer):
    """What can be done here: the small forms' summaries and the bare buttons, without the frame's own."""
    main = html.fromstring(answer.content).get_element_by_id("noi-dung")
    found = [*main.xpath(".//form//button"), *main.xpath(".//details/summary[contains(@class, 'btn')]")]
    return {" ".join(one.text_content().split()) for one in found}


# --- who sees what


def test_the_person_and_the_auditor_read_what_was_recorded_and_find_no_form(client, case):
    DossierCircumstance.objects.create(
        cadre=case.cadre, dossier=case.dossier, kind="shortcoming", text="Còn chậm", on=date(2026, 11, 2)
    )
    for user in (case.subject, an_official(Duty.AUDITOR, case.province)):
        client.force_login(user)
        answer = page(client, case)
        assert "“Còn chậm” (ngày 02/11/2026)" in text_of(answer, "circumstances")
        assert buttons(answer) == set()


def test_staff_find_the_forms_and_leadership_those_that_are_its_own(staff, case):
    mine = {
        "Ghi hạn chế, khuyết điểm",
        "Ghi căn cứ kèm văn bản",
        "Ghi văn bản về trường hợp khác",
    }
    assert buttons(page(staff, case)) == mine | {"Ghi thời gian vắng mặt"}
    staff.force_login(case.leadership)
    assert buttons(page(staff, case)) == mine


# --- cases


@pytest.mark.clause("7.a.1", "7.a.2")
def test_a_promotion_shows_its_sentence_its_dates_and_the_two_papers_it_asks_for(staff, case):
    settled(case, Cause.PROMOTION)
    answer = page(staff, case)
    told = text_of(answer, "cases")
    assert "Mục 7.a Được bổ nhiệm từ Phó Trưởng phòng" in told
    assert "ngày 10/11/2026, tính đến ngày 29/12/2026 chưa đủ 02 tháng." in told
    assert told.count("Chưa có") == 2
    assert {"Ghi đánh giá của chi bộ", "Ghi kết quả ở hai chức vụ"} <= buttons(answer)


def test_a_paper_recorded_is_there(staff, case):
    settled(case, Cause.PROMOTION)
    sent = send(staff, case, "circumstance_record", "party_cell", **typed("party_cell", document=None))
    assert sent.status_code == 302
    told = text_of(page(staff, case), "cases")
    assert (told.count("Đã có"), told.count("Chưa có")) == (1, 1)


def test_a_paper_stays_on_the_page_when_the_case_is_gone(staff, case):
    new = moved(case, Cause.PROMOTION)
    settle_cases(case.dossier, by=case.staff)
    send(staff, case, "circumstance_record", "both_posts", **typed("both_posts"))
    new.delete()
    settle_cases(case.dossier, by=case.staff)
    told = text_of(page(staff, case), "cases")
    assert "không thuộc trường hợp nào" in told
    assert "“Chậm kê khai”" in told


def test_posts_changed_since_are_shown_and_settled_with_a_button(staff, case):
    assert "đã thay đổi từ khi xác định" not in text_of(page(staff, case), "cases")
    moved(case, Cause.REORGANISATION)
    answer = page(staff, case)
    assert "Thay đổi vị trí công tác do sắp xếp tổ chức bộ máy ngày 10/11/2026" in text_of(answer, "cases")
    assert "Xác định lại trường hợp" in buttons(answer)
    assert send(staff, case, "cases_settle").status_code == 302
    after = page(staff, case)
    assert "Mục 7.c" in text_of(after, "cases")
    assert "Xác định lại trường hợp" not in buttons(after)


@pytest.mark.clause("7.d")
def test_a_deferring_case_offers_the_deferral_with_its_ground_filled_in(staff, case):
    sent = send(staff, case, "absence_record", **{"absence-kind": "sick", "absence-valid_from": "2026-10-05"})
    assert sent.status_code == 302
    form = page(staff, case).context["forms"]["defer"]
    sentence = Dossier.objects.get().cases[0]["sentence"]
    assert (form["case"].value(), form["detail"].value()) == ("leave", sentence)
    deferred = staff.post(
        reverse("dossier_move", args=[case.dossier.pk, "defer"]),
        {
            "version": str(Dossier.objects.get().version),
            "defer-case": "leave",
            "defer-detail": sentence,
            "next": reverse("circumstances", args=[case.dossier.pk]),
        },
    )
    assert deferred.url == reverse("circumstances", args=[case.dossier.pk])
    dossier = Dossier.objects.get()
    assert (dossier.stage, dossier.side_ground.endswith(sentence)) == (Stage.DEFERRED, True)
    assert "Ghi chưa đánh giá quý này" not in buttons(page(staff, case))


def test_the_page_of_deeds_has_the_ground_filled_in_too(staff, case):
    Absence.objects.create(cadre=case.cadre, kind="inspection", valid_from=date(2026, 12, 1))
    settle_cases(case.dossier, by=case.staff)
    offered = staff.get(reverse("dossier_deeds", args=[case.dossier.pk])).context["offered"]
    defer = next(offer["form"] for offer in offered if offer["move"].name == "defer")
    assert defer["case"].value() == "inspection"


@pytest.mark.clause("7.e")
@pytest.mark.parametrize(
    ("treatment", "move", "stage"),
    [(Treatment.DEFER, "defer", Stage.DEFERRED), (Treatment.EXEMPT, "exempt", Stage.EXEMPT)],
)
def test_a_document_of_7e_is_followed_with_its_words_as_the_ground(staff, case, treatment, move, stage):
    sent = typed("other_case", treatment=treatment.value)
    assert send(staff, case, "circumstance_record", "other_case", **sent).status_code == 302
    answer = page(staff, case)
    assert f"Cách xử lý: {treatment.label}" in text_of(answer, "cases")
    form = answer.context["forms"][move]
    values = {f"{move}-{name}": field.value() for name, field in ((f.name, f) for f in form)}
    assert values[f"{move}-case"] == "other"
    version = str(Dossier.objects.get().version)
    staff.post(reverse("dossier_move", args=[case.dossier.pk, move]), values | {"version": version})
    dossier = Dossier.objects.get()
    assert (dossier.stage, dossier.side_ground) == (
        stage,
        "Trường hợp khác theo văn bản của cấp có thẩm quyền (Mục 7.e). "
        "“Chậm kê khai” (Kết luận số 12, ngày 02/11/2026)",
    )


@pytest.mark.clause("3.3.2")
def test_a_member_of_a_committee_alone_is_exempted_with_the_case_as_ground(staff, case):
    case.post.position = PositionFactory(optional=True)
    case.post.save()
    settle_cases(case.dossier, by=case.staff)
    answer = page(staff, case)
    assert "Không bắt buộc đánh giá, xếp loại hằng quý" in text_of(answer, "cases")
    assert answer.context["forms"]["exempt"]["case"].value() == "optional"


# --- recording


def test_a_shortcoming_is_recorded_and_told_with_who_and_when(staff, case):
    sent = send(staff, case, "circumstance_record", "shortcoming", **typed("shortcoming"))
    assert sent.url == reverse("circumstances", args=[case.dossier.pk])
    told = text_of(page(staff, case), "circumstances")
    assert "Chưa khắc phục xong “Chậm kê khai” (Kết luận số 12, ngày 02/11/2026)" in told
    assert f"Đồng chí {case.staff} ghi lúc 08:00 ngày 20/12/2026" in told


@pytest.mark.clause("B4.1/1")
@pytest.mark.parametrize("is_charged", [True, False])
def test_the_five_targets_are_offered_as_a_ground_only_of_whom_is_charged_with_them(staff, case, is_charged):
    case.post.position.basic_targets = is_charged
    case.post.position.save()
    kinds = html.fromstring(page(staff, case).content).get_element_by_id("id_ground-kind").value_options
    assert ("basic_targets" in kinds, "discipline" in kinds) == (is_charged, True)


def test_a_ground_says_which_it_is(staff, case):
    send(staff, case, "circumstance_record", "ground", **typed("ground", kind="degradation"))
    assert DossierCircumstance.objects.get().kind == "degradation"
    assert "Cấp có thẩm quyền kết luận có biểu hiện suy thoái" in text_of(page(staff, case), "grounds")


@pytest.mark.parametrize(
    ("what", "changed", "sentence"),
    [
        ("shortcoming", {"text": ""}, "Chưa ghi hạn chế, khuyết điểm."),
        ("shortcoming", {"on": ""}, "Chưa ghi ngày được chỉ ra."),
        ("shortcoming", {"on": "2026-12-21"}, "Phải từ ngày 01/01/2000 đến ngày 20/12/2026."),
        ("ground", {"kind": "discipline", "document": ""}, "Chưa ghi số, ngày văn bản."),
        ("ground", {}, "Chưa chọn căn cứ."),
        ("ground", {"kind": "shortcoming"}, "Chưa chọn căn cứ."),
        ("other_case", {"treatment": ""}, "Chưa chọn cách xử lý."),
    ],
)
def test_what_is_missing_is_told_and_everything_typed_is_kept(staff, case, what, changed, sentence):
    answer = send(staff, case, "circumstance_record", what, **typed(what, **changed))
    assert answer.status_code == 422
    form = answer.context["forms"][what]
    assert [str(error) for errors in form.errors.values() for error in errors] == [sentence]
    assert form["document"].value() == changed.get("document", "Kết luận số 12")
    tree = html.fromstring(answer.content)
    assert len(tree.xpath("//details[@open][@name='tinh-tiet']")) == 1
    assert DossierCircumstance.objects.count() == 0


def test_a_stale_page_is_told_and_keeps_what_was_typed(staff, case):
    answer = send(
        staff, case, "circumstance_record", "shortcoming", **typed("shortcoming") | {"version": "9"}
    )
    assert answer.status_code == 409
    assert answer.context["forms"]["shortcoming"]["text"].value() == "Chậm kê khai"
    assert "Nội dung đã thay đổi sau khi đồng chí mở trang" in answer.content.decode()


CLOSED = {
    "circumstance_record": (
        "shortcoming",
        typed("shortcoming"),
        ["Chậm kê khai", "Kết luận số 12", "02/11/2026"],
    ),
    "absence_record": (
        "absence",
        {"absence-kind": "sick", "absence-valid_from": "2026-12-05", "absence-valid_until": ""},
        ["Nghỉ ốm", "05/12/2026"],
    ),
}


@pytest.mark.parametrize("name", CLOSED)
def test_what_was_typed_when_the_dossier_was_decided_meanwhile_is_kept(staff, case, name):
    what, said, words = CLOSED[name]
    Dossier.objects.filter(pk=case.dossier.pk).update(stage=Stage.DECIDED)
    answer = send(staff, case, name, *([what] if name == "circumstance_record" else []), **said)
    kept = answer.context["left"] or words_of(answer.context["forms"].get(what))
    assert (answer.status_code, [shown for _, shown in kept]) == (422, words)
    assert "đã có quyết định xếp loại" in answer.content.decode()
    assert page(staff, case).context["left"] == []


def test_what_was_typed_wrongly_when_the_dossier_was_decided_is_there_too(staff, case):
    Dossier.objects.filter(pk=case.dossier.pk).update(stage=Stage.DECIDED)
    wrong = typed("shortcoming", on="hôm qua")
    answer = send(staff, case, "circumstance_record", "shortcoming", **wrong)
    assert (answer.status_code, answer.context["left"]) == (
        422,
        [
            ("Hạn chế, khuyết điểm", "Chậm kê khai"),
            ("Văn bản (nếu có)", "Kết luận số 12"),
            ("Ngày được chỉ ra", "hôm qua"),
        ],
    )


def test_a_remedy_typed_where_somebody_was_quicker_is_there_to_read(staff, case):
    send(staff, case, "circumstance_record", "shortcoming", **typed("shortcoming"))
    row = DossierCircumstance.objects.get()
    staff.force_login(case.leadership)
    lifting(staff, case, row)
    answer = lifting(staff, case, row, text="Đã kê khai\nlần hai")
    assert answer.status_code == 409
    assert [shown for _, shown in answer.context["left"]] == [
        "Đã kê khai\nlần hai",
        "Báo cáo số 5",
        "15/12/2026",
    ]


def test_a_paper_typed_when_its_case_has_gone_is_there_to_read(staff, case):
    answer = send(staff, case, "circumstance_record", "party_cell", **typed("party_cell", on="2026-13-01"))
    assert answer.status_code == 422
    assert ("Nội dung đánh giá của chi bộ", "Chậm kê khai") in answer.context["left"]


def test_a_ground_for_not_rating_typed_too_late_is_there_to_read(staff, case):
    Dossier.objects.filter(pk=case.dossier.pk).update(stage=Stage.DECIDED)
    sent = {"version": "1", "defer-case": "leave", "defer-detail": "Nghỉ từ ngày 05/10/2026"}
    answer = staff.post(reverse("dossier_move", args=[case.dossier.pk, "defer"]), sent)
    assert answer.status_code == 409
    assert [shown for _, shown in answer.context["left"]][1:] == ["Nghỉ từ ngày 05/10/2026"]
    assert "Nội dung đã gõ, chưa được lưu" in answer.content.decode()


def test_another_kind_of_form_is_no_page(staff, case):
    assert send(staff, case, "circumstance_record", "khac").status_code == 404


@pytest.mark.parametrize("role", ["subject", "division_leadership", "council"])
def test_nobody_else_records(client, case, role):
    client.force_login(getattr(case, role))
    seen = send(client, case, "circumstance_record", "shortcoming", **typed("shortcoming")).status_code
    assert seen in (403, 404)
    assert DossierCircumstance.objects.count() == 0


# --- lifting


def lifting(client, case, row, **changed):
    said = {"text": "Đã kê khai", "on": "2026-12-15", "document": "Báo cáo số 5"} | changed
    typed = {f"lift-{row.pk}-{name}": value for name, value in said.items()}
    return send(client, case, "circumstance_lift", row.pk, version=str(row.version), **typed)


def test_leadership_records_the_remedy(staff, case):
    send(staff, case, "circumstance_record", "shortcoming", **typed("shortcoming"))
    row = DossierCircumstance.objects.get()
    assert lifting(staff, case, row).status_code == 403
    staff.force_login(case.leadership)
    assert "Ghi kết quả khắc phục, hủy bỏ" in buttons(page(staff, case))
    assert lifting(staff, case, row, document="").status_code == 422
    assert lifting(staff, case, row).status_code == 302
    row.refresh_from_db()
    assert row.stage == CircumstanceStage.LIFTED
    assert "Ngày 15/12/2026: Đã kê khai (Báo cáo số 5)." in text_of(page(staff, case), "circumstances")
    assert f"Đồng chí {case.leadership} ghi lúc" in text_of(page(staff, case), "circumstances")
    assert "Ghi kết quả khắc phục, hủy bỏ" not in buttons(page(staff, case))


def test_a_ground_applies_until_it_is_annulled(staff, case):
    row = DossierCircumstance.objects.create(
        cadre=case.dossier.cadre, dossier=case.dossier, kind="discipline", text="Khiển trách", on="2026-11-02"
    )
    staff.force_login(case.leadership)
    shown = page(staff, case)
    assert ["Hủy bỏ căn cứ" in buttons(shown), "Đang áp dụng" in text_of(shown, "grounds")] == [True, True]
    assert lifting(staff, case, row).status_code == 302
    assert "Đã hủy bỏ" in text_of(page(staff, case), "grounds")


def test_another_persons_circumstance_is_not_lifted_from_here(staff, case):
    other = a_case()
    row = DossierCircumstance.objects.create(
        cadre=other.cadre, dossier=other.dossier, kind="shortcoming", text="x", on=date(2026, 11, 2)
    )
    staff.force_login(case.leadership)
    assert lifting(staff, case, row).status_code == 404


# --- absences


def test_an_absence_is_ended_and_the_case_goes_with_it(staff, case):
    send(staff, case, "absence_record", **{"absence-kind": "sick", "absence-valid_from": "2026-10-05"})
    row = Absence.objects.get()
    assert "Nghỉ ốm từ ngày 05/10/2026 chưa có ngày kết thúc" in text_of(page(staff, case), "absences")
    before = send(staff, case, "absence_end", row.pk, **{f"end-{row.pk}-valid_until": "2026-10-01"})
    assert before.status_code == 422
    sent = send(staff, case, "absence_end", row.pk, **{f"end-{row.pk}-valid_until": "2026-10-31"})
    assert sent.status_code == 302
    assert Dossier.objects.get().cases == []
    assert "đến hết ngày 31/10/2026" in text_of(page(staff, case), "absences")


def test_two_who_end_an_absence_at_once_see_both_days_and_a_slip_hides_nothing(staff, case):
    row = Absence.objects.create(cadre=case.cadre, kind="sick", valid_from=date(2026, 10, 5))
    opened, name = str(Dossier.objects.get(pk=case.dossier.pk).version), f"end-{row.pk}-valid_until"
    first, slip, second = (
        send(staff, case, "absence_end", row.pk, version=opened, **{name: day})
        for day in ("2026-10-31", "31/02/2026", "2026-11-15")
    )
    assert (first.status_code, slip.status_code, slip.context["kept"]) == (302, 422, opened)
    assert offered(second) == {"Đến hết ngày": ("31/10/2026", "15/11/2026")}
    assert Absence.objects.get().valid_until == date(2026, 10, 31)


def test_the_document_of_an_absence_is_no_more_overwritten_unseen_than_its_day(staff, case):
    row = Absence.objects.create(
        cadre=case.cadre, kind="sick", valid_from=date(2026, 10, 5), valid_until=date(2026, 10, 31)
    )
    form = next(away.form for away in page(staff, case).context["told"].absences)
    opened, name = str(Dossier.objects.get(pk=case.dossier.pk).version), f"end-{row.pk}-"
    said = {f"{name}valid_until": "2026-10-31"}
    first, second = (
        send(staff, case, "absence_end", row.pk, version=opened, **said | {f"{name}document": paper})
        for paper in ("Giấy ra viện 12", "Giấy ra viện 21")
    )
    assert (form["document"].value(), first.status_code, second.status_code) == ("", 302, 409)
    assert offered(second) == {"Văn bản (nếu có)": ("Giấy ra viện 12", "Giấy ra viện 21")}
    form = next(away.form for away in page(staff, case).context["told"].absences)
    assert form["document"].value() == Absence.objects.get().document == "Giấy ra viện 12"
    send(staff, case, "absence_end", row.pk, **said | {f"{name}document": ""})
    assert Absence.objects.get().document == ""


def test_an_absence_taken_away_meanwhile_gives_back_what_was_typed_to_whoever_may_end_it(staff, case):
    row = Absence.objects.create(cadre=case.cadre, kind="sick", valid_from=date(2026, 10, 5))
    said = {f"end-{row.pk}-valid_until": "2026-10-31", f"end-{row.pk}-document": "Giấy ra viện 12"}
    Absence.objects.filter(pk=row.pk).delete()
    gone = send(staff, case, "absence_end", row.pk, **said)
    assert (gone.status_code, [words for _, words in gone.context["left"]]) == (
        409,
        ["31/10/2026", "Giấy ra viện 12"],
    )
    staff.force_login(case.subject)
    assert send(staff, case, "absence_end", row.pk, **said).status_code == 404


def test_an_absence_taken_away_while_its_end_is_being_saved_gives_back_what_was_typed(
    staff, case, monkeypatch
):
    row = Absence.objects.create(cadre=case.cadre, kind="sick", valid_from=date(2026, 10, 5))
    compared = page_of_records.both_versions

    def gone_for_good(*args, **values):
        Absence.objects.filter(
            pk=row.pk
        ).delete()  # by another, whose transaction this one's refusal does not undo
        return compared(*args, **values)

    monkeypatch.setattr(page_of_records, "both_versions", gone_for_good)
    said = {f"end-{row.pk}-valid_until": "2026-10-31", "version": "0"}
    answer = send(staff, case, "absence_end", row.pk, **said)
    assert (answer.status_code, Absence.objects.count()) == (409, 0)
    assert [words for _, words in answer.context["left"]] == ["31/10/2026"]


def test_another_persons_absence_is_not_ended_from_here(staff, case):
    row = Absence.objects.create(cadre=a_case().cadre, kind="sick", valid_from=date(2026, 10, 5))
    assert send(staff, case, "absence_end", row.pk).status_code == 404


def test_an_absence_of_long_ago_is_not_told(staff, case):
    Absence.objects.create(
        cadre=case.cadre, kind="sick", valid_from=date(2026, 1, 5), valid_until=date(2026, 9, 30)
    )
    assert page(staff, case).context["told"].absences == ()


# --- the old unit's remark


@pytest.fixture
def transferred(case):
    """From another ward on 10/11/2026."""
    case.old = a_ward(name="Phường Cũ")
    case.post.unit = case.old.division
    case.post.save()
    settled(case)
    return case


@pytest.mark.clause("7.b")
def test_staff_ask_wait_and_read(staff, transferred):
    case = transferred
    assert "Chưa đề nghị đơn vị cũ nhận xét" in text_of(page(staff, case), "remark")
    assert send(staff, case, "remark_ask").status_code == 302
    waiting = page(staff, case)
    assert "Chờ Phường Cũ" in text_of(waiting, "remark")
    assert "Rút đề nghị" in buttons(waiting)
    with at(12, 21):
        give_remark(Remark.objects.get(), text="Làm tốt", rating="good", by=case.old.staff)
    told = text_of(page(staff, case), "remark")
    assert "Phường Cũ gửi lúc 08:00 ngày 21/12/2026 Làm tốt Mức đề xuất: Hoàn thành tốt nhiệm vụ" in told


def test_the_person_does_not_read_the_remark_before_the_result_is_published(client, transferred):
    case = transferred
    ask_remark(Dossier.objects.get(), by=case.staff)
    give_remark(Remark.objects.get(), text="Làm tốt", rating="good", by=case.old.staff)
    client.force_login(case.subject)
    for stage in (Stage.SUBMITTED, Stage.DECIDED):
        Dossier.objects.update(stage=stage)
        told = text_of(page(client, case), "remark")
        assert ("Làm tốt" in told, "được xem sau khi công bố" in told) == (False, True)
    Dossier.objects.update(stage=Stage.PUBLISHED)
    assert "Làm tốt" in text_of(page(client, case), "remark")


def test_what_is_missing_is_there_to_read_where_somebody_has_asked_again_already(staff, transferred):
    case = transferred
    send(staff, case, "remark_ask")
    give_remark(Remark.objects.get(), text="Làm tốt", by=case.old.staff)
    unit = case.old.ward.pk
    send(staff, case, "remark_ask_again", unit, **{f"ask-{unit}-reason": "Thiếu số liệu"})
    answer = send(staff, case, "remark_ask_again", unit, **{f"ask-{unit}-reason": "Thiếu tài liệu"})
    assert (answer.status_code, answer.context["left"]) == (422, [("Điều cần bổ sung", "Thiếu tài liệu")])


def test_staff_ask_again_with_what_is_missing_and_withdraw(staff, transferred):
    case = transferred
    send(staff, case, "remark_ask")
    give_remark(Remark.objects.get(), text="Làm tốt", by=case.old.staff)
    unit = case.old.ward.pk
    empty = send(staff, case, "remark_ask_again", unit, **{f"ask-{unit}-reason": ""})
    assert (empty.status_code, empty.context["told"].remarks[0].form.errors["reason"]) == (
        422,
        ["Chưa ghi điều cần bổ sung."],
    )
    assert (
        send(staff, case, "remark_ask_again", unit, **{f"ask-{unit}-reason": "Thiếu số liệu"}).status_code
        == 302
    )
    assert send(staff, case, "remark_withdraw").status_code == 302
    assert Remark.objects.values_list("stage", "text").get() == ("given", "Làm tốt")


def test_the_person_is_not_told_what_the_old_unit_should_have_said(staff, transferred):
    case = transferred
    send(staff, case, "remark_ask")
    give_remark(Remark.objects.get(), text="Làm tốt", by=case.old.staff)
    unit = case.old.ward.pk
    send(staff, case, "remark_ask_again", unit, **{f"ask-{unit}-reason": "Chưa nói đến việc chậm"})
    staff.force_login(case.subject)
    assert "Chưa nói đến" not in staff.get(reverse("history", args=[case.dossier.pk])).content.decode()


def test_a_question_to_a_unit_that_posts_no_longer_name_is_put_right(staff, transferred):
    case = transferred
    send(staff, case, "remark_ask")
    right = a_ward(name="Phường Đúng")
    case.post.unit = right.ward
    case.post.save()
    send(staff, case, "cases_settle")
    assert "Đề nghị đơn vị cũ nhận xét" in buttons(page(staff, case))
    assert not Remark.objects.exists()  # nobody need answer who is none
    send(staff, case, "remark_ask")
    assert Remark.objects.get().from_unit == right.ward


# --- elsewhere


def test_the_overview_and_the_list_name_the_case(staff, transferred):
    case = transferred
    overview = staff.get(reverse("dossier", args=[case.dossier.pk])).content.decode()
    assert f'href="{reverse("circumstances", args=[case.dossier.pk])}#cases"' in overview
    rows = staff.get(reverse("dossiers")).context["lines"]
    assert [row["case"] for row in rows] == ["Mục 7.b"]


def test_history_tells_it_in_sentences(staff, transferred):
    case = transferred
    send(staff, case, "circumstance_record", "shortcoming", **typed("shortcoming"))
    send(staff, case, "absence_record", **{"absence-kind": "sick", "absence-valid_from": "2026-12-05"})
    entries = staff.get(reverse("history", args=[case.dossier.pk])).context["entries"]
    sentence = Dossier.objects.get().cases[0]["sentence"]
    assert [entry["changes"] for entry in entries] == [
        ["Nghỉ ốm từ ngày 05/12/2026 (chưa có ngày kết thúc)."],
        ["Hạn chế, khuyết điểm đã được chỉ ra: “Chậm kê khai” (Kết luận số 12, ngày 02/11/2026)."],
        [f"Trường hợp của Mục 7, Mục 3.3: không thuộc trường hợp nào → {sentence}"],
    ]
