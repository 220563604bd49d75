"""The tables of fixtures/demonstration, as rows of text."""

import csv

from django.conf import settings

FOLDER = settings.BASE_DIR / "fixtures" / "demonstration"

Row = dict[str, str]


def rows(name: str) -> list[Row]:
    """The rows of one tab-separated table, in its order."""
    with (FOLDER / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))
