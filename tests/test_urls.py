"""Every URL pattern × every role × own or foreign unit, in one table; a new URL without a row fails.

The dossier is of tier 3.2, in the first division of a ward. Whoever may not see a thing gets 404, whoever sees but may not
do gets 403, what is not answered by this method gets 405, and whoever is not signed in is sent to the sign-in page.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from evaluation.models import CouncilSession, RatingList
from tests.world import a_closed_session, a_kept_form, a_petition, a_seal, a_world, before_council

pytestmark = pytest.mark.django_db

EVERYBODY = (
    "subject colleague division staff leadership council organisation secretariat auditor admin "
    "foreign_division foreign_staff foreign_leadership"
)
ROLES = EVERYBODY.split()
# The person, whoever holds a duty over their division, and whoever oversees the province but decides tier 3.1 alone.
SEES = "subject division staff leadership council organisation auditor"
OF_WARD = "staff leadership council organisation auditor"  # what is the ward's is not its division's
OVER_WARD = f"{OF_WARD} secretariat"
OLD_UNIT = "foreign_staff foreign_leadership"  # of the unit that a remark is asked of
OF_PROVINCE = "organisation secretariat auditor"
RECORDS = "staff leadership organisation"
DRAWS_UP = "staff leadership organisation secretariat foreign_staff foreign_leadership"
OVERSEERS = "staff organisation auditor foreign_staff"  # of who stands in for whom
PROVINCE = "organisation secretariat"  # who acts for it
OVERLOOKS = "division staff leadership organisation secretariat auditor foreign_division foreign_staff foreign_leadership"
READS_PACKAGE = "staff leadership organisation auditor"
PACKS = f"{READS_PACKAGE} division foreign_division foreign_staff foreign_leadership"

Codes = dict[int, str]


@dataclass(frozen=True)
class Row:
    """Arguments of the URL and, for each method, status → roles; None: this method is not answered (405)."""

    get: Codes | None = None
    post: Codes | None = None
    args: Callable[[Any], list[Any]] = field(default=lambda w: [])
    data: Callable[[Any], dict[str, Any]] = field(default=lambda w: {"version": "1"})
    anonymous: int = 302


def without(roles: str, *left: str) -> str:
    return " ".join(role for role in roles.split() if role not in " ".join(left).split())


def shown(roles: str, **more: Any) -> Row:
    """A page that is there for these."""
    return Row(get={200: roles}, **more)


def done(by: str, code: int, sees: str, **more: Any) -> Row:
    """A deed of these among those who see the thing; `code` is what an empty or untimely request of theirs gets."""
    return Row(post={code: by, 403: without(sees, by)}, **more)


def typed(by: str, code: int, sees: str, page: int = 200, **more: Any) -> Row:
    """A form page of these; the others who see the thing are refused."""
    others = without(sees, by)
    return Row(get={page: by, 403: others}, post={code: by, 403: others}, **more)


def moved(**data: Any) -> Callable[[Any], dict[str, Any]]:
    return lambda w: {"version": "1"} | data


def dossier(w: Any) -> list[Any]:
    return [w.dossier.pk]


def task(w: Any) -> list[Any]:
    return [w.dossier.pk, w.task.pk]


def catalog(w: Any) -> list[Any]:
    return [w.catalog.pk]


def item(w: Any) -> list[Any]:
    return [w.catalog.pk, w.item.pk]


def rating_list(w: Any) -> list[Any]:
    return [w.list.pk]


def province_list(w: Any) -> list[Any]:
    place = {"period": w.group.period, "unit": w.province, "kind": "province_decision", "group": w.group}
    return [RatingList.objects.get_or_create(**place, sequence=1)[0].pk]


def year_list(w: Any) -> list[Any]:
    return [w.year_list.pk]


def replaced(w: Any) -> list[Any]:
    return [2026, w.cadre.pk]


def session(w: Any) -> list[Any]:
    return [CouncilSession.objects.get(unit=w.ward, stage="held").pk]


def group(w: Any) -> list[Any]:
    return [w.group.pk]


def ward(w: Any) -> list[Any]:
    return [w.ward.pk, "2026-4"]


def package(w: Any) -> list[Any]:
    return [*ward(w), "bao-cao"]


def ward_form(w: Any) -> list[Any]:
    return [w.ward.pk, "2026-4", "04"]


def province_form(w: Any) -> list[Any]:
    return ["2026-4", "04"]


ROWS = {
    # the door
    "login": Row(get={200: EVERYBODY}, post={422: EVERYBODY}, anonymous=200),
    "logout": Row(post={302: EVERYBODY}, anonymous=405),
    "password_change": Row(get={200: EVERYBODY}, post={422: EVERYBODY}),
    "password_change_done": shown(EVERYBODY),
    "admin:index": Row(
        get={200: "admin", 302: without(EVERYBODY, "admin")},
        post={200: "admin", 302: without(EVERYBODY, "admin")},
    ),
    # people
    "session": shown(EVERYBODY),
    "people": shown(EVERYBODY),
    "person": shown(f"{SEES} secretariat admin", args=lambda w: [w.cadre.pk]),
    # what one was told
    "notices": shown(EVERYBODY),
    "notice_open": Row(post={302: "subject"}, args=lambda w: [w.notice.pk]),
    "notices_read": Row(post={302: EVERYBODY}),
    "wishes": Row(get={200: EVERYBODY}, post={302: EVERYBODY}),
    # the system
    "healthz": Row(get={200: EVERYBODY}, anonymous=200),
    "readyz": Row(get={200: EVERYBODY}, anonymous=200),
    "health": Row(get={200: "admin", 403: without(EVERYBODY, "admin")}),
    # who stands in: staff has a duty of their own and has named a colleague
    "deputies": shown(EVERYBODY),
    "deputy_name": Row(get={200: "staff"}, post={422: "staff"}, args=lambda w: [w.duty.pk]),
    "deputy_end": Row(get={200: "staff"}, post={302: "staff"}, args=lambda w: [w.stand_in.pk]),
    **{
        name: Row(get={200: OVERSEERS, 403: without(EVERYBODY, OVERSEERS)})
        for name in ("deputies_of_units", "deputies_history")
    },
    # boards: whoever oversees one unit is led to its board
    "boards": Row(
        get={
            200: OF_PROVINCE,
            302: "staff leadership foreign_staff foreign_leadership",
            403: "subject colleague division council admin foreign_division",
        }
    ),
    "unit_board": shown(f"staff leadership {OF_PROVINCE}", args=ward),
    "nudge": typed(
        "staff leadership organisation",
        302,
        f"staff leadership {OF_PROVINCE}",
        args=lambda w: [*ward(w), "plan"],
    ),
    "calendar": shown(EVERYBODY),
    "calendar_link": Row(get={200: EVERYBODY}, post={302: EVERYBODY}),
    "feed": Row(get={200: EVERYBODY}, args=lambda w: [w.feed.token], anonymous=200),
    # home
    "home": shown(EVERYBODY),
    "choose_period": Row(get={302: EVERYBODY}, args=lambda w: ["2026-4"]),
    "day": Row(post={302: EVERYBODY}),
    "receipt": shown(SEES, args=lambda w: [w.receipt.pk]),
    # catalogs: this one is still a draft
    "catalogs": shown(EVERYBODY),
    "catalog_new": typed("staff foreign_staff", 422, EVERYBODY),
    "catalog": shown(OF_WARD, args=catalog),
    "catalog_copy": typed("staff", 422, OF_WARD, args=catalog),
    "catalog_move": done("staff", 422, OF_WARD, args=catalog, data=moved(move="submit")),
    "catalog_item_new": typed("staff", 422, OF_WARD, args=catalog),
    "catalog_item": typed("staff", 422, OF_WARD, args=item),
    "catalog_item_remove": done("staff", 302, OF_WARD, args=item),
    "catalog_item_move": done("staff", 302, OF_WARD, args=item, data=moved(direction="up")),
    "catalog_standard": done("staff", 302, OF_WARD, args=item),
    # dossiers
    "dossiers": shown(EVERYBODY),
    "overview": Row(get={200: OVERLOOKS, 403: without(EVERYBODY, OVERLOOKS)}),
    "dossier": shown(SEES, args=dossier),
    "grounds": shown(SEES, args=dossier),
    "history": shown(SEES, args=dossier),
    "prints": shown(SEES, args=dossier),
    "dossier_deeds": shown(SEES, args=dossier),
    "dossier_move": done("leadership staff", 409, SEES, args=lambda w: [w.dossier.pk, "publish"]),
    "dossier_share": done("staff", 422, SEES, args=dossier),
    "dossier_unshare": done("staff", 302, SEES, args=dossier, data=lambda w: {"person": w.guest.pk}),
    # plans: this one is approved
    "plans_review": shown(EVERYBODY),
    "plans_bulk": Row(post={302: EVERYBODY}),
    "plan": shown(SEES, args=dossier),
    "plan_submit": done("subject", 409, SEES, args=dossier),
    "plan_move": done("leadership", 409, SEES, args=dossier, data=moved(move="approve")),
    "plan_add": typed("subject", 422, SEES, page=409, args=dossier),
    "plan_direct": typed("subject", 422, SEES, page=409, args=dossier),
    "plan_copy": typed("subject", 422, SEES, page=409, args=dossier),
    "plan_table": typed("subject", 409, SEES, page=409, args=dossier),
    "plan_weights": done("subject", 422, SEES, args=dossier),
    "plan_task": typed("subject", 422, SEES, page=409, args=task),
    "plan_task_remove": done("subject", 409, SEES, args=task),
    "plan_delivery": typed("subject", 422, SEES, args=task),
    "plan_delivery_remove": done("subject", 409, SEES, args=lambda w: [*task(w), w.delivery.pk]),
    "plan_amendment": typed("subject", 422, SEES, args=lambda w: [w.dossier.pk, "add"]),
    "plan_amendment_answer": done(
        "leadership",
        422,
        SEES,
        args=lambda w: [w.dossier.pk, w.amendment.pk],
        data=moved(move="approve"),
    ),
    # files: what the world's row tells of does not lie there, and that is told (410); what may be fetched see tests/evaluation/files
    "file_download": Row(get={410: SEES}, args=lambda w: [w.file.pk]),
    "evidence": shown(SEES, args=dossier),
    "evidence_task": Row(get={200: SEES}, post={422: "subject", 403: without(SEES, "subject")}, args=task),
    "evidence_remove": done("subject", 409, SEES, args=lambda w: [w.dossier.pk, w.file.pk]),
    # marks
    "assessment": Row(get={200: SEES}, post={409: "subject", 403: without(SEES, "subject")}, args=dossier),
    "begin_assessment": done("subject", 409, SEES, args=dossier),
    "assessment_score": done("subject", 200, SEES, args=dossier),
    "appraisal": Row(get={200: SEES}, post={409: "staff", 403: without(SEES, "staff")}, args=dossier),
    "appraisal_score": done("staff", 200, SEES, args=dossier),
    "authority": Row(
        get={200: SEES}, post={422: "leadership", 403: without(SEES, "leadership")}, args=dossier
    ),
    "authority_score": done("leadership", 200, SEES, args=dossier),
    "return_dossier": done("division staff leadership", 422, SEES, args=dossier),
    "return_to_unit": Row(post={403: SEES}, args=dossier),
    "excuse": Row(
        get={200: SEES},
        post={422: "subject staff", 403: without(SEES, "subject staff")},
        args=task,
    ),
    "appraisals": shown(EVERYBODY),
    "appraise_at_province": Row(post={302: EVERYBODY}),
    "arrivals": Row(get={200: "leadership", 403: without(SEES, "leadership")}, args=dossier),
    "arrival_keep": Row(
        post={422: "leadership", 403: without(SEES, "leadership")}, args=lambda w: [w.dossier.pk, 1]
    ),
    # circumstances: the person came from elsewhere, and XK has not spoken yet
    "circumstances": shown(SEES, args=dossier),
    "circumstance_record": done(
        "staff leadership organisation", 422, SEES, args=lambda w: [w.dossier.pk, "shortcoming"]
    ),
    "circumstance_lift": done("leadership", 422, SEES, args=lambda w: [w.dossier.pk, w.circumstance.pk]),
    "absence_record": done("staff organisation", 422, SEES, args=dossier),
    "absence_end": done("staff organisation", 422, SEES, args=lambda w: [w.dossier.pk, w.absence.pk]),
    "posts_settle": Row(
        get={200: SEES},
        post={302: "staff organisation", 403: without(SEES, "staff organisation")},
        args=dossier,
    ),
    "cases_settle": done("staff organisation", 302, SEES, args=dossier),
    "remark_ask": done("staff organisation", 422, SEES, args=dossier),
    "remark_ask_again": done(
        "staff organisation", 422, SEES, args=lambda w: [w.dossier.pk, w.elsewhere.ward.pk]
    ),
    "remark_withdraw": done("staff organisation", 302, SEES, args=dossier),
    "remarks": shown(EVERYBODY),
    "remark": typed(OLD_UNIT, 422, OLD_UNIT, args=lambda w: [w.remark.pk]),
    # the calendar: opened again, a round brings whoever has no dossier in it yet
    "open_round": typed("organisation", 302, EVERYBODY, args=lambda w: ["2026-4"]),
    # extensions: one is asked for the person's plan; of Mẫu 03 nobody asked, and this unit asks no earlier than the round
    "extensions": shown(EVERYBODY),
    "extension": shown(SEES, args=lambda w: [w.extension.pk]),
    "extension_answer": done("organisation", 422, SEES, args=lambda w: [w.extension.pk, "refuse"]),
    "extension_unit": typed(
        "staff leadership organisation foreign_staff foreign_leadership",
        422,
        EVERYBODY,
        args=lambda w: ["2026-4"],
    ),
    "extension_person": typed(
        "subject staff organisation", 422, SEES, args=lambda w: [w.dossier.pk, "dossier"]
    ),
    # council, lists, results
    "policies": shown(EVERYBODY),
    "province_policy": typed("organisation", 422, EVERYBODY, args=lambda w: ["2026-4"]),
    "policy_windows": typed("organisation", 422, EVERYBODY, args=lambda w: ["2026-4"]),
    "own_windows": typed("staff leadership", 422, EVERYBODY, args=lambda w: ["2026-4", w.ward.pk]),
    "unit_policy": typed("staff leadership", 422, EVERYBODY, args=lambda w: ["2026-4", w.ward.pk]),
    #
    "councils": shown(EVERYBODY),
    "council": shown(OF_WARD, args=ward),
    "council_convene": done("staff council", 302, OF_WARD, args=ward),
    "council_session": Row(get={302: OF_WARD}, args=session),
    "council_history": shown(OF_WARD, args=session),
    "council_seat": done("staff council", 422, OF_WARD, args=session),
    "council_line": done("staff council", 302, OF_WARD, args=lambda w: [*session(w), before_council(w)]),
    "council_close": typed("staff council", 422, OF_WARD, args=session),
    "council_cancel": done("staff council", 422, OF_WARD, args=session),
    "council_correct": done("staff council", 422, OF_WARD, args=session),
    "rating_lists": shown(EVERYBODY),
    "province_table": Row(get={200: OF_PROVINCE, 403: without(EVERYBODY, OF_PROVINCE)}),
    "province_choose": Row(post={302: OF_PROVINCE, 403: without(EVERYBODY, OF_PROVINCE)}),
    "rating_list_part": done("secretariat", 422, OF_PROVINCE, args=province_list),
    "rating_list": Row(
        get={200: OF_WARD}, post={200: "leadership", 403: without(OF_WARD, "leadership")}, args=rating_list
    ),
    "rating_list_check": done("leadership", 200, OF_WARD, args=rating_list),
    "rating_list_close": done("leadership", 422, OF_WARD, args=rating_list),
    "rating_list_rate": done("organisation", 422, OF_WARD, args=rating_list),
    "groups": typed(PROVINCE, 422, EVERYBODY),
    "group": Row(get={200: PROVINCE, 403: without(EVERYBODY, PROVINCE)}, args=group),
    "group_rename": done(PROVINCE, 422, EVERYBODY, args=group),
    "group_move": done(PROVINCE, 422, EVERYBODY, args=group),
    "group_place": done(PROVINCE, 302, EVERYBODY, args=group),
    "group_remove": done(PROVINCE, 302, EVERYBODY, args=group),
    "results": shown(f"{SEES} secretariat", args=ward),
    "own_result": shown(SEES, args=dossier),
    "result_seen": done("subject", 409, SEES, args=dossier),
    # petitions: the dossier was reopened since its result was published
    "petitions": shown(EVERYBODY),
    "petition": shown(SEES, args=dossier),
    "petition_put": done("subject", 422, SEES, args=dossier),
    "petition_move": done("leadership", 422, SEES, args=lambda w: [a_petition(w), "uphold"]),
    "results_bulk": Row(post={302: f"{SEES} secretariat"}, args=ward),
    # packages: the ward's report (Mẫu 04) was sent, nobody has answered yet; its file lies in no store
    "packages": Row(
        get={200: PACKS, 403: without(EVERYBODY, PACKS)},
    ),
    "package": shown(READS_PACKAGE, args=package),
    "package_send": done("staff leadership", 422, READS_PACKAGE, args=package),
    "package_receive": done("organisation", 302, READS_PACKAGE, args=package),
    "package_give_back": done("organisation", 422, READS_PACKAGE, args=package),
    "package_take_back": done("staff leadership", 422, READS_PACKAGE, args=package),
    "sending": shown(READS_PACKAGE, args=lambda w: [w.sending.pk]),
    "package_paper": Row(get={410: READS_PACKAGE}, args=lambda w: [w.paper.pk]),
    "package_paper_move": done("staff leadership", 422, READS_PACKAGE, args=lambda w: [w.paper.pk]),
    "package_paper_remove": done("staff leadership", 302, READS_PACKAGE, args=lambda w: [w.paper.pk]),
    # collectives: this ward's result is before its superior
    "collectives": shown(EVERYBODY),
    "collective": Row(
        get={200: OVER_WARD},
        post={409: "staff leadership", 403: without(OVER_WARD, "staff leadership")},
        args=ward,
    ),
    "collective_move": done("organisation secretariat", 422, OVER_WARD, args=lambda w: [*ward(w), "approve"]),
    "collective_fields": done("organisation secretariat", 422, OVER_WARD, args=ward),
    # the year's lists: the ward's of tier 3.2 is a draft, another one is closed with somebody's rating
    "year_lists": shown(EVERYBODY, args=lambda w: [2026]),
    "year_list_draw_up": typed(DRAWS_UP, 422, EVERYBODY, args=lambda w: [2026]),
    "year_list": Row(
        get={200: OF_WARD},
        post={200: "staff leadership", 403: without(OF_WARD, "staff leadership")},
        args=year_list,
    ),
    "year_list_close": done("leadership", 422, OF_WARD, args=year_list),
    "year_list_rate": done("organisation", 422, OF_WARD, args=year_list),
    "year_list_publish": done("staff leadership", 409, OF_WARD, args=year_list),
    "year_list_reopen": done("leadership", 422, OF_WARD, args=year_list),
    **{
        f"year_list_form{way}": shown(OF_WARD, args=lambda w: [w.year_rating.row.year_list_id])
        for way in ("", "_pdf", "_xlsx")
    },
    # The person does not know of quarters on which it could rest.
    "replacement": Row(
        get={200: without(SEES, "subject")},
        post={422: RECORDS, 403: without(SEES, RECORDS, "subject")},
        args=replaced,
    ),
    "replacement_withdraw": done(RECORDS, 422, without(SEES, "subject"), args=replaced),
    "year_rating": shown(without(SEES, "subject"), args=lambda w: [w.year_rating.pk]),
    # the year, and forms
    **{f"year{way}": shown(EVERYBODY, args=lambda w: [2026]) for way in ("", "_pdf", "_xlsx")},
    **{
        f"answerability{way}": Row(get={200: OF_PROVINCE, 403: without(EVERYBODY, OF_PROVINCE)})
        for way in ("", "_pdf", "_xlsx")
    },
    # long files: one of the unit's staff waits, one is made
    "exports": Row(
        get={200: OVERLOOKS, 403: without(EVERYBODY, OVERLOOKS)},
        post={409: OVERLOOKS, 403: without(EVERYBODY, OVERLOOKS)},
    ),
    "export_cancel": Row(post={302: "staff"}, args=lambda w: [w.export.pk]),
    "export_file": Row(get={200: "staff"}, args=lambda w: [w.made.pk]),
    **{
        f"trail{way}": Row(get={200: "organisation auditor", 403: without(EVERYBODY, "organisation auditor")})
        for way in ("", "_xlsx")
    },
    "attempts": Row(get={200: "auditor admin", 403: without(EVERYBODY, "auditor admin")}),
    **{f"form01{way}": shown(SEES, args=dossier) for way in ("", "_pdf", "_xlsx")},
    **{f"form02{way}": shown(OF_WARD, args=catalog) for way in ("", "_pdf", "_xlsx")},
    **{f"form03{way}": shown(SEES, args=dossier) for way in ("", "_pdf", "_xlsx")},
    **{
        f"form03_decided{way}": shown(SEES, args=lambda w: [w.dossier.pk, a_kept_form(w)])
        for way in ("", "_pdf", "_xlsx")
    },
    "seal": shown(SEES, args=lambda w: [a_seal(w)]),
    **{f"form03_grounds{way}": shown(SEES, args=dossier) for way in ("", "_pdf")},
    **{f"package_letter{way}": shown(READS_PACKAGE, args=package) for way in ("", "_pdf", "_docx")},
    **{f"list_{way}": shown(OF_WARD, args=rating_list) for way in ("form", "pdf", "xlsx")},
    **{
        f"minutes{way}": shown(OF_WARD, args=lambda w: [a_closed_session(w)]) for way in ("", "_pdf", "_docx")
    },
    **{f"unit_form{way}": shown(OF_WARD, args=ward_form) for way in ("", "_pdf", "_xlsx")},
    **{
        f"province_results{way}": shown(OF_PROVINCE, args=lambda w: ["2026-4"])
        for way in ("", "_pdf", "_xlsx")
    },
    "report": shown(OF_PROVINCE, args=lambda w: ["2026-4"]),
    **{
        f"province_report{way}": shown(OF_PROVINCE, args=lambda w: ["2026-4"])
        for way in ("", "_pdf", "_docx")
    },
    **{f"province_form{way}": shown(OF_PROVINCE, args=province_form) for way in ("", "_pdf", "_xlsx")},
}


def names(resolver: Any = None, space: str = "") -> Iterator[str]:
    """The name of every pattern. Beneath the admin only its first page: its own tests walk the rest of it."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}"
        elif pattern.namespace == "admin":
            yield "admin:index"
        else:
            yield from names(pattern, f"{pattern.namespace}:" if pattern.namespace else space)


def marked(name: str) -> Any:
    return pytest.param(name, marks=pytest.mark.pdf) if name.endswith("_pdf") else name


def test_every_url_has_a_row_here_and_every_row_a_url():
    assert set(ROWS) == set(names())


@pytest.mark.parametrize("name", [marked(name) for name in ROWS])
def test_a_url_answers_each_role_as_its_row_says(name, settings):
    """What differs is told as (method, role): (status found, status in the table)."""
    settings.DEMONSTRATION = True
    row, world = ROWS[name], a_world()
    url = reverse(name, args=row.args(world))
    data = row.data(world)
    found = {("get", "anonymous"): Visitor(None).status("get", url)}
    for role in ROLES:
        visitor = Visitor(world.roles[role])
        found["get", role] = visitor.status("get", url)
        found["post", role] = visitor.status("post", url, data)
    expected = {("get", "anonymous"): row.anonymous} | codes("get", row.get) | codes("post", row.post)
    assert {key: (code, expected[key]) for key, code in found.items() if code != expected[key]} == {}


def test_head_is_answered_where_get_is_as_get_is(settings):
    """One role for each page: one that sees it, where somebody does. PDFs are slow, and go by the same decorator."""
    settings.DEMONSTRATION = True
    world, found = a_world(), {}
    for name, row in ROWS.items():
        if name.endswith("_pdf"):
            continue
        code, roles = next(iter((row.get or {405: EVERYBODY}).items()))
        visitor = Visitor(world.roles[roles.split()[0]])
        answered = visitor.answer("head", reverse(name, args=row.args(world)))
        if (answered.status_code, answered.getvalue() != b"") != (code, False):
            found[name] = answered.status_code, code
    assert found == {}


def codes(method: str, said: Codes | None) -> dict[tuple[str, str], int]:
    """For each role its status: 404 for whom the row does not name, 405 for all where the method is not answered."""
    named = {role: code for code, roles in (said or {}).items() for role in roles.split()}
    return {(method, role): named.get(role, 404 if said else 405) for role in ROLES}


class Visitor:
    """Somebody who knocks again and again, and each time finds everything as it was."""

    def __init__(self, user: Any) -> None:
        self.client = Client()
        if user:
            self.client.force_login(user)
        self.ticket = {key: morsel.value for key, morsel in self.client.cookies.items()}

    def status(self, method: str, url: str, data: dict[str, Any] | None = None) -> int:
        answer = self.answer(method, url, data)
        answer.getvalue()  # a file is read to its end, and closed
        return int(answer.status_code)

    def answer(self, method: str, url: str, data: dict[str, Any] | None = None) -> Any:
        self.client.cookies = SimpleCookie(self.ticket)
        with transaction.atomic():
            response = getattr(self.client, method)(url, data or {})
            transaction.set_rollback(True)
        return response
