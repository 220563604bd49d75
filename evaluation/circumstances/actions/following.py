"""2.2, 7.a, 7.b: a dossier follows its person to the posts held on the evaluation date, at any step before the decision."""

from datetime import date

from django.db import transaction

from cadres.machine import Refusal
from cadres.models import Cadre, Unit, User
from evaluation.calendar.actions.posts import bring, hold_with_groups, posts_for
from evaluation.circumstances.actions.excused import answering, turn_excuses
from evaluation.circumstances.actions.remarks import ask_each, keep_as_remark, old_units
from evaluation.circumstances.actions.spoken import remark_of, spoken_of
from evaluation.core.actions.cases import renew_cases
from evaluation.core.actions.figures import refresh_figures
from evaluation.core.facts.posts import followed_from
from evaluation.core.models import Dossier
from evaluation.core.models.dossiers import rows_at
from evaluation.core.road import DOSSIERS
from evaluation.core.steps import Stage, beyond
from regulation.vocabulary import Layer, Tier

FOLLOWING = (DOSSIERS.follow_person.name, DOSSIERS.resettle.name)
# What each layer said under the old posts, by the way from a dossier.
_MARKS = ("assessments", "criterion_marks", "plan__tasks__marks", "plan__tasks__responses")


class StaysThere(Refusal):
    """Nothing has to follow yet: the dossier has the posts that are held today; `since`: from when others are."""

    def __init__(self, since: date | None = None) -> None:
        if since:
            super().__init__(
                f"Chức vụ mới giữ từ ngày {since:%d/%m/%Y}: đưa hồ sơ theo cán bộ được từ ngày đó."
            )
        else:
            super().__init__("Hồ sơ đã đúng với bổ nhiệm, không có gì phải cập nhật.")


class NowCentral(Refusal):
    def __init__(self, cadre: Cadre) -> None:
        super().__init__(
            f"{cadre} thuộc diện Bộ Chính trị, Ban Bí thư quản lý: hồ sơ không theo được, "
            "ghi kết thúc hồ sơ quý này (thôi thuộc diện quản lý của tỉnh)."
        )


@transaction.atomic
def follow(dossier: Dossier, *, by: User, seen: int | None = None) -> Dossier:
    """Unit, tier, posts and deciding level as now held; the new unit's staff appraise, the old unit's marks are its remark.

    Where the unit, tier and role stay and only posts are named otherwise, the dossier keeps its step and all that was said.
    """
    dossier = hold_with_groups(dossier)
    posts = posts_for(dossier)
    move = DOSSIERS.follow_person if posts.moves(dossier) else DOSSIERS.resettle
    with move(dossier, by=by, seen=seen, held=True) as dossier:
        if not posts.changes(dossier):
            raise StaysThere(followed_from(dossier))
        if posts.management.tier == Tier.CENTRAL:
            raise NowCentral(dossier.cadre)
        before, old, was = _told(dossier), dossier.managing_unit, answering(dossier)
        said, remark = spoken_of(dossier), remark_of(dossier)
        bring(dossier, posts)
        dossier.tell(posts=[before, _told(dossier)], **renew_cases(dossier))
        if old != dossier.managing_unit:
            dossier.tell(units=[old.name, dossier.managing_unit.name])
        turn_excuses(dossier, was)
        if move is DOSSIERS.follow_person:
            _speak_for(dossier, old, *remark)
            _drop_what_was_said_there(dossier, said, draft=old != dossier.managing_unit and not any(remark))
        refresh_figures(dossier)
    return dossier


def brought(pk: int, *, by: User, seen: int) -> bool:
    """Whether it was this person's last deed, from this version, that brought the dossier to the posts that are held now.

    The same form sent once more finds it done, also where whoever sent it has lost sight of the dossier since. A question to a
    unit that was never left goes by itself with it, which is a version more.
    """
    dossier = Dossier.objects.for_rows().filter(pk=pk, version__in=(seen + 1, seen + 2)).first()
    last = dossier.history.exclude(by=None).order_by("-pk").first() if dossier else None
    if dossier is None or last is None or last.by_id != by.pk or last.deed not in FOLLOWING:
        return False
    return not posts_for(dossier).changes(dossier)


def _told(dossier: Dossier) -> str:
    return f"{dossier.post}, {dossier.unit}"


def _speak_for(dossier: Dossier, old: Unit, text: str, rating: str) -> None:
    """7.b: what the old unit has appraised is its remark; every other unit left within the quarter is asked, and nobody else."""
    if text and old != dossier.managing_unit:
        keep_as_remark(dossier, old, text, rating)
    if asked := ask_each(dossier, old_units(dossier)):
        dossier.tell(old_unit="; ".join(unit.name for unit in asked))


def _drop_what_was_said_there(dossier: Dossier, said: str, *, draft: bool) -> None:
    """An old authority's marks would outrank the new appraisal, an old council's opinion stand for the new council's.

    `draft`: nor is what another unit had begun to appraise the new one's. History keeps all of it, not yet for the person judged.
    """
    if said:
        dossier.tell(spoken=said)
        dossier.hush()
    for step in beyond(Stage.SUBMITTED):
        if step.column:
            setattr(dossier, step.column, "")
    rows_at("council_opinion").filter(dossier=dossier).delete()
    dropped = (Layer.APPRAISAL.value, Layer.AUTHORITY.value) if draft else (Layer.AUTHORITY.value,)
    for path in _MARKS:
        to_dossier = "task__plan__dossier" if path.startswith("plan") else "dossier"
        rows_at(path).filter(**{to_dossier: dossier}, layer__in=dropped).delete()
