"""docs/workflow.md is drawn from the tables of moves."""

from pathlib import Path

import pytest

from evaluation.home.exporters import DRAWN, workflows_markdown


def section(title):
    """The lines of one machine's part."""
    part = workflows_markdown().split(f"## {title}\n")[1]
    return part.split("\n## ")[0].splitlines()


def test_the_drawn_workflows_are_those_of_the_tables(settings):
    drawn = (Path(settings.BASE_DIR) / "docs" / "workflow.md").read_text(encoding="utf-8")
    assert drawn == workflows_markdown(), "run: python manage.py draw_workflows"


@pytest.mark.parametrize(("title", "machine", "stages"), DRAWN, ids=[title for title, _, _ in DRAWN])
def test_every_stage_and_every_move_of_a_machine_is_drawn(title, machine, stages):
    lines = section(title)
    assert [stage for stage in stages if f"    {stage.value}: {stage.label}" not in lines] == []
    assert [
        move.label for move in machine.moves.values() if not any(move.label in line for line in lines)
    ] == []


@pytest.mark.parametrize(
    "line",
    [
        "    council --> decided: Quyết định xếp loại",
        "    submitted --> self_assessment: Trả lại để hoàn chỉnh (lý do)",
        "    note right of deferred: Đưa trở lại đánh giá (lý do) → nơi đã dừng",
        "- Cho xem hồ sơ: ở mọi bước",
        "- Lưu điểm thẩm định: Đã nộp, Phòng, ban đã đề xuất",
    ],
)
def test_a_move_is_drawn_with_its_stages_its_reason_and_where_it_leads(line):
    assert section("Dossier").count(line) == 1
