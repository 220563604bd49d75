"""What must be there before a collective's result moves on (6.3, 8.2). The counts are asked, never computed for the unit."""

from collections.abc import Collection, Iterable, Sequence

from cadres.models import column_name
from evaluation.collectives import permissions
from evaluation.collectives.models import CollectiveField, CollectiveResult, Counts
from evaluation.core.facts.around import COUNTS
from evaluation.core.gates.owed import owed
from evaluation.core.models import Dossier
from evaluation.core.models.dossiers import DossierQuerySet
from evaluation.core.steps import AFTER_DECISION
from regulation.findings import Finding

DIGITAL = 3  # 8.2: the steering committee assesses science, technology, innovation and digital transformation


def contradictions(counts: Counts) -> Iterable[Finding]:
    """6.3: completed and excused lie within the assigned, exceeded within the completed, late within those that count."""
    name, assigned, excused = counts.title, counts.assigned, counts.excused
    if counts.completed + excused > assigned:
        told = f"hoàn thành {counts.completed}" + (f" và bất khả kháng {excused}" if excused else "")
        yield _wrong(counts, f"{name}: {told} vượt quá số được giao {assigned}.", "completed")
    if counts.exceeded > counts.completed:
        told = f"vượt mức {counts.exceeded} nhiều hơn hoàn thành {counts.completed}"
        yield _wrong(counts, f"{name}: {told}.", "exceeded")
    if counts.late + excused > assigned:
        told = f"chậm tiến độ {counts.late}" + (f" và bất khả kháng {excused}" if excused else "")
        yield _wrong(counts, f"{name}: {told} vượt quá số được giao {assigned}.", "late")


def _wrong(counts: Counts, sentence: str, column: str) -> Finding:
    return owed("counts", "6.3", sentence, anchor=f"id_{counts.prefix}-{column}")


def cannot_add(fields: Sequence[CollectiveField], missing: Collection[int]) -> Iterable[Finding]:
    """6.3: what is added to an approved result is said, adds up, and takes nothing's place."""
    if not fields:
        yield owed("no-field", "6.3", "Chưa ghi lĩnh vực phụ trách nào.", anchor="add-fields")
    for field in fields:
        yield from contradictions(field)
        if field.cadre_id not in missing:
            sentence = f"{field.title}: kết quả đã phê duyệt có lĩnh vực này, không ghi đè được."
            yield owed("field-there", "6.3", sentence, anchor="add-fields")


def counts_of(result: CollectiveResult) -> Iterable[Counts]:
    """Everything that is counted of it: its axes, and the fields of its deputies."""
    return [*result.axes.all(), *result.fields.of_deputies()]


def add_up(result: CollectiveResult) -> Iterable[Finding]:
    for counts in counts_of(result):
        yield from contradictions(counts)


def fields_whole(result: CollectiveResult) -> Iterable[Finding]:
    """6.3, second sentence: of a deputy's field it is said which it is, and how many targets were assigned there."""
    for field in result.fields.of_deputies():
        if not field.name.strip():
            anchor = f"id_{field.prefix}-name"
            yield owed("no-field", "6.3", f"{field.title}: chưa ghi tên lĩnh vực phụ trách.", anchor=anchor)
        if field.assigned <= field.excused:
            sentence = f"{field.title}: chưa ghi nhiệm vụ, chỉ tiêu nào được giao."
            yield owed("no-targets", "6.3", sentence, anchor=f"id_{field.prefix}-assigned")


def fields_within(result: CollectiveResult) -> Iterable[Finding]:
    """6.3, second sentence: a deputy's field is a part of the collective's targets, so it counts no more than the whole."""
    axes = list(result.axes.all())
    for field in result.fields.of_deputies():
        for column in COUNTS:
            part, whole = getattr(field, column), sum(getattr(axis, column) for axis in axes)
            if part > whole:
                label = column_name(type(field), column)
                told = f"{field.title}: {label} {part} nhiều hơn của cả tập thể ({whole})."
                yield _wrong(field, told, column)


def targets_there(result: CollectiveResult) -> Iterable[Finding]:
    """6.3: a share needs targets that count."""
    axes = list(result.axes.all())
    if sum(axis.assigned - axis.excused for axis in axes) <= 0:
        yield owed(
            "no-targets", "6.3", "Chưa ghi nhiệm vụ, chỉ tiêu nào được giao.", anchor="id_axis-1-assigned"
        )


def excuses_grounded(result: CollectiveResult) -> Iterable[Finding]:
    """6.3: force majeure counts where the competent authority confirmed it: by which document."""
    for counts in counts_of(result):
        if counts.excused and not counts.excuse.strip():
            yield owed(
                "no-excuse",
                "6.3",
                f"{counts.title}: {counts.excused} trường hợp bất khả kháng chưa ghi văn bản xác nhận "
                "của cấp có thẩm quyền.",
                anchor=f"id_{counts.prefix}-excuse",
            )


def rated(result: CollectiveResult) -> Iterable[Finding]:
    if not result.rating:
        yield owed("no-rating", "6.1", "Chưa chọn mức xếp loại của tập thể.", anchor="id_rating")


def digital_said(result: CollectiveResult) -> Iterable[Finding]:
    if not result.steering_note.strip():
        yield owed(
            "no-opinion", "8.2", "Chưa ghi ý kiến đánh giá Trục 3.", anchor="id_assess_digital-opinion"
        )


def digital_heard(result: CollectiveResult) -> Iterable[Finding]:
    """8.2: the steering committee's standing members assess axis 3, so its targets are approved with their opinion.

    Where nobody holds that duty over the unit the result is not held up: the clause gives a task and sets no condition, and
    heads would otherwise stay unrated because an account is missing. The page then says that the opinion is not there.
    """
    if awaits_digital(result) and permissions.ASSESS_DIGITAL.holders(result):
        yield owed(
            "no-steering",
            "8.2",
            "Trục 3 có chỉ tiêu nhưng Thường trực Ban Chỉ đạo chưa đánh giá.",
            anchor="steering",
            lifted_by="Thường trực Ban Chỉ đạo ghi ý kiến đánh giá Trục 3.",
        )


def awaits_digital(result: CollectiveResult) -> bool:
    """Whether there are targets of axis 3 of which the steering committee has not spoken.

    8.2 has it assess cơ quan, đơn vị, địa phương: a part or a division of one is assessed with it.
    """
    if result.steering_at or not result.unit.manages_cadres:
        return False
    return any(axis.axis == DIGITAL and axis.assigned for axis in result.axes.all())


def nobody_decided_on_it(result: CollectiveResult) -> Iterable[Finding]:
    """From a decision on nothing changes but by reopening it: what it rests on stays, too."""
    resting = decided_on(result).count()
    if resting:
        yield owed(
            "decided",
            "6.3",
            f"Đã có {resting} hồ sơ của người trong tập thể được quyết định xếp loại trên kết quả này.",
            lifted_by="Cấp quyết định mở lại các hồ sơ đó trước.",
        )


def decided_on(result: CollectiveResult) -> DossierQuerySet:
    """Dossiers decided since the approval, of people with a seat in the collective."""
    return Dossier.objects.filter(
        seats__unit=result.unit_id,
        period=result.period_id,
        stage__in=AFTER_DECISION,
        decisions__superseded_at=None,
        decisions__decided_at__gte=result.approved_at,
    )
