"""The ledger of 6.2: who reads it, how it is narrowed, and its three shapes."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cadres.models import Duty
from evaluation.core.stages import ListStage
from evaluation.models import Decision, RaisedProposal, RatingList, RatingRow
from regulation.quarters import Quarter
from reporting.summaries.answerability import Outline, entries_for
from reporting.views import answerability as views
from tests.factories import CadreFactory, DossierFactory, PeriodFactory, UnitFactory, an_official, grant
from tests.reporting.papers import cells_of, pdf_pages, workbook

pytestmark = pytest.mark.django_db

AT = datetime(2026, 12, 30, 3, 0, tzinfo=UTC)
SENTENCE = "Không có trường hợp nào"


def an_entry(head="Trần Thị Trưởng", *, unit=None, quarter=None, unmet=True, superseded=None, **values):
    """A proposal of Tốt that was decided as Hoàn thành."""
    unit = unit or UnitFactory()
    period = PeriodFactory(quarter=quarter or Quarter(2026, 4))
    dossier = DossierFactory(unit=unit, period=period, stage="decided", **values)
    rows = [
        RatingRow.objects.create(
            rating_list=RatingList.objects.get_or_create(
                period=period, unit=unit, kind=kind, defaults={"stage": ListStage.CLOSED, "closed_at": AT}
            )[0],
            dossier=dossier,
            rating=rating,
            name=dossier.cadre.full_name,
        )
        for kind, rating in (("division_proposal", "good"), ("unit_decision", "completed"))
    ]
    decision = Decision.objects.create(
        dossier=dossier,
        row=rows[1],
        rating="completed",
        total=70,
        decided_at=AT,
        snapshot={},
        superseded_at=superseded,
    )
    return RaisedProposal.objects.create(
        decision=decision,
        row=rows[0],
        unit=unit,
        head_name=head,
        proposed="good",
        decided="completed",
        unmet=unmet,
        at=AT,
    )


@pytest.fixture
def organisation():
    return an_official(Duty.PROVINCIAL_ORGANISATION, UnitFactory(province=True))


def text(response):
    return " ".join(response.content.decode().split())


def heads(client, **query):
    shown = client.get(reverse("answerability"), query).context["heads"]
    return [(line.name, line.standing, len(line.entries)) for line in shown]


@pytest.mark.clause("6.2/1")
@pytest.mark.parametrize("duty", [Duty.PROVINCIAL_ORGANISATION, Duty.PROVINCIAL_SECRETARIAT, Duty.AUDITOR])
def test_the_province_and_inspection_read_it(client, duty):
    entry = an_entry()
    client.force_login(an_official(duty, UnitFactory(province=True)))
    page = text(client.get(reverse("answerability")))
    assert [
        word in page for word in (entry.row.name, "Trần Thị Trưởng", "Tốt", "Hoàn thành", "30/12/2026")
    ] == [True] * 5


@pytest.mark.parametrize("duty", [Duty.LEADERSHIP, Duty.ORGANISATION_STAFF, Duty.SYSTEM_ADMIN])
@pytest.mark.parametrize("name", ["answerability", "answerability_pdf", "answerability_xlsx"])
def test_nobody_else_does(client, duty, name):
    entry = an_entry()
    client.force_login(an_official(duty, entry.unit))
    assert client.get(reverse(name)).status_code == 403


def test_only_the_entries_of_the_page_are_read_whole(client, organisation, monkeypatch):
    monkeypatch.setattr(views, "PAGE", 1)
    names = [an_entry("Người An").head_name, an_entry("Người Bình").head_name]
    client.force_login(organisation)
    for number, name in enumerate(names, 1):
        with CaptureQueriesContext(connection) as asked:
            assert heads(client, page=number) == [(name, 1, 1)]
        whole = [query["sql"] for query in asked if '"evaluation_ratingrow"."name"' in query["sql"]]
        of_heads, apart = whole
        assert [other in of_heads for other in names] == [other == name for other in names]
        assert "LIMIT" in apart


def test_ten_heads_stand_on_a_page_each_with_all_their_entries(client, organisation):
    for number in range(11):
        an_entry(f"Người {number:02}")
    an_entry("Người 10")
    client.force_login(organisation)
    first, second = heads(client), heads(client, page=2)
    assert (len(first), first[0], second) == (10, ("Người 10", 2, 2), [("Người 09", 1, 1)])


def test_the_newest_of_those_apart_are_found_in_their_order_not_sorted(organisation):
    for _ in range(3):
        an_entry(unmet=False)
    apart = Outline.of(entries_for(organisation)).apart[:2]
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # of three rows it would read all
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
        plan = apart.explain()
    assert "raised_proposal_newest" in plan


def test_a_head_stays_one_under_the_newest_name_they_had(client, organisation):
    new, _ = an_entry("Trần Thị Lan Anh"), an_entry("Trần Thị Lan")
    RaisedProposal.objects.update(head=CadreFactory())
    RaisedProposal.objects.filter(pk=new.pk).update(at=AT + timedelta(days=1))
    client.force_login(organisation)
    assert heads(client) == [("Trần Thị Lan Anh", 2, 2)]


def test_heads_whom_no_person_stands_for_are_told_by_their_names(client, organisation):
    for name in ("Lê Văn Ba", "Lê Văn Ba", "An Thị Một"):
        an_entry(name)
    RaisedProposal.objects.filter(head_name="An Thị Một").update(head=CadreFactory())
    client.force_login(organisation)
    assert heads(client) == [("Lê Văn Ba", 2, 2), ("An Thị Một", 1, 1)]


def test_an_auditor_of_one_unit_reads_that_units_entries_alone(client):
    own, _ = an_entry("Người Một"), an_entry("Người Hai")
    client.force_login(an_official(Duty.AUDITOR, own.unit))
    assert heads(client) == [("Người Một", 1, 1)]


@pytest.mark.clause("6.2/1", "6.2/2")
def test_heads_stand_by_how_many_they_answer_for(client, organisation):
    unit = UnitFactory()
    for head in ("An Thị Một", "Lê Văn Ba", "Lê Văn Ba"):
        an_entry(head, unit=unit)
    client.force_login(organisation)
    assert heads(client) == [("Lê Văn Ba", 2, 2), ("An Thị Một", 1, 1)]


@pytest.mark.clause("6.2/1")
def test_what_was_lowered_for_another_reason_counts_against_nobody_and_stands_apart(client, organisation):
    an_entry("An Thị Một")
    other = an_entry("Lê Văn Ba", unmet=False)
    client.force_login(organisation)
    response = client.get(reverse("answerability"))
    assert heads(client) == [("An Thị Một", 1, 1)]
    assert (response.context["standing"], list(response.context["apart"])) == (1, [other])
    page = text(response)
    assert "Hạ vì lý do khác" in page
    assert f"Lê Văn Ba<br> {other.unit}" in page
    assert (other.row.name in page, page.count("Không bảo đảm điều kiện (6.2)")) == (True, 1)
    book = workbook(client.get(reverse("answerability_xlsx")).content)
    assert book.sheetnames == ["Trách nhiệm đề xuất", "Lý do khác"]
    assert [(row[3], row[7]) for row in cells_of(book["Lý do khác"]) if row[0] == 1] == [
        (other.row.name, "Bảo đảm")
    ]


@pytest.mark.clause("6.2/1")
def test_what_nobody_was_asked_of_is_not_told_as_conditions_met(client, organisation):
    an_entry("Lê Văn Ba", unmet=None)
    client.force_login(organisation)
    page = text(client.get(reverse("answerability")))
    assert [page.count(f"Điều kiện (6.2): {said}") for said in ("chưa ghi", "bảo đảm")] == [1, 0]
    assert heads(client) == []
    book = workbook(client.get(reverse("answerability_xlsx")).content)
    assert [row[7] for row in cells_of(book["Lý do khác"]) if row[0] == 1] == ["Chưa ghi"]


def test_a_long_list_of_what_counts_against_nobody_is_cut_and_says_so(client, organisation, monkeypatch):
    monkeypatch.setattr(views, "MOST", 2)
    for _ in range(3):
        an_entry(unmet=False)
    client.force_login(organisation)
    page = text(client.get(reverse("answerability")))
    assert "Và 1 trường hợp khác: xem đủ trong bản XLSX" in page


def test_a_head_is_one_person_whatever_their_name_was(client, organisation):
    head = CadreFactory()
    for name in ("Tên Cũ", "Tên Mới"):
        RaisedProposal.objects.filter(pk=an_entry(name).pk).update(head=head)
    client.force_login(organisation)
    assert heads(client) == [("Tên Mới", 2, 2)]


def test_superseded_decisions_are_left_out_unless_they_are_asked_for_and_then_marked(client, organisation):
    an_entry(superseded=AT)
    client.force_login(organisation)
    assert heads(client) == []
    assert heads(client, **{"da-thay": "on"}) == [("Trần Thị Trưởng", 0, 1)]
    page = text(client.get(reverse("answerability"), {"da-thay": "on"}))
    assert "Quyết định đã được thay ngày 30/12/2026" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, {"Một", "Hai"}),
        ({"nam": "2026"}, {"Một", "Hai"}),
        ({"quy": "4"}, {"Một"}),
        ({"nam": "2026", "quy": "3"}, {"Hai"}),
        ({"khong-dat": "on"}, {"Một", "Hai"}),
        ({"don-vi": "xa vinh"}, {"Một"}),
        ({"don-vi": "không có đơn vị"}, set()),
        ({"nam": "1999", "quy": "<b>", "page": "x"}, {"Một", "Hai"}),
        ({"don-vi": "x\x00"}, {"Một", "Hai"}),
        ({"don-vi": "x\ufffe"}, {"Một", "Hai"}),
    ],
)
def test_what_is_asked_narrows_it_and_nonsense_narrows_nothing(client, organisation, query, found):
    an_entry("Một", unit=UnitFactory(name="Xã Vĩnh Hanh"))
    an_entry("Hai", quarter=Quarter(2026, 3))
    an_entry("Ba", unmet=False)
    client.force_login(organisation)
    assert {name for name, *_ in heads(client, **query)} == found


@pytest.mark.parametrize("name", ["answerability", "answerability_pdf", "answerability_xlsx"])
def test_nobody_of_the_province_reads_there_how_they_were_decided_before_it_is_published(
    client, organisation, name
):
    """Bước 6: their colleague reads it, they themself once it was made known, also where it is taken up again."""
    entry = an_entry()
    other, dossier = an_entry(), entry.decision.dossier
    dossier.cadre.user = organisation
    dossier.cadre.save()
    colleague = an_official(Duty.PROVINCIAL_ORGANISATION, UnitFactory(province=True))
    assert set(entries_for(organisation)) == {other}
    assert set(entries_for(colleague)) == {entry, other}
    client.force_login(organisation)
    assert client.get(reverse(name)).status_code == 200
    dossier.history.create(deed="publish", label="Công bố kết quả", at=AT + timedelta(days=1))
    assert set(entries_for(organisation)) == {entry, other}


def test_only_dossiers_that_the_reader_may_open_are_linked(client):
    entry = an_entry()
    province = UnitFactory(province=True)
    pages = []
    for duty in (Duty.PROVINCIAL_ORGANISATION, Duty.PROVINCIAL_SECRETARIAT):
        client.force_login(an_official(duty, province))
        pages.append(
            reverse("dossier", args=[entry.decision.dossier_id]) in text(client.get(reverse("answerability")))
        )
    assert pages == [True, False]


def test_an_empty_ledger_says_so(client, organisation):
    client.force_login(organisation)
    assert SENTENCE in text(client.get(reverse("answerability")))


@pytest.mark.parametrize(
    ("duty", "linked"), [(Duty.PROVINCIAL_ORGANISATION, True), (Duty.AUDITOR, True), (Duty.LEADERSHIP, False)]
)
def test_the_overview_leads_there_for_those_who_may(client, duty, linked):
    PeriodFactory()
    user = grant(an_official(duty, UnitFactory(province=True)), duty, UnitFactory()).user
    client.force_login(user)
    assert (reverse("answerability") in text(client.get(reverse("overview")))) is linked


def test_the_workbook_holds_what_the_page_shows(client, organisation):
    entry = an_entry("=1+1")
    client.force_login(organisation)
    response = client.get(reverse("answerability_xlsx"), {"nam": "2026", "quy": "4"})
    rows = cells_of(workbook(response.content).active)
    line = next(row for row in rows if row[0] == 1)
    assert line[1:9] == (
        "=1+1",
        entry.unit.name,
        entry.row.name,
        "Quý IV/2026",
        "Hoàn thành tốt nhiệm vụ",
        "Hoàn thành nhiệm vụ",
        "Không bảo đảm",
        "Phòng, ban đề xuất (Mẫu số 06), quyết định ngày 30/12/2026",
    )
    assert any("Kỳ: Quý IV, năm 2026." in str(cell) for row in rows for cell in row)
    assert 'filename="Trach-nhiem-de-xuat-Tinh-An-Giang.xlsx"' in response.headers["Content-Disposition"]


@pytest.mark.pdf
def test_the_pdf_holds_it_too_and_says_by_what_it_was_narrowed(client, organisation):
    entry = an_entry(superseded=AT)
    client.force_login(organisation)
    query = {"da-thay": "on", "don-vi": entry.unit.name}
    pages = pdf_pages(client.get(reverse("answerability_pdf"), query).content)
    said = (
        "SỔ THEO DÕI",
        "Trần Thị Trưởng",
        "quyết định đã được thay",
        "Kể cả quyết định đã thay.",
        f"Lọc theo đơn vị: “{entry.unit.name}”.",
    )
    flat = " ".join(" ".join(pages).split())
    assert [sentence in flat for sentence in said] == [True] * 5


def test_the_decisions_snapshots_stay_in_the_database(client, organisation):
    an_entry()
    client.force_login(organisation)
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("answerability"))
    assert [query["sql"] for query in asked if '"snapshot"' in query["sql"]] == []
