"""docs/workflow.md is drawn from the tables of moves."""

from pathlib import Path

from evaluation.home.exporters import workflows_markdown


def test_the_drawn_workflows_are_those_of_the_tables(settings):
    drawn = (Path(settings.BASE_DIR) / "docs" / "workflow.md").read_text(encoding="utf-8")
    assert drawn == workflows_markdown(), "run: python manage.py draw_workflows"
