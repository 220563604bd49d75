import pytest

from regulation.clauses import CLAUSES
from regulation.findings import Finding, Ground
from regulation.vocabulary import Level, Rating, Severity

GROUND = Ground("incomplete", "6.1", Level.NATIONAL, "Hoàn thành dưới 100 % nhiệm vụ")


def test_a_finding_carries_what_its_rule_rests_on():
    found = GROUND.limit(Rating.NOT_COMPLETED, "Câu.", "Xác nhận.", tasks=("7",), anchor="tasks")
    assert found == Finding(
        code="incomplete",
        clause=CLAUSES["6.1"],
        level=Level.NATIONAL,
        severity=Severity.LIMIT,
        sentence="Câu.",
        limit=Rating.NOT_COMPLETED,
        lifted_by="Xác nhận.",
        tasks=("7",),
        anchor="tasks",
    )


@pytest.mark.parametrize(
    ("found", "severity", "blocks"),
    [
        (GROUND.limit(Rating.GOOD, "Câu.", ""), Severity.LIMIT, False),
        (GROUND.block("Câu.", ""), Severity.BLOCK, True),
        (GROUND.warn("Câu.", ""), Severity.WARN, False),
        (GROUND.inform("Câu."), Severity.INFO, False),
    ],
)
def test_only_a_block_forbids_the_step(found, severity, blocks):
    assert (found.severity, found.blocks) == (severity, blocks)
