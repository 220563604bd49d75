"""Nhật ký: who did, saw and took out what of whose dossier; searched, narrowed, paged, taken out as a workbook."""

import tracemalloc
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from cadres.models import Duty
from config import clock
from evaluation.core.models.viewings import Viewing, ViewingKind
from evaluation.core.road import DOSSIERS
from evaluation.core.steps import Stage
from evaluation.lists.actions.lists import close_list
from evaluation.models import CouncilSession, Dossier, DossierEntry, Package, YearList
from evaluation.years.stages import YearKind
from reporting.renderers.xlsx.trail import trail_workbook
from reporting.summaries.books import BOOKS
from reporting.summaries.trail import Line, lines_of
from tests.evaluation.lists.rated_factories import a_list, a_province_list
from tests.factories import DossierFactory, PeriodFactory, a_ward, an_official, grant
from tests.reporting.exporting import a_ward_with_papers, asked, made
from tests.reporting.papers import workbook

pytestmark = pytest.mark.django_db

WHY = "Kiểm tra lại theo đơn"


@pytest.fixture
def world():
    """Two wards: in each somebody whose decided dossier was reopened with a reason."""
    world = a_ward(name="Phường Long Xuyên")
    world.auditor = an_official(Duty.AUDITOR, world.province)
    world.organisation = an_official(Duty.PROVINCIAL_ORGANISATION, world.province)
    world.here = reopened(world, "Nguyễn Văn An", "2026-11-02T08:00+07:00")
    world.elsewhere = a_ward(name="Xã Khác")
    world.there = reopened(world.elsewhere, "Trần Thị Bình", "2026-11-05T23:30+07:00")
    return world


def reopened(ward, name, moment):
    dossier = DossierFactory(
        unit=ward.division, stage=Stage.DECIDED, decided_rating="good", cadre__full_name=name
    )
    DOSSIERS.reopen.make(dossier, by=ward.leadership, reason=WHY)
    DossierEntry.objects.filter(dossier=dossier).update(at=moment)
    return dossier


def read(client, user, **narrowed):
    client.force_login(user)
    return client.get(reverse("trail"), narrowed)


def names(answer):
    return [row.dossier.cadre.full_name for row in answer.context["page_obj"]]


def opens(client, user, name, *args):
    client.force_login(user)
    return client.get(reverse(name, args=args))


def kept(**narrowed):
    rows = Viewing.objects.filter(**narrowed).order_by("pk")
    return [(row.user, row.dossier, row.kind) for row in rows]


def test_auditors_read_who_did_what_why_and_when_the_newest_first(client, world):
    answer = read(client, world.auditor)
    assert names(answer) == ["Trần Thị Bình", "Nguyễn Văn An"]
    expected = [WHY, "Mở lại để xem xét", "23:30 ngày 05/11/2026", str(world.leadership), "Xã Khác"]
    assert [words for words in expected if words not in answer.text] == []


@pytest.mark.parametrize(
    ("narrowed", "found"),
    [
        ({"q": "binh"}, ["Trần Thị Bình"]),
        ({"unit": "long xuyen"}, ["Nguyễn Văn An"]),
        ({"since": "03/11/2026"}, ["Trần Thị Bình"]),
        ({"until": "04/11/2026"}, ["Nguyễn Văn An"]),
        ({"since": "05/11/2026", "until": "05/11/2026"}, ["Trần Thị Bình"]),
        ({"deed": "Công bố kết quả"}, []),
        ({"deed": "Mở lại để xem xét", "q": "an"}, ["Nguyễn Văn An"]),
        ({"since": "không phải ngày", "dossier": "x", "deed": "y"}, ["Trần Thị Bình", "Nguyễn Văn An"]),
    ],
)
def test_it_is_narrowed_by_person_unit_day_and_deed(client, world, narrowed, found):
    assert names(read(client, world.auditor, **narrowed)) == found


def test_it_is_narrowed_by_dossier_and_by_who_did_it(client, world):
    by_dossier = read(client, world.auditor, dossier=world.here.pk)
    by_doer = read(client, world.auditor, by=world.elsewhere.leadership.full_name)
    assert (names(by_dossier), names(by_doer)) == (["Nguyễn Văn An"], ["Trần Thị Bình"])


def test_each_reads_what_they_audit_and_nobody_reads_of_themself(client, world):
    of_ward = an_official(Duty.AUDITOR, world.ward)
    grant(world.here.cadre.user, Duty.AUDITOR, world.province)
    readers = {"organisation": world.organisation, "of the ward": of_ward, "judged": world.here.cadre.user}
    assert {name: names(read(client, user)) for name, user in readers.items()} == {
        "organisation": ["Trần Thị Bình", "Nguyễn Văn An"],
        "of the ward": ["Nguyễn Văn An"],
        "judged": ["Trần Thị Bình"],
    }
    assert [read(client, user).status_code for user in (world.staff, world.leadership)] == [403, 403]


def test_who_looks_into_anothers_dossier_is_kept_once_a_day_and_never_of_ones_own(client, world):
    for page in ("dossier", "history", "assessment", "plan"):
        for user in (world.staff, world.here.cadre.user):
            assert opens(client, user, page, world.here.pk).status_code == 200
    assert kept() == [(world.staff, world.here, "page")]
    with clock.held(clock.now() + (date(2026, 1, 2) - date(2026, 1, 1))):
        opens(client, world.staff, "dossier", world.here.pk)
    assert kept() == [(world.staff, world.here, "page")] * 2


def test_what_somebody_may_not_see_they_have_not_seen(client, world):
    assert opens(client, world.elsewhere.staff, "dossier", world.here.pk).status_code == 404
    assert kept() == []


def test_keeping_it_costs_one_query_on_the_first_time_alone(client, world):
    opens(client, world.staff, "dossier", world.here.pk)
    Viewing.objects.all().delete()
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as counted:
            client.get(reverse("dossier", args=[world.here.pk]))
        counts.append(len(counted))
        written = [query["sql"] for query in counted if query["sql"].startswith("INSERT")]
        assert len(written) == 2 - len(counts)
    assert counts[0] - counts[1] == 1


def test_papers_of_others_that_are_taken_out_are_kept(client, world):
    for user in (world.staff, world.here.cadre.user):
        assert opens(client, user, "form03_xlsx", world.here.pk).status_code == 200
    opens(client, world.staff, "form03", world.here.pk)
    assert kept() == [(world.staff, world.here, "export"), (world.staff, world.here, "page")]


def test_whoever_fetches_all_papers_of_a_unit_has_taken_out_each(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    ward = a_ward_with_papers("Lê Thị Ánh", "Đỗ Văn Dũng")
    export = made(asked(ward))
    assert kept() == []
    client.force_login(export.owner)
    assert client.get(reverse("export_file", args=[export.pk])).getvalue() != b""
    assert {(user, kind) for user, _, kind in kept()} == {(export.owner, "export")}
    assert sorted(row.cadre.full_name for _, row, _ in kept()) == ["Lê Thị Ánh", "Đỗ Văn Dũng"]


def test_who_saw_and_took_out_what_is_a_page_of_the_journal(client, world):
    opens(client, world.staff, "dossier", world.here.pk)
    opens(client, world.elsewhere.staff, "form03_xlsx", world.there.pk)
    answer = read(client, world.auditor, kind="xem")
    assert names(answer) == ["Trần Thị Bình", "Nguyễn Văn An"]
    assert [words in answer.text for words in ("Xem hồ sơ", "Xuất biểu mẫu của hồ sơ")] == [True, True]
    assert names(read(client, world.auditor, kind="xem", by=world.staff.username)) == ["Nguyễn Văn An"]


def test_it_is_taken_out_as_it_was_narrowed_and_that_is_a_line_of_it(client, world):
    client.force_login(world.auditor)
    answer = client.get(reverse("trail_xlsx"), {"q": "binh", "since": "03/11/2026"})
    rows = list(workbook(answer.getvalue()).active.iter_rows(values_only=True))
    assert rows[0][0] == "Cán bộ (họ tên, mã): binh."
    assert rows[1][0] == "Từ ngày: 03/11/2026."
    (line,) = rows[3:]
    assert (f"{line[0]:%d/%m/%Y %H:%M}", *line[3:5], line[7]) == (
        "05/11/2026 23:30",
        "Mở lại để xem xét",
        "Trần Thị Bình",
        WHY,
    )
    assert kept() == [(world.auditor, None, ViewingKind.TRAIL)]
    assert "Toàn bộ nhật ký" in page_of_viewings(client, world.auditor)
    assert "Toàn bộ nhật ký" not in page_of_viewings(client, an_official(Duty.AUDITOR, world.ward))


def page_of_viewings(client, user):
    return read(client, user, kind="xem").text


def test_what_begins_like_a_formula_stays_text():
    line = Line(clock.now(), "An", "", "Lưu", "Bình", "Quý IV/2026", "Phường", 1, "=1+1", ())
    with trail_workbook([line], []) as file:
        sheet = workbook(file.read()).active
    assert (sheet["H2"].value, sheet["H2"].data_type) == ("=1+1", "s")


def test_a_long_journal_is_never_whole_in_memory():
    def lines(number):
        for place in range(number):
            yield Line(
                clock.now(), f"Người {place}", "", "Lưu", "Bình", "Quý", "Phường", 1, f"Lý do {place}", ()
            )

    peaks = []
    for number in (200, 4000):
        tracemalloc.start()
        trail_workbook(lines(number), []).close()
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 2 * peaks[0] + 500_000


def test_the_journal_asks_no_oftener_for_many_lines(client, world):
    def counted():
        read(client, world.auditor)
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("trail"))
        return len(captured)

    few = counted()
    period = PeriodFactory()
    for number in range(30):
        reopened_one = DossierFactory(unit=world.division, period=period, stage=Stage.WORKING)
        reopened_one.history.create(deed="mark", label=f"Lưu {number}", by=reopened_one.cadre.user)
    assert (counted() - few, few <= 12) == (0, True)
    assert Dossier.objects.count() == 32


@pytest.fixture
def books():
    """A ward of two people whose list was closed, and one elsewhere; a session, a package and a year's list of the ward."""
    books = a_list(2)
    books.auditor = an_official(Duty.AUDITOR, books.province)
    close_list(books.list, by=books.leadership, seen=None, rows=books.rows)
    other = a_list(1)
    close_list(other.list, by=other.leadership, seen=None, rows=other.rows)
    books.elsewhere = other
    session = CouncilSession.objects.get(unit=books.ward)
    session.history.create(deed="close", label="Kết thúc phiên họp", by=books.staff, reason="Xong")
    package = Package.objects.create(unit=books.ward, period=books.period, kind="unit_decision")
    package.history.create(deed="send", label="Gửi cấp trên", by=books.staff)
    year = YearList.objects.create(unit=books.ward, year=2026, kind=YearKind.values[0])
    year.rows.create(dossier=books.dossiers[0])
    year.history.create(deed="close", label="Chốt danh sách năm", by=books.leadership)
    return books


def in_book(client, books, kind, **narrowed):
    page = read(client, books.auditor, kind=kind, **narrowed).context["page_obj"]
    return [line.what for line in lines_of(page)]


def test_histories_of_lists_sessions_packages_and_years_are_books_of_the_journal(client, books):
    found = {kind: in_book(client, books, kind, unit=books.ward.name) for kind in BOOKS}
    assert found == {
        "danh-sach": ["Chốt danh sách"],
        "phien-hop": ["Kết thúc phiên họp"],
        "gui-ho-so": ["Gửi cấp trên"],
        "nam": ["Chốt danh sách năm"],
    }
    page = read(client, books.auditor, kind="danh-sach").text
    assert reverse("rating_list", args=[books.list.pk]) in page


@pytest.mark.parametrize("kind", ["danh-sach", "phien-hop", "gui-ho-so", "nam"])
def test_a_book_is_narrowed_by_person_unit_doer_deed_and_day(client, books, kind):
    (label,) = in_book(client, books, kind, unit=books.ward.name)
    person, stranger = books.dossiers[0], books.elsewhere.dossiers[0]
    day = f"{clock.today():%d/%m/%Y}"
    asked = (
        {"dossier": person.pk},
        {"q": person.cadre.code},
        {"unit": books.ward.name, "deed": label, "since": day, "until": day},
    )
    assert [in_book(client, books, kind, **one) for one in asked] == [[label]] * 3
    gone = (
        {"dossier": stranger.pk, "unit": books.ward.name},
        {"q": "không ai"},
        {"by": "không ai"},
        {"until": "01/01/2020"},
        {"unit": books.ward.name, "deed": "Công bố kết quả"},
    )
    assert [in_book(client, books, kind, **one) for one in gone] == [[]] * 5


@pytest.mark.parametrize("kind", ["danh-sach", "phien-hop", "gui-ho-so", "nam"])
def test_of_a_book_each_reads_what_they_audit(client, books, kind):
    of_ward = an_official(Duty.AUDITOR, books.elsewhere.ward)
    client.force_login(of_ward)
    assert (
        client.get(reverse("trail"), {"kind": kind, "unit": books.ward.name})
        .context["page_obj"]
        .paginator.count
        == 0
    )


@pytest.mark.parametrize("kind", ["danh-sach", "phien-hop", "gui-ho-so", "nam"])
def test_a_book_asks_no_oftener_for_many_lines_and_is_taken_out(client, books, kind):
    def counted():
        read(client, books.auditor, kind=kind)
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("trail"), {"kind": kind})
        return len(captured)

    few = counted()
    rows = BOOKS[kind].entries.objects
    about = getattr(rows.order_by("pk").first(), BOOKS[kind].about)
    for number in range(30):
        about.history.create(deed="draft", label=f"Lưu {number}", by=books.staff)
    assert (counted() - few, few <= 14) == (0, True)
    sheet = workbook(client.get(reverse("trail_xlsx"), {"kind": kind}).getvalue()).active
    assert str(about) in [row[4] for row in sheet.iter_rows(values_only=True)]


def test_whoever_takes_out_a_table_that_names_many_is_in_the_journal_once_a_day(client, books):
    client.force_login(books.leadership)
    for name in ("list_xlsx", "list_xlsx"):
        assert client.get(reverse(name, args=[books.list.pk])).status_code == 200
    unit_form = [books.ward.pk, books.period.code, "06"]
    forms = client.get(reverse("results", args=unit_form[:2])).context["forms"]
    assert client.get(reverse("unit_form_xlsx", args=[*unit_form[:2], forms[0]])).status_code == 200
    rows = Viewing.objects.filter(kind=ViewingKind.TABLE)
    assert {(row.user, row.unit_id) for row in rows} == {(books.leadership, books.ward.pk)}
    assert rows.count() == len({row.what for row in rows})
    seen = read(client, books.auditor, kind="xem", unit=books.ward.name)
    assert "Xuất bảng có tên nhiều người" in seen.text
    assert rows[0].what in seen.text
    elsewhere = an_official(Duty.AUDITOR, books.elsewhere.ward)
    assert rows[0].what not in read(client, elsewhere, kind="xem").text


def test_opening_such_a_table_as_a_page_takes_nothing_out(client, books):
    client.force_login(books.leadership)
    assert client.get(reverse("list_form", args=[books.list.pk])).status_code == 200
    assert not Viewing.objects.filter(kind=ViewingKind.TABLE).exists()


def test_the_tables_of_the_province_are_kept_as_its_own(client):
    world = a_province_list(1)
    close_list(world.list, by=world.secretariat, seen=None, rows=world.rows, body="Ban Thường vụ Tỉnh ủy")
    client.force_login(world.organisation)
    assert client.get(reverse("province_results_xlsx", args=[world.period.code])).status_code == 200
    assert Viewing.objects.get().unit == world.province


@pytest.mark.parametrize(("name", "key"), [("year_xlsx", [2026]), ("answerability_xlsx", [])])
def test_the_year_and_the_ledger_are_tables_that_name_many(client, name, key):
    world = a_province_list(1)
    client.force_login(world.organisation)
    assert client.get(reverse(name, args=key)).status_code == 200
    kept = Viewing.objects.get()
    assert (kept.kind, kept.user) == (ViewingKind.TABLE, world.organisation)


def test_lists_of_the_provinces_groups_are_told_apart(client):
    world = a_province_list(1)
    close_list(world.list, by=world.secretariat, seen=None, rows=world.rows, body="Ban Thường vụ Tỉnh ủy")
    page = read(client, an_official(Duty.AUDITOR, world.province), kind="danh-sach").context["page_obj"]
    assert [world.list.group.name in line.title for line in lines_of(page)] == [True]


def test_a_line_of_which_there_is_no_more_to_tell_has_an_empty_cell_for_cards_to_leave_out(client, world):
    DossierEntry.objects.filter(dossier=world.here).update(reason="", changes={})
    page = html.fromstring(read(client, world.auditor).content)
    told = [cell.text_content() for cell in page.xpath("//td[@data-label='Lý do, thay đổi']")]
    assert ("" in told, any(WHY in words for words in told)) == (True, True)
