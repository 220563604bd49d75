"""Who knows whom: which lines make an arrow from file to file, and where arrows close a circle."""

import ast

import pytest
from house_arrows import Arrow, Source, arrows, circles, read

FOLDERS = ("cadres", "evaluation", "config")


@pytest.fixture
def found(tree):
    """Every arrow of these files."""
    return lambda files: arrows(read(tree(files), FOLDERS))


def lines(found):
    return [str(arrow) for arrow in found]


def a_way(*places, kind="import"):
    """Arrows from each place to the next."""
    return [
        Arrow(start, line, end, kind)
        for line, (start, end) in enumerate(zip(places, places[1:], strict=False), start=1)
    ]


# --- the files -------------------------------------------------------------------------------------------------------


def test_files_are_read_folder_by_folder_and_migrations_are_history(tree):
    root = tree(
        {
            "cadres/machine.py": "x = 1\ny = 2\n",
            "cadres/migrations/0001_initial.py": "import cadres.machine",
            "cadres/models/people.py": "",
            "cadres/notes.txt": "import os",
            "elsewhere/machine.py": "",
        }
    )
    read_ones = [(source.place, source.lines) for source in read(root, FOLDERS)]
    assert read_ones == [("cadres/machine.py", 2), ("cadres/models/people.py", 0)]


@pytest.mark.parametrize(
    ("place", "module", "app"),
    [
        ("cadres/machine.py", "cadres.machine", "cadres"),
        ("evaluation/core/models/__init__.py", "evaluation.core.models", "evaluation"),
        ("config/__init__.py", "config", "config"),
    ],
)
def test_a_file_knows_its_module_and_its_app(place, module, app):
    source = Source(place, 0, ast.parse(""))
    assert [source.module, source.app] == [module, app]


# --- imports ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "import cadres.machine",
        "from cadres import machine",
        "from cadres.machine import Move",
        "from cadres.machine import Move as M, Machine",
        "def late():\n    from cadres.machine import Move",
        "if True:\n    import cadres.machine",
        "class A:\n    import cadres.machine as m",
    ],
)
def test_an_import_is_an_arrow_wherever_it_stands(found, line):
    drawn = found({"cadres/machine.py": "", "evaluation/road.py": line})
    assert [(arrow.start, arrow.end, arrow.kind) for arrow in drawn] == [
        ("evaluation/road.py", "cadres/machine.py", "import")
    ]


@pytest.mark.parametrize(
    ("line", "end"),
    [
        ("from . import moves", "evaluation/core/moves.py"),
        ("from .moves import Move", "evaluation/core/moves.py"),
        ("from .. import urls", "evaluation/urls.py"),
        ("from ..plans.tells import told", "evaluation/plans/tells.py"),
    ],
)
def test_a_relative_import_counts_from_its_own_folder(found, line, end):
    places = ("evaluation/core/moves.py", "evaluation/urls.py", "evaluation/plans/tells.py")
    drawn = found(dict.fromkeys(places, "") | {"evaluation/core/road.py": line})
    assert lines(drawn) == [f"evaluation/core/road.py:1 -> {end} (import)"]


def test_a_name_from_a_package_leads_to_the_file_that_is_imported_and_not_to_where_it_was_made(found):
    drawn = found(
        {
            "cadres/models/__init__.py": "from cadres.models.people import Cadre",
            "cadres/models/people.py": "class Cadre: ...",
            "evaluation/road.py": "from cadres.models import Cadre",
        }
    )
    assert lines(drawn) == [
        "cadres/models/__init__.py:1 -> cadres/models/people.py (import)",
        "evaluation/road.py:1 -> cadres/models/__init__.py (import)",
    ]


def test_what_is_not_ours_is_no_arrow_and_nobody_points_at_themself(found):
    drawn = found({"cadres/machine.py": "import os\nfrom django.db import models\nimport cadres.machine"})
    assert drawn == []


@pytest.mark.parametrize("test", ["TYPE_CHECKING", "typing.TYPE_CHECKING"])
def test_what_only_a_type_checker_reads_is_no_arrow_but_the_other_branch_is(found, test):
    text = f"if {test}:\n    import cadres.machine\nelse:\n    import cadres.forms\n"
    drawn = found({"cadres/machine.py": "", "cadres/forms.py": "", "evaluation/road.py": text})
    assert lines(drawn) == ["evaluation/road.py:4 -> cadres/forms.py (import)"]


def test_a_condition_that_only_looks_like_it_is_read(found):
    drawn = found({"cadres/machine.py": "", "evaluation/road.py": "if CHECKING:\n    import cadres.machine"})
    assert lines(drawn) == ["evaluation/road.py:2 -> cadres/machine.py (import)"]


# --- texts -----------------------------------------------------------------------------------------------------------

NAMED = {"cadres/__init__.py": "", "cadres/models/people.py": "class Cadre: ...", "cadres/machine.py": ""}


@pytest.mark.parametrize(
    ("line", "end"),
    [
        ("x = 'cadres.Cadre'", "cadres/models/people.py"),
        ("get_model('cadres', 'Cadre')", "cadres/models/people.py"),
        ("apps.get_model('cadres.Cadre')", "cadres/models/people.py"),
        ("x = 'cadres.machine.Move'", "cadres/machine.py"),
        ("import_module('cadres.machine')", "cadres/machine.py"),
    ],
)
def test_a_text_that_names_a_model_or_a_module_is_an_arrow(found, line, end):
    assert lines(found(NAMED | {"evaluation/road.py": line})) == [f"evaluation/road.py:1 -> {end} (text)"]


@pytest.mark.parametrize(
    "line",
    [
        "x = 'cadres'",
        "x = 'cadres.view_cadre'",
        "x = 'See cadres.machine.'",
        "x = 'CADRES.machine'",
        "get_model('cadres', name)",
        "x = 'elsewhere.Cadre'",
    ],
)
def test_a_text_that_names_neither_is_none(found, line):
    assert found(NAMED | {"evaluation/road.py": line}) == []


def test_a_class_is_a_model_only_where_models_stand(found):
    drawn = found(
        {"cadres/__init__.py": "", "cadres/forms.py": "class Cadre: ...", "config/a.py": "'cadres.Cadre'"}
    )
    assert drawn == []


def test_the_settings_name_for_django_and_draw_nothing(found):
    line = "X = ['cadres.machine']\nimport cadres.machine"
    drawn = found(NAMED | {"config/settings.py": line, "config/urls.py": "X = 'cadres.machine'"})
    assert lines(drawn) == [
        "config/settings.py:2 -> cadres/machine.py (import)",
        "config/urls.py:1 -> cadres/machine.py (text)",
    ]


@pytest.mark.parametrize(
    "field",
    [
        "models.ForeignKey('cadres.Cadre', models.PROTECT)",
        "OneToOneField(to='cadres.Cadre')",
        "ManyToManyField(Other, through='cadres.Cadre')",
    ],
)
def test_the_model_to_which_a_field_leads_is_a_relation(found, field):
    drawn = found(NAMED | {"evaluation/models.py": f"x = {field}"})
    assert lines(drawn) == ["evaluation/models.py:1 -> cadres/models/people.py (relation)"]


def test_a_field_names_a_model_of_its_own_app_without_the_app(found):
    drawn = found(
        {
            "evaluation/models/a.py": "class Plan: ...",
            "evaluation/models/b.py": "models.ForeignKey('Plan', related_name='cadres.Cadre')",
        }
    )
    assert lines(drawn) == ["evaluation/models/b.py:1 -> evaluation/models/a.py (relation)"]


# --- circles ---------------------------------------------------------------------------------------------------------


def test_a_road_without_return_is_no_circle():
    assert circles(a_way("a", "b", "c")) == []


def test_a_circle_is_named_once_with_its_files_and_the_shortest_way_round():
    found = [*a_way("a", "b", "c", "a"), *a_way("c", "b"), *a_way("x", "a")]
    assert circles(found) == [(["a", "b", "c"], ["b", "c", "b"])]


def test_the_biggest_circle_stands_first():
    small, big = a_way("m", "n", "m"), a_way("p", "q", "r", "p")
    assert [files for files, _ in circles([*small, *big])] == [["p", "q", "r"], ["m", "n"]]


def test_circles_that_touch_are_one():
    assert [files for files, _ in circles([*a_way("a", "b", "a"), *a_way("b", "c", "b")])] == [
        ["a", "b", "c"]
    ]


@pytest.mark.parametrize(("kind", "count"), [("import", 1), ("text", 1), ("relation", 0)])
def test_a_field_that_names_a_model_closes_no_circle(kind, count):
    assert len(circles([*a_way("a", "b"), *a_way("b", "a", kind=kind)])) == count
