"""`manage.py score` as a unit would call it: another process, no database at all."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "tests" / "data" / "worked_example.json"
NOBODY_LISTENS = "postgres://nobody@127.0.0.1:1/nothing"


def run(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "manage.py", "score", *arguments],
        cwd=ROOT,
        input=stdin,
        capture_output=True,
        env=os.environ | {"DATABASE_URL": NOBODY_LISTENS},
    )


def complaint(result: subprocess.CompletedProcess) -> str:
    """What was said on standard error: one line, with nothing on standard output, under exit status 2."""
    assert (result.returncode, result.stdout) == (2, b"")
    (line,) = result.stderr.decode().splitlines()
    return line


def test_the_guidelines_worked_example_comes_out_exactly() -> None:
    result = run(str(EXAMPLE))
    assert (result.returncode, result.stderr) == (0, b"")
    assert json.loads(result.stdout) == {
        "general_points": "30.00",
        "axes": [
            {
                "axis": 4,
                "A": "87.01",
                "B": "88.96",
                "C": "88.96",
                "D": "88.96",
                "kpi": "88.47",
                "points": "61.93",
            }
        ],
        "task_points": "61.93",
        "total": "91.93",
        "assigned": 5,
        "completed": 4,
    }


def test_a_dash_reads_standard_input() -> None:
    assert json.loads(run("-", stdin=EXAMPLE.read_bytes()).stdout)["total"] == "91.93"


def test_a_wrong_figure_is_named_with_its_place() -> None:
    statement = json.loads(EXAMPLE.read_text())
    statement["axes"][0]["tasks"][1]["done"] = "-1"
    assert (
        complaint(run("-", stdin=json.dumps(statement).encode()))
        == "Trục 4, nhiệm vụ 2, done: không được âm."
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{", "Không phải JSON hợp lệ: dòng 1, cột 2."),
        (b"", "Không phải JSON hợp lệ: dòng 1, cột 1."),
        ("Kế hoạch".encode("utf-16"), "Đầu vào chuẩn: không phải văn bản UTF-8, ở byte thứ 1."),
    ],
)
def test_what_is_no_statement_is_refused_in_one_line(content: bytes, said: str) -> None:
    assert complaint(run("-", stdin=content)) == said


def test_a_file_that_is_not_there_is_refused_in_one_line() -> None:
    assert complaint(run("khong-co.json")) == "Tệp “khong-co.json”: không có tệp này."


def test_a_directory_is_refused_in_one_line() -> None:
    assert complaint(run("tests")) == "Tệp “tests”: đây là thư mục, không phải tệp."


def test_a_forgotten_file_name_is_asked_for_in_one_line() -> None:
    expected = "Chưa cho biết tệp cần chấm: viết score TỆP.json, hoặc score - để đọc đầu vào chuẩn."
    assert complaint(run()) == expected
