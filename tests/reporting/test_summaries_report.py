"""The province's report: who is counted where, against the quarter before, as page, PDF and DOCX."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from cadres.models import Duty
from evaluation.core.stages import ListKind
from evaluation.core.steps import Stage
from evaluation.models import Decision, SimilarGroup
from regulation.quarters import Quarter
from regulation.vocabulary import Rating
from reporting.renderers.docx import docx
from reporting.sheets.report import report_paper
from reporting.summaries.charts import chart_of
from reporting.summaries.report import NO_GROUP, report_of
from tests.factories import DossierFactory, PeriodFactory, UnitFactory, UserFactory, an_official, grant
from tests.reporting.papers import CLOSED, closed_list, pdf_pages, squeezed
from tests.reporting.test_sheets_minutes import words_of

pytestmark = [pytest.mark.django_db, pytest.mark.clause("B5.3", "8.3.1")]

SPRING, SUMMER = Quarter(2026, 2), Quarter(2026, 3)


def decided(unit, *ratings, quarter=SUMMER, **values):
    """People of a unit, each decided so in one quarter; "" is not decided yet."""
    period = PeriodFactory(quarter=quarter)
    made = []
    for rating in ratings:
        stage = Stage.DECIDED if rating else Stage.SUBMITTED
        dossier = DossierFactory(**{"unit": unit, "period": period, "stage": stage} | values)
        made.append(dossier)
        if rating:
            known = period.lists.filter(unit=unit).order_by("-sequence").first()
            sequence = known.sequence + 1 if known else 1
            row = closed_list([dossier], unit, ListKind.UNIT_DECISION, sequence=sequence).rows.get()
            a_decision(dossier, row, rating)
    return made


def a_decision(dossier, row, rating, **values):
    given = {
        "total": 90,
        "body": "Tập thể lãnh đạo",
        "decided_at": CLOSED,
        "snapshot": {},
        "digest": "0" * 64,
    }
    return Decision.objects.create(dossier=dossier, row=row, rating=rating, **given | values)


@pytest.fixture
def province():
    return UnitFactory(province=True)


@pytest.fixture
def reader(province):
    return an_official(Duty.PROVINCIAL_ORGANISATION, province)


def figures(line):
    return (line.name, line.now.people, line.now.decided, *(line.now.count(rating) for rating in Rating))


def test_everybody_is_counted_once_by_tier_unit_and_in_all(province, reader):
    first, second = UnitFactory(name="Phường Một", order=1), UnitFactory(name="Phường Hai", order=2)
    decided(first, "excellent", "good", "")
    decided(second, "not_completed", tier="provincial", group=None)
    told = report_of(PeriodFactory(quarter=SUMMER), reader)
    assert figures(told.total) == ("Toàn tỉnh", 4, 3, 1, 1, 0, 1)
    assert [figures(line)[1:4] for line in told.tiers] == [(1, 1, 0), (3, 2, 1)]
    assert [figures(line) for line in told.units] == [
        ("Phường Một", 3, 2, 1, 1, 0, 0),
        ("Phường Hai", 1, 1, 0, 0, 0, 1),
    ]
    assert [line.name for line in told.groups] == [NO_GROUP]


def test_each_line_stands_beside_the_quarter_before_a_group_by_its_name(province, reader):
    unit, periods = UnitFactory(), [PeriodFactory(quarter=quarter) for quarter in (SPRING, SUMMER)]
    groups = [SimilarGroup.objects.create(period=period, name="Bí thư cấp xã") for period in periods]
    decided(unit, "good", "excellent", quarter=SPRING, tier="provincial", group=groups[0])
    decided(unit, "excellent", tier="provincial", group=groups[1])
    told = report_of(periods[1], reader)
    (line,) = told.groups
    assert (line.name, line.now.count(Rating.EXCELLENT), line.before.decided) == ("Bí thư cấp xã", 1, 2)
    assert line.cells[0] == (Rating.EXCELLENT, 1, "100 %", 1)
    assert told.before == periods[0]


def test_the_decision_in_force_counts_and_none_that_was_superseded(province, reader):
    (person,) = decided(UnitFactory(), "good")
    decision = person.decisions.get()
    decision.superseded_at = CLOSED
    decision.save()
    row = closed_list([person], person.unit, ListKind.UNIT_DECISION, sequence=9).rows.get()
    a_decision(person, row, "completed", number=2)
    assert figures(report_of(person.period, reader).total)[1:] == (1, 1, 0, 0, 1, 0)


def test_who_is_set_aside_is_no_one_of_whom_a_rating_is_awaited(province, reader):
    decided(UnitFactory(), "good")
    DossierFactory(period=PeriodFactory(quarter=SUMMER), stage=Stage.DEFERRED)
    told = report_of(PeriodFactory(quarter=SUMMER), reader)
    assert (told.total.now.people, told.total.now.waiting, told.deferred) == (1, 0, 1)


@pytest.mark.parametrize(("stage", "counted"), [(Stage.DECIDED, (1, True)), (Stage.PUBLISHED, (2, False))])
def test_whoever_reads_is_not_counted_before_their_result_is_made_known(province, stage, counted):
    """ADR 5: page and papers say that somebody is left out."""
    mine, _ = decided(UnitFactory(), "excellent", "good")
    mine.cadre.user, mine.stage = UserFactory(), stage
    mine.cadre.save()
    mine.save()
    grant(mine.cadre.user, Duty.PROVINCIAL_ORGANISATION, province)
    told = report_of(mine.period, mine.cadre.user)
    assert (told.total.now.decided, told.withheld) == counted
    assert ("Bản này không tính kết quả" in words_of(docx(report_paper(told, province)))) is counted[1]


def test_a_share_is_of_those_decided_and_nobody_has_none(province, reader):
    decided(UnitFactory(), "excellent", "good", "good", "", "")
    line = report_of(PeriodFactory(quarter=SUMMER), reader).total
    assert [cell[1:3] for cell in line.cells] == [(1, "33,3 %"), (2, "66,7 %"), (0, ""), (0, "")]


def test_the_draft_says_to_whom_how_many_and_what_is_still_open(province, reader):
    decided(UnitFactory(name="Phường Bình Đức"), "excellent", "good", "")
    decided(UnitFactory(), "good", quarter=SPRING)
    said = words_of(docx(report_paper(report_of(PeriodFactory(quarter=SUMMER), reader), province)))
    assert "Kính gửi: Ban Tổ chức Trung ương" in said
    assert "Quý III, Năm 2026" in said
    assert "đánh giá, xếp loại trong quý: 3 đồng chí; đã xếp loại: 2 đồng chí" in said
    assert "- Hoàn thành xuất sắc nhiệm vụ: 1 đồng chí (50 %); quý trước: 0 đồng chí." in said
    assert "- Hoàn thành tốt nhiệm vụ: 1 đồng chí (50 %); quý trước: 1 đồng chí (100 %)." in said
    assert "Phường Bình Đức 3 [0] 2 [0] 1 [0]" in said
    assert "T/M BAN THƯỜNG VỤ TỈNH ỦY" in said
    assert "Bản dự thảo: còn 1 đồng chí chưa có quyết định xếp loại." in said
    assert "Gửi trước ngày 05/10/2026." in said


def test_the_first_quarter_is_compared_with_none(province, reader):
    decided(UnitFactory(), "good")
    said = words_of(docx(report_paper(report_of(PeriodFactory(quarter=SUMMER), reader), province)))
    assert ("Chưa có số liệu của quý trước" in said, "quý trước:" in said, "[0]" in said) == (
        True,
        False,
        False,
    )


def test_a_bar_is_drawn_of_the_shares_and_numbered_as_the_table_is(province, reader):
    decided(UnitFactory(order=1), "")
    decided(UnitFactory(order=2, name="Phường Có"), "excellent", "good", "good", "good")
    chart = chart_of("unit", "Theo đơn vị", report_of(PeriodFactory(quarter=SUMMER), reader).units)
    (row,) = chart.rows
    now, before = row.bars
    assert row.label == "2. Phường Có"
    assert [(piece.rating, piece.x, piece.width) for piece in now.pieces] == [
        ("excellent", "0.00%", "25.00%"),
        ("good", "25.00%", "75.00%"),
    ]
    assert before.pieces == ()


def test_levels_are_told_apart_by_patterns_and_a_table_stands_beneath(client, province, reader):
    decided(UnitFactory(), *(rating.value for rating in Rating))
    client.force_login(reader)
    page = html.fromstring(client.get(reverse("report", args=["2026-3"])).content)
    charts = page.xpath("//svg[@class='chart']")
    assert [len(chart.xpath("following-sibling::div//table")) for chart in charts] == [1, 1]
    fills = charts[0].xpath("./rect/@fill")[:4]
    assert fills == ["currentColor", "url(#tier-good)", "url(#tier-completed)", "url(#tier-not_completed)"]
    drawn = {fill[5:-1] for fill in fills[1:]}
    assert drawn <= set(charts[0].xpath(".//pattern/@id"))


def test_the_page_stays_small_and_asks_as_often_for_a_hundred_units(client, province, reader):
    costs = []
    for count in (1, 100):
        for place in range(count):
            decided(UnitFactory(name=f"Phường {place:03d}", order=place), "good")
        client.force_login(reader)
        client.get(reverse("report", args=["2026-3"]))
        with CaptureQueriesContext(connection) as asked:
            response = client.get(reverse("report", args=["2026-3"]))
        costs.append(len(asked))
        preview = client.get(reverse("province_report", args=["2026-3"]))
    assert costs[0] == costs[1]
    assert costs[1] <= 25
    assert (len(response.content) <= 150_000, len(preview.content) <= 150_000) == (True, True)
    assert "Trang 1 / 4" in re.sub(r"\s+", " ", response.text)


@pytest.mark.pdf
def test_the_pdf_draws_the_charts_and_says_what_they_show(client, province, reader):
    decided(UnitFactory(name="Phường Bình Đức"), "excellent", "good")
    client.force_login(reader)
    printed = client.get(reverse("province_report_pdf", args=["2026-3"]))
    said = squeezed("".join(pdf_pages(printed.getvalue())))
    assert [squeezed(words) in said for words in ("BÁO CÁO", "1. Mục 3.2", "Phường Bình Đức")] == [True] * 3


def test_the_overview_leads_whoever_reports_there_and_nobody_else(client, province, reader):
    decided(UnitFactory(), "good")
    url = reverse("report", args=["2026-3"])
    for user, code, linked in (
        (reader, 200, True),
        (an_official(Duty.ORGANISATION_STAFF, province), 404, False),
    ):
        client.force_login(user)
        assert client.get(url).status_code == code
        assert (url in client.get(reverse("overview") + "?ky=2026-3").text) is linked


@pytest.mark.parametrize("code", ["2026-9", "2031-1", "abc"])
def test_a_quarter_without_a_round_has_no_report(client, reader, code):
    client.force_login(reader)
    assert client.get(reverse("report", args=[code])).status_code == 404


def test_names_of_groups_have_the_width_that_figures_leave(province, reader):
    paper = report_paper(report_of(PeriodFactory(quarter=SUMMER), reader), province)
    tables = [block for block in paper.blocks if block.kind == "table"]
    widths = {tuple(column.width for column in table.columns) for table in tables}
    assert widths == {(5, 35, 10, 10, 10, 10, 10, 10)}


def test_units_go_on_being_numbered_on_the_next_page_in_table_and_bars(client, monkeypatch, province, reader):
    monkeypatch.setattr("reporting.views.report.PAGE", 1)
    for order, name in enumerate(("Phường Một", "Phường Hai")):
        decided(UnitFactory(parent=province, name=name, order=order, manages_cadres=True), "good")
    client.force_login(reader)
    page = html.fromstring(client.get(reverse("report", args=["2026-3"]), {"page": 2}).content)
    heads = [squeezed(cell.text_content()) for cell in page.xpath("//tbody/tr/th")]
    numbered = [head for head in heads if "Phường" in head]
    bars = [words.text for words in page.iter("text") if words.text and "Phường" in words.text]
    assert (numbered, bars) == (["2. Phường Hai"], ["2. Phường Hai"])


def test_each_line_opens_to_the_names_of_those_it_counts(client, province, reader):
    ward, other = (UnitFactory(parent=province, manages_cadres=True) for _ in range(2))
    decided(ward, "good", "", quarter=SUMMER)
    group = SimilarGroup.objects.create(period=PeriodFactory(quarter=SUMMER), name="Bí thư")
    decided(other, "good", provincial=True, group=group)
    client.force_login(reader)
    report = report_of(PeriodFactory(quarter=SUMMER), reader)
    for line in (*report.tiers, *report.units):
        assert len(client.get(line.url).context["page_obj"]) == line.now.people
    (line,) = report.groups
    assert len(client.get(line.url).context["lines"]) == line.now.people
    page = html.fromstring(client.get(reverse("report", args=["2026-3"])).content)
    assert {line.url for line in (*report.tiers, *report.units, *report.groups)} <= set(
        page.xpath("//th/a/@href")
    )
