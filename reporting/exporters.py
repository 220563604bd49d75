"""The guidance map as text: docs/guidance-map.md, which a test holds against the code."""

from collections.abc import Iterable

from regulation.guideline import CHAPTERS, Chapter
from reporting.summaries.guidance import GuidanceMap, Row
from reporting.summaries.guidance.sources import source_of

HEAD = """# The guidance map: every sentence of the guideline, and what becomes of it

Written by `python manage.py draw_guidance_map`; a test fails when it is stale, when a sentence has neither code nor a
reason, and when code has no test. The sentences are `regulation/guideline/`; what carries them and what is left to people
stands in `reporting/summaries/guidance/`; a test says which sentences it holds with `@pytest.mark.clause("6.1.3")`.

A code is the place as one says it: 6.1.3 is the third dash of Mục 6.1, B3.2 the second of Bước 3, `/2` the second sentence
of a place, M03.note the note of Mẫu số 03.
"""
TABLE = "| code | sentence | carried by | held by |\n| --- | --- | --- | --- |"


def guidance_markdown(guidance: GuidanceMap) -> str:
    """The counts, then a table for each chapter."""
    chapters = [(chapter, guidance.rows(chapter)) for chapter in CHAPTERS]
    rows = [row for _, rows in chapters for row in rows if not row.is_heading]
    return "\n".join([HEAD, _counts(rows), *(_section(chapter, rows) for chapter, rows in chapters)])


def _counts(rows: list[Row]) -> str:
    whole = sum(1 for row in rows if row.carriers and not row.left)
    partly = sum(1 for row in rows if row.carriers and row.left)
    tests = {(test.path, test.name) for row in rows for test in row.tests}
    return (
        f"{len(rows)} sentences: {whole} carried whole, {partly} in part, "
        f"{len(rows) - whole - partly} not mechanised; {len(tests)} tests hold them.\n"
    )


def _section(chapter: Chapter, rows: Iterable[Row]) -> str:
    return "\n".join([f"## {chapter.title}", "", TABLE, *map(_line, rows), ""])


def _line(row: Row) -> str:
    if row.is_heading:
        return f"| **{row.code}** | **{_cell(row.text)}** | | |"
    tests = _stacked(f"[{test.sentence}](../{test.path})" for test in row.tests)
    return f"| {row.code} | {_cell(row.text)} | {_carried(row)} | {tests} |"


def _carried(row: Row) -> str:
    links = [f"[{_short(name)}](../{source_of(name)})" for name in row.carriers]
    if row.left:
        links.append(f"*{'left to people' if links else 'not mechanised'}: {_cell(row.left)}*")
    return _stacked(links)


def _short(name: str) -> str:
    """rating.incomplete: the name with the file in which to look."""
    return f"`{'.'.join(name.split('.')[-2:])}`"


def _stacked(lines: Iterable[str]) -> str:
    return "<br>".join(lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("*", "\\*")
