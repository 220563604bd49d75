"""What the law says of a list: each row's verdict and what it owes, and all that forbids closing it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cadres.models import User
from cadres.vietnamese import lowfirst
from evaluation.core.facts import proposed_to_decider
from evaluation.lists.listing.answers import binds, hints_of, title_of, unanswered, warnings_of
from evaluation.lists.listing.counting import closed_before, hides, tally
from evaluation.lists.listing.members import is_deciding, key_of, levels_before
from evaluation.lists.models import RatingList, RatingRow
from regulation.assessment import Verdict
from regulation.cap import Tally
from regulation.checks import over_cap
from regulation.findings import Finding, Ground
from regulation.vocabulary import Level, Rating, Severity

RATING = Ground("row-rating", "366.11", Level.NATIONAL, "Mức xếp loại của dòng")
UNMET = Ground("unmet-unsaid", "6.2", Level.PROVINCE, "Điều kiện của mức đề xuất cao hơn")
CAP_REASON = Ground("cap-reason", "6.1", Level.NATIONAL, "Lý do khi vượt tỷ lệ cần giải trình")

UNTOLD = (
    "Danh sách vượt tỷ lệ xếp loại Xuất sắc. Số liệu tính cả đồng chí, hoặc người đồng chí thay mặt, khi chưa công bố kết "
    "quả nên không nêu ở đây."
)
LIFTED_BY_ANOTHER = (
    "Giảm số người xếp loại Xuất sắc, hoặc đề nghị người khác có quyền chốt danh sách này xem số liệu và chốt; hoặc Ban Tổ "
    "chức Tỉnh ủy ghi văn bản cho phép tỷ lệ cao hơn."
)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a list with what the law says of it, and what it owes before the list can be closed.

    `place`: where the person stands among those who could be rated Xuất sắc, when not all of them can be; else 0.
    """

    row: RatingRow
    verdict: Verdict
    warnings: tuple[Finding, ...]
    owed: tuple[Finding, ...]
    place: int = 0

    @property
    def limits(self) -> list[tuple[str, list[Finding]]]:
        """What lowers the highest permitted rating, by its clause, then what asks for an answer: the chips of the row.

        Findings that a chip could not tell apart share one.
        """
        chips: dict[tuple[str, Rating | None], list[Finding]] = {}
        lowering = [(f.clause.title, f) for f in self.verdict.findings if f.severity is Severity.LIMIT]
        for title, finding in (*lowering, *((title_of(f), f) for f in self.warnings)):
            chips.setdefault((title, finding.limit), []).append(finding)
        return [(title, found) for (title, _), found in chips.items()]

    @property
    def hints(self) -> tuple[Finding, ...]:
        """What does not bind here, and will before somebody decides (7.a, 7.b)."""
        return hints_of(self.row, self.verdict)

    @property
    def deferred_before(self) -> str:
        """7.d: the quarters just before that were not rated and are considered in this one; else nothing."""
        return ", ".join(one.quarter.label for one in self.row.case.facts().deferred)

    @property
    def opinions(self) -> list[tuple[str, str]]:
        """How each level that spoke before this list rated the person, under its heading."""
        levels = levels_before(self.row.rating_list.kind)
        return [(step.heading, getattr(self.row.dossier, step.column)) for step in levels]

    @property
    def proposed(self) -> str:
        """The rating proposed to the level that decides here."""
        return proposal_for(self.row)

    @property
    def unanswered(self) -> bool:
        """Whether warnings wait for the row's answer."""
        return bool(self.warnings) and not self.row.answer.strip()


def judge(row: RatingRow) -> Line:
    """The verdict on a row, reached once for everything that a page or a closing asks of it."""
    verdict = row.verdict
    warnings = warnings_of(row, verdict)
    return Line(row, verdict, warnings, tuple(row_blocking(row, verdict, warnings)))


def proposal_for(row: RatingRow) -> str:
    """The rating proposed to the level that decides here; a list that proposes has none before it."""
    return proposed_to_decider(row.dossier) if is_deciding(row.rating_list.kind) else ""


def is_lowered(row: RatingRow) -> bool:
    """6.2: the level that decides goes below what was proposed to it."""
    proposed = proposal_for(row)
    return bool(proposed and row.rating) and Rating(row.rating).rank < Rating(proposed).rank


def settle(line: Line) -> RatingRow:
    """Drop the answers to what is no longer asked: the reason for a lower level, the answer to warnings, the note of 6.2."""
    row = line.row
    if row.rating and Rating(row.rating).rank >= line.verdict.suggested.rank:
        row.reason = ""
    if not line.warnings:
        row.answer = ""
    row.unmet = row.unmet if is_lowered(row) else None
    return row


def blocking(
    rating_list: RatingList, lines: Sequence[Line], *, by: User | None = None, reason: str | None = None
) -> list[Finding]:
    """Everything that forbids closing the list now: rows first, then the cap, as it may be told to whoever closes.

    With `reason` (what the closer wrote for the whole list), a cap over its narrower base must have been answered too.
    """
    rows = [line.row for line in lines]
    closed = closed_before([rating_list]).get(key_of(rating_list), [])
    capped = list(over_cap(tally(rating_list, rows, closed, reader=by)))
    if hides(rating_list, rows, closed, reader=by):
        capped = [_untold(finding) for finding in capped]
    return _standing(lines, capped, reason)


def standing(
    lines: Sequence[Line], counted: Tally, *, reason: str | None = None, hidden: bool = False
) -> list[Finding]:
    """`blocking` of rows already judged and counted, as a page may tell it before the deed."""
    return _standing(lines, over(counted, hidden=hidden), reason)


def over(counted: Tally, *, hidden: bool) -> list[Finding]:
    """6.1: what the cap forbids or asks a reason for; nothing where `counting.hides`.

    What is asked as often as one likes would tell the hidden rating, row by row: there the closing itself alone answers.
    """
    return [] if hidden else list(over_cap(counted))


def _standing(lines: Sequence[Line], capped: Sequence[Finding], reason: str | None) -> list[Finding]:
    if not lines:
        return [RATING.block("Danh sách chưa có hồ sơ nào sẵn sàng để chốt.", "")]
    found = [finding for line in lines for finding in line.owed]
    found += [finding for finding in capped if finding.blocks]
    if reason is not None and not reason.strip():
        found += [_to_answer(finding) for finding in capped if not finding.blocks]
    return found


def _untold(finding: Finding) -> Finding:
    """What the closing says of the cap without any figure; the way out stands in the sentence, which lists print alone."""
    if not finding.blocks:
        return replace(finding, sentence=UNTOLD, lifted_by="Ghi lý do khi chốt.")
    return replace(finding, sentence=f"{UNTOLD} {LIFTED_BY_ANOTHER}", lifted_by=LIFTED_BY_ANOTHER)


def row_blocking(row: RatingRow, verdict: Verdict, warnings: Sequence[Finding]) -> list[Finding]:
    """A row needs a rating, at or below the highest permitted, its reasons, its answer to warnings, the law's own facts."""
    if not row.rating:
        return [_on(row, "chưa chọn mức xếp loại.", "Chọn một trong bốn mức ở dòng này.")]
    rating = Rating(row.rating)
    found = [_named(finding, row) for finding in verdict.blocks if binds(finding, row.rating_list)]
    if not verdict.permits(rating):
        highest = verdict.highest_permitted.short
        sentence = f"“{rating.short}” cao hơn mức cao nhất được phép “{highest}”."
        found.append(_on(row, sentence, "Xem Căn cứ xếp loại của hồ sơ."))
    elif rating != verdict.suggested and not row.reason.strip():
        sentence = f"“{rating.short}” thấp hơn mức gợi ý “{verdict.suggested.short}”, cần ghi lý do."
        found.append(_on(row, sentence, "Ghi lý do ở dòng này."))
    if warnings and not row.answer.strip():
        found.append(_named(unanswered(warnings), row))
    return [*found, *_unmet_unsaid(row)]


def _unmet_unsaid(row: RatingRow) -> list[Finding]:
    """6.2: whoever decides below a proposal says whether that did not meet the conditions: only then its head answers."""
    if row.unmet is not None or not is_lowered(row):
        return []
    given, proposed = Rating(row.rating).short, Rating(proposal_for(row)).short
    sentence = (
        f"“{given}” thấp hơn mức đã đề xuất “{proposed}”, chưa ghi đề xuất có bảo đảm điều kiện hay không."
    )
    return [_named(UNMET.block(sentence, "Chọn “Bảo đảm” hoặc “Không bảo đảm” ở dòng này."), row)]


def _on(row: RatingRow, sentence: str, lifted_by: str) -> Finding:
    return _named(RATING.block(sentence, lifted_by), row)


def _named(finding: Finding, row: RatingRow) -> Finding:
    """A finding in a list says whose it is, and leads to that row."""
    return replace(
        finding,
        sentence=f"{row.dossier.cadre.full_name}: {lowfirst(finding.sentence)}",
        anchor=f"row-{row.dossier_id}",
    )


def _to_answer(warning: Finding) -> Finding:
    return CAP_REASON.block(
        f"{warning.sentence} Cần ghi lý do khi chốt.", warning.lifted_by, anchor="id_list_reason"
    )
