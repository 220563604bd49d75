"""What is counted about the house, what fails it, and what it says of the real one."""

from pathlib import Path

import house
import pytest
from house_arrows import Arrow, arrows, read

ROOT = Path(__file__).resolve().parents[2]
CONTRACT = """
[[tool.importlinter.contracts]]
id = "floors"

[[tool.importlinter.contracts]]
id = "rooms"
ignore_imports = [
    "evaluation.lists.** -> evaluation.policies.**",
    "evaluation.marks.views.** -> evaluation.plans.tells",
]
"""


def a_function(name, lines):
    """A function of so many lines."""
    return "\n".join([f"def {name}():", *["    pass"] * (lines - 1)]) + "\n"


TWO = a_function("one", 2) + a_function("two", 2)  # no house has fewer functions


def an_arrow(start, end):
    return Arrow(start, 7, end, "import")


@pytest.fixture
def counted(tree):
    """The figures of these files, by their labels."""
    return lambda files: dict(house.figures(read(tree(files), house.FLOORS), read(tree({}), ["tests"])))


@pytest.fixture
def ran(tree, capsys):
    """The exit status over these files, and what was printed: label → texts."""

    def run(files):
        status, printed = house.main(tree(files)), {}
        for line in capsys.readouterr().out.splitlines():
            printed.setdefault(line[:20].strip(), []).append(line[20:])
        return status, printed

    return run


# --- floors and rooms ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "floor"),
    [
        ("regulation/numbers.py", 0),
        ("cadres/machine.py", 1),
        ("pages/fields.py", 2),
        ("notices/actions.py", 3),
        ("reporting/urls.py", 6),
        ("config/urls.py", 7),
        ("config/clock.py", 0),
        ("config/formats/vi/formats.py", 0),
    ],
)
def test_floors_count_from_the_ground_and_a_few_files_of_config_lie_on_it(place, floor):
    assert house.floor(place) == floor


@pytest.mark.parametrize(
    ("place", "room"),
    [
        ("evaluation/plans/views/draft.py", "plans"),
        ("evaluation/core/road.py", "core"),
        ("evaluation/urls.py", ""),
        ("evaluation/models/plans.py", ""),
        ("evaluation/management/commands/score.py", ""),
        ("cadres/models/people.py", ""),
    ],
)
def test_a_room_is_a_folder_of_evaluation_and_the_frame_is_none(place, room):
    assert house.room(place) == room


def test_only_a_floor_with_a_core_has_rooms():
    assert house.has_rooms(["evaluation/plans/tells.py", "evaluation/core/road.py"]) is True
    assert house.has_rooms(["evaluation/plans/tells.py", "cadres/core/road.py"]) is False


# --- arrows that lead up ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end", "wrong"),
    [
        ("reporting/urls.py", "evaluation/core/road.py", False),
        ("evaluation/core/road.py", "reporting/urls.py", True),
        ("cadres/machine.py", "pages/fields.py", True),
        ("cadres/machine.py", "regulation/findings.py", False),
        ("regulation/findings.py", "config/clock.py", False),
        ("regulation/findings.py", "config/settings.py", True),
        ("config/clock.py", "config/settings.py", True),
        ("config/urls.py", "reporting/urls.py", False),
    ],
)
def test_a_lower_floor_knows_no_higher_one(start, end, wrong):
    assert house.upward([an_arrow(start, end)], []) == [an_arrow(start, end)] * wrong


@pytest.mark.parametrize(
    ("start", "end", "wrong"),
    [
        ("plans/tells.py", "core/road.py", False),
        ("core/road.py", "plans/tells.py", True),
        ("home/views.py", "plans/tells.py", False),
        ("plans/views.py", "home/tells.py", True),
        ("plans/views.py", "demonstration/world.py", True),
        ("demonstration/world.py", "home/tells.py", True),
        ("urls.py", "demonstration/world.py", False),
        ("plans/views.py", "urls.py", True),
        ("plans/views.py", "plans/forms.py", False),
        ("lists/forms.py", "policies/models.py", False),
        ("policies/models.py", "lists/forms.py", True),
        ("lists/forms.py", "plans/models.py", True),
    ],
)
def test_a_room_knows_those_beneath_it_and_beside_it_those_that_the_contract_names(start, end, wrong):
    arrow = an_arrow(f"evaluation/{start}", f"evaluation/{end}")
    core = an_arrow("evaluation/plans/tells.py", "evaluation/core/road.py")
    assert house.upward([arrow, core], [("lists", "policies")]) == [arrow] * wrong


def test_where_there_are_no_rooms_folders_of_evaluation_may_know_one_another():
    found = [an_arrow("evaluation/views/plans.py", "evaluation/models/plans.py")]
    found += [an_arrow("evaluation/actions/plans.py", "evaluation/views/plans.py")]
    assert house.upward(found, []) == []


def test_the_contract_names_which_room_may_know_which(tree):
    root = tree({"pyproject.toml": CONTRACT})
    assert house.allowed_rooms(root) == [("lists", "policies"), ("marks", "plans")]


@pytest.mark.parametrize("text", [None, "", "[tool.ruff]\nline-length = 110"])
def test_without_a_contract_no_room_knows_one_beside_it(tree, text):
    assert house.allowed_rooms(tree({} if text is None else {"pyproject.toml": text})) == []


# --- figures ---------------------------------------------------------------------------------------------------------


def test_code_and_tests_are_counted_in_lines_and_compared(counted):
    told = counted(
        {
            "cadres/a.py": "x = 1\n" * 30,
            "pages/b.py": "x = 1\n" * 10,
            "tests/test_a.py": "x = 1\n" * 50,
            "tests/test_b.py": a_function("late", 2),
            "bench/c.py": "x = 1\n" * 99,
            "config/f.py": TWO,
        }
    )
    assert [told["code"], told["tests : code"]] == ["3 files, 44 lines", "1.18, 52 lines of tests"]


def test_functions_are_told_by_half_of_them_nine_in_ten_and_the_longest(counted):
    sizes = {f"cadres/f{lines}.py": a_function("deed", lines) for lines in range(2, 13)}
    assert counted(sizes)["functions"] == "11; lines: p50 7, p90 11, longest 12 (cadres/f12.py:1 deed)"


def test_a_method_an_inner_function_and_an_async_one_count_too(counted):
    text = """\
        class A:
            def method(self):
                def inner():
                    pass
                return inner

        async def later():
            pass
        """
    assert counted({"cadres/a.py": text})["functions"].startswith("3; lines: p50 2, p90 3.6, longest 4")


def test_any_is_counted_where_it_is_used_and_not_where_it_is_imported(counted):
    text = """\
        from typing import Any
        x: Any = 1
        def f(a: dict[str, Any], **options: Any) -> "Any":
            return any(a)
        def g() -> None: ...
        """
    assert counted({"cadres/a.py": text})["Any"] == "3"


def test_rooms_are_counted_one_by_one_and_the_frame_apart(counted):
    told = counted(
        {
            "evaluation/urls.py": "x = 1\n",
            "evaluation/core/road.py": TWO,
            "evaluation/plans/tells.py": "x = 1\n" * 2,
            "evaluation/plans/views/a.py": "x = 1\n" * 5,
            "cadres/a.py": "x = 1\n",
        }
    )
    assert {name: text for name, text in told.items() if name.startswith("room")} == {
        "room (frame)": "1 files, 1 lines",
        "room core": "1 files, 4 lines",
        "room plans": "2 files, 7 lines",
    }


def test_where_there_are_no_rooms_one_features_files_are_counted_wherever_they_stand(counted):
    told = counted(
        {
            "evaluation/views/plans.py": TWO,
            "evaluation/models/plans.py": "x = 1\n",
            "evaluation/models/lists.py": "x = 1\n",
            "reporting/sheets/plans.py": "x = 1\n",
        }
    )
    assert told["room plans"] == "3 files, 6 lines"


@pytest.mark.parametrize(("lines", "told"), [(300, []), (301, [("long file", "301 (cadres/a.py)")])])
def test_a_file_past_300_lines_wants_a_second_look(tree, lines, told):
    code = read(tree({"cadres/a.py": "x = 1\n" * lines}), house.FLOORS)
    assert list(house.long_ones(code)) == told


@pytest.mark.parametrize(("lines", "told"), [(40, []), (41, [("long function", "41 (cadres/a.py:1 f)")])])
def test_a_function_past_40_lines_wants_a_second_look(tree, lines, told):
    code = read(tree({"cadres/a.py": a_function("f", lines)}), house.FLOORS)
    assert list(house.long_ones(code)) == told


def test_the_longest_stand_first(tree):
    sizes = {"cadres/a.py": 310, "cadres/b.py": 330, "cadres/c.py": 320}
    code = read(tree({place: "x = 1\n" * lines for place, lines in sizes.items()}), house.FLOORS)
    assert [text[:3] for _, text in house.long_ones(code)] == ["330", "320", "310"]


# --- what is printed, and what fails ---------------------------------------------------------------------------------

SOUND = {
    "cadres/machine.py": TWO,
    "evaluation/core/road.py": "from cadres.machine import one",
    "evaluation/lists/forms.py": "from evaluation.core import road",
    "evaluation/policies/gates.py": "",
    "pyproject.toml": CONTRACT,
}


def test_a_sound_house_passes_and_says_how_many_arrows_it_has(ran):
    status, printed = ran(SOUND)
    assert [status, printed["circles"], printed["upward"]] == [0, ["0"], ["0 of 2 arrows"]]


def test_what_a_second_look_is_wanted_for_fails_nothing(ran):
    status, printed = ran(SOUND | {"cadres/long.py": "x = 1\n" * 400})
    assert [status, printed["long file"]] == [0, ["400 (cadres/long.py)"]]


def test_what_the_contract_allows_passes_and_the_same_without_it_fails(ran):
    text = {"evaluation/lists/forms.py": "import evaluation.policies.gates\nimport evaluation.core.road"}
    assert ran(SOUND | text)[0] == 0
    status, printed = ran(SOUND | text | {"pyproject.toml": ""})
    line = "evaluation/lists/forms.py:1 -> evaluation/policies/gates.py (import)"
    assert [status, printed["upward"]] == [1, ["1 of 3 arrows", line]]


@pytest.mark.parametrize(
    "line",
    [
        "from evaluation.core import road",
        "def f():\n    import evaluation.core.road",
        "x = 'evaluation.core.road'",
    ],
)
def test_an_arrow_that_leads_up_fails_the_house_also_in_a_function_or_as_text(ran, line):
    status, printed = ran(
        {**SOUND, "evaluation/core/road.py": "", "evaluation/__init__.py": "", "cadres/forms.py": line}
    )
    number, kind = line.count("\n") + 1, "text" if "'" in line else "import"
    assert [status, printed["upward"][1]] == [
        1,
        f"cadres/forms.py:{number} -> evaluation/core/road.py ({kind})",
    ]


def test_a_circle_fails_the_house_and_its_shortest_way_is_told(ran):
    ring = {
        "cadres/machine.py": TWO + "import cadres.forms",
        "cadres/forms.py": "import cadres.machine",
    }
    status, printed = ran(SOUND | ring)
    assert [status, printed["circles"]] == [1, ["1"]]
    assert printed["circle"] == [
        "2 files: cadres/forms.py, cadres/machine.py; the shortest way: "
        "cadres/forms.py -> cadres/machine.py -> cadres/forms.py"
    ]


def test_the_real_house_has_no_circle_and_no_arrow_that_leads_up():
    found = arrows(read(ROOT, house.FLOORS))
    assert len(found) > 1000
    assert list(house.offences(found, house.allowed_rooms(ROOT))) == []
