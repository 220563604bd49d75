"""docs/guidance-map.md leads from every sentence of the guideline to code and tests, or says why there is none."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from regulation.checks import RULES
from regulation.guideline import SENTENCES
from reporting.exporters import guidance_markdown
from reporting.summaries import guidance
from reporting.summaries.guidance import GuidanceMap, guidance_map
from reporting.summaries.guidance.held import MarkedTest, marked_tests
from reporting.summaries.guidance.sources import source_of

INCOMPLETE = "regulation.checks.tasks.incomplete"
HOLDS = MarkedTest("tests/test_x.py", "test_a_task_undone_limits", "6.1.3")


def with_gaps(carries, left=None, tests=(HOLDS,), rules=()):
    """A map of these tables; whatever else the guideline says counts as left to people."""
    others = " ".join(code for code in SENTENCES if code not in ("6.1.3", "6.1.2"))
    return GuidanceMap(carries, {others: "Left.", **(left or {"6.1.2": "Left."})}, tests, rules)


JUDGED = (
    "1.1.2 2.2 2.3/1 2.3/2 2.5/1 B1.1/1 B1.2 B2.1 B2.2 B3.1 B3.2/1 B3.2/2 B4.1/1 B5.2 B5.3 B5.4.4 5.2/2 6.1.1/1 6.1.1/2 6.1.3 6.2/1 6.2/2 6.3/1 6.3/2 "
    "7 7.a 7.a.1 7.a.2 7.b 7.c 7.d 7.d.1 7.d.2 7.d.3 7.d.4 7.e 8.2.2 8.2.3 B5.4.3 M01.note/2 M02.note M03.confirm PL1.2.2/1 "
    "PL1.2.2/2 PL1.2.4/1 PL2.1.3/3 PL2.LY.2 PL2.VD.2/1 PL2.ii M04.note M05.note M06.note M04-06.6"
)


@pytest.mark.parametrize("code", JUDGED.split())
def test_what_somebody_has_to_judge_record_or_send_is_not_claimed_whole(code):
    row = guidance_map().row(code, SENTENCES[code])
    assert row.carriers
    assert row.left


def test_the_drawn_map_is_that_of_the_code(settings):
    drawn = (Path(settings.BASE_DIR) / "docs" / "guidance-map.md").read_text(encoding="utf-8")
    assert drawn == guidance_markdown(guidance_map()), "run: python manage.py draw_guidance_map"


def test_no_sentence_is_without_its_code_and_test_or_its_reason():
    assert guidance_map().faults() == []


def test_a_map_without_gaps_has_no_fault():
    assert with_gaps({INCOMPLETE: "6.1.3"}).faults() == []


@pytest.mark.parametrize(
    ("carries", "changed", "fault"),
    [
        ({}, {"tests": ()}, "6.1.3: nothing carries it and no reason is given"),
        ({INCOMPLETE: "6.1.3"}, {"tests": ()}, "6.1.3: no test holds it"),
        (
            {INCOMPLETE: "6.1.3"},
            {"tests": (HOLDS, MarkedTest("tests/test_x.py", "test_x", "6.1.2"))},
            "6.1.2: a test is marked with it, but nothing carries it",
        ),
        ({INCOMPLETE: "6.1.3 6.9"}, {}, "6.9: the guideline has no such sentence"),
        ({INCOMPLETE: "6.1.3"}, {"left": {"6.1.2 M09.*": "x"}}, "M09.*: the guideline has no such sentence"),
        (
            {f"{INCOMPLETE}_": "6.1.3"},
            {},
            "regulation.checks.tasks.incomplete_: there is no such name",
        ),
        ({"nowhere.at_all": "6.1.3"}, {}, "nowhere.at_all: there is no such name"),
    ],
)
def test_each_gap_is_told(carries, changed, fault):
    assert with_gaps(carries, **changed).faults() == [fault]


def test_a_rule_that_stands_nowhere_is_told():
    (rule,) = (rule for rule in RULES if rule.code == "incomplete")
    faults = with_gaps({"regulation.checks.points.band": "6.1.3"}, rules=(rule,)).faults()
    assert faults == [f"{INCOMPLETE}: carries no sentence under 6.1"]


def test_nothing_is_drawn_over_a_gap(monkeypatch):
    monkeypatch.setattr(guidance, "LEFT", {})
    with pytest.raises(CommandError, match="0.2: nothing carries it and no reason is given"):
        call_command("draw_guidance_map")


def test_the_command_draws_the_map(tmp_path, settings, monkeypatch, capsys):
    drawn = guidance_map()
    monkeypatch.setattr("reporting.management.commands.draw_guidance_map.guidance_map", lambda: drawn)
    monkeypatch.setattr("reporting.exporters.source_of", lambda name: f"{name}.py")
    settings.BASE_DIR = tmp_path
    (tmp_path / "docs").mkdir()
    call_command("draw_guidance_map")
    written = (tmp_path / "docs" / "guidance-map.md").read_text(encoding="utf-8")
    assert "| 6.1.3 | Trường hợp cá nhân hoàn thành dưới 100% nhiệm vụ được giao trong quý" in written
    assert capsys.readouterr().out == "Đã ghi docs/guidance-map.md.\n"


def test_tests_are_read_by_their_marks(tmp_path):
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_a.py").write_text(
        "import pytest\n\n\n"
        '@pytest.mark.clause("6.1.3", "M01.*")\n'
        '@pytest.mark.parametrize("x", [1])\n'
        "def test_a_task_undone_limits(x): ...\n\n\n"
        "def test_without_a_mark(): ...\n",
        encoding="utf-8",
    )
    (tmp_path / "tests" / "test_b.py").write_text("def test_b(): ...\n", encoding="utf-8")
    (found,) = marked_tests(tmp_path)
    assert found == MarkedTest("tests/test_a.py", "test_a_task_undone_limits", "6.1.3 M01.*")
    assert found.sentence == "a task undone limits"


@pytest.mark.parametrize(
    ("name", "path"),
    [
        (INCOMPLETE, "regulation/checks/tasks.py"),
        ("cadres.models.people.Cadre.management_tier", "cadres/models/people.py"),
        ("cadres.models.Cadre", "cadres/models/people.py"),
        ("regulation.clauses.scope.SCOPE", "regulation/clauses/scope.py"),
    ],
)
def test_a_name_leads_to_the_file_in_which_it_stands(name, path):
    assert source_of(name) == path


def test_a_row_that_is_left_in_part_says_both():
    row = with_gaps({INCOMPLETE: "6.1.3"}, {"6.1.2": "x", "6.1.3": "A part."}).row("6.1.3", "Trường hợp …")
    assert (row.carriers, row.left) == ((INCOMPLETE,), "A part.")
