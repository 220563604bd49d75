"""What it will do to let a dossier follow its person, said before it is done (2.2, 7.a, 7.b)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from cadres.models import Unit
from evaluation.circumstances.actions.excused import answering, excuses_turned
from evaluation.circumstances.actions.spoken import lapsing, remark_of, spoken_of
from evaluation.core.facts import Settlement, cases_for, settled_on
from evaluation.core.facts.around import remarks_given
from evaluation.core.facts.posts import day_of
from evaluation.core.models import Dossier
from evaluation.core.steps import BEFORE_DECISION, STEPS, Stage, from_on
from regulation.vocabulary import Leadership, Tier


@dataclass(frozen=True)
class Following:
    """`rows`: what, as the dossier has it, as it will be. `step`: where the dossier goes. `remarks`: whose, and how it comes.

    `lapses`: what levels of the old unit have said that counts no longer.
    """

    since: date
    rows: tuple[tuple[str, str, str], ...]
    step: str
    remarks: tuple[tuple[str, str], ...]
    keeps_marks: bool
    drops_draft: bool
    lapses: tuple[str, ...]


def following_of(dossier: Dossier) -> Following | None:
    """None where the dossier has the posts that are held already, or none is held."""
    posts = settled_on(dossier.cadre, day_of(dossier.period))
    if posts is None or not posts.changes(dossier):
        return None
    moves = posts.moves(dossier)
    back = moves and dossier.stage in set(from_on(Stage.SUBMITTED)) & set(BEFORE_DECISION)
    remarks = tuple(_remarks(dossier, posts)) if moves and not dossier.withheld else ()
    said = moves and not dossier.withheld and bool(spoken_of(dossier))
    kept = said and (posts.managing_unit == dossier.managing_unit or any(remark_of(dossier)))
    rows = tuple(_rows(dossier, posts))
    lapses = tuple(lapsing(dossier)) if moves else ()
    return Following(posts.since, rows, _step(dossier, posts, back), remarks, kept, said and not kept, lapses)


def _rows(dossier: Dossier, posts: Settlement) -> Iterator[tuple[str, str, str]]:
    tier = posts.management.tier
    held = "; ".join(filter(None, posts.lines.values()))
    yield "Đơn vị công tác", str(dossier.unit), str(posts.main.unit)
    yield "Chức vụ", dossier.post, held
    yield "Vai trò trong tập thể", _role(dossier.leadership), _role(posts.main.leadership)
    yield "Vai trò ở tập thể khác", _seated(dossier), _sits(posts)
    yield "Diện quản lý", Tier(dossier.tier).label, tier.label
    yield "Đơn vị thẩm định", str(dossier.managing_unit), str(posts.managing_unit)
    then = _decides(tier, posts.deciding_unit)
    yield "Cấp quyết định xếp loại", _decides(Tier(dossier.tier), dossier.deciding_unit), then
    now = (str(tier), posts.managing_unit.pk)
    for excuse, stage in excuses_turned(dossier, answering(dossier), now):
        yield f"Lý do khách quan của nhiệm vụ “{excuse.task.named}”", excuse.get_stage_display(), stage.label


def _role(leadership: str) -> str:
    return Leadership(leadership).label


def _seated(dossier: Dossier) -> str:
    """The collectives that the dossier has beside the main post's (6.3)."""
    beside = (seat for seat in dossier.seats.all() if seat.unit_id != dossier.unit_id)
    return "; ".join(sorted(f"{_role(seat.leadership)}, {seat.unit}" for seat in beside))


def _sits(posts: Settlement) -> str:
    units = {post.unit_id: post.unit for post in posts.posts}
    beside = ((units[pk], role) for pk, role in posts.seats.items() if pk != posts.main.unit_id)
    return "; ".join(sorted(f"{_role(role)}, {unit}" for unit, role in beside))


def _decides(tier: Tier, unit: Unit) -> str:
    return "Ban Thường vụ Tỉnh ủy" if tier == Tier.PROVINCIAL else str(unit)


def _step(dossier: Dossier, posts: Settlement, back: bool) -> str:
    if not back:
        return f"Hồ sơ giữ nguyên ở bước “{dossier.get_stage_display()}”."
    return (
        f"Hồ sơ về bước “{STEPS[Stage.SUBMITTED].stage.label}”: cơ quan tham mưu {posts.managing_unit.in_sentence} thẩm định, "
        "sau đó theo các bước như mọi hồ sơ; bản tự đánh giá của cán bộ giữ nguyên."
    )


def _remarks(dossier: Dossier, posts: Settlement) -> Iterator[tuple[str, str]]:
    """7.b: each unit left, and whether it has spoken, has its marks for a remark, or is asked."""
    spoken = remarks_given(dossier)
    old, marked = dossier.managing_unit, any(remark_of(dossier))
    left = {
        key: name
        for case in cases_for(dossier.cadre, dossier.period.quarter)
        for key, name in case["from_units"]
    }
    if marked and old != posts.managing_unit:
        left.setdefault(old.code, old.name)
    for key, name in left.items():
        if key == old.code and marked and old != posts.managing_unit:
            yield name, "điểm và mức đã thẩm định được giữ làm nhận xét, không phải ghi lại"
        elif key in spoken:
            yield name, "đã có nhận xét"
        else:
            yield name, "được đề nghị gửi nhận xét"
