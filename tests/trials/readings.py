"""Who came late, as each place of the application says it: read from a real server, as pages and files."""

import re
from datetime import datetime
from html import unescape
from io import BytesIO
from zipfile import ZipFile

from django.urls import reverse

from evaluation.models import Receipt
from tests.reporting.papers import pdf_pages

SAID = "Nộp muộn: nộp lúc"  # on paper
ROW = re.compile(r'<a href="/ho-so/(\d+)/">.*?</tr>', re.DOTALL)


def _rows(reader, asked=""):
    """Each row of the whole list, by its dossier's key."""
    rows, number = {}, 1
    while number:
        page = reader.get(f"{reverse('dossiers')}?ky=2026-4{asked}&page={number}").text
        rows |= {int(row[1]): row[0] for row in ROW.finditer(page)}
        number = number + 1 if f"page={number + 1}" in page else 0
    return rows


def on_lists(reader, what):
    return {pk for pk, row in _rows(reader).items() if f"{what} nộp muộn" in row}


def by_filter(reader, window):
    return set(_rows(reader, f"&late={window}"))


def on_overview(reader):
    """A figure that opens to names: how many it says."""
    page = reader.get(f"{reverse('overview')}?ky=2026-4").text
    return int(re.search(r"late=any[^>]*>\D*(\d+)", page)[1])


def on_receipts(reader, dossiers):
    found = dict(Receipt.objects.filter(dossier__in=dossiers).values_list("pk", "dossier"))
    pages = {dossier: reader.get(reverse("receipt", args=[pk])).text for pk, dossier in found.items()}
    late = {pk for pk, page in pages.items() if ">Nộp muộn<" in page}
    in_time = {pk for pk, page in pages.items() if ">Đúng hạn<" in page}
    assert late ^ in_time == {dossier.pk for dossier in dossiers}
    return late


def on_history(reader, dossiers, closes_at):
    """It tells the instant itself, to the microsecond."""
    return {pk for pk in map(_key, dossiers) if _told_at(reader, pk) >= closes_at}


def _told_at(reader, pk):
    page = reader.get(reverse("history", args=[pk])).text
    return datetime.fromisoformat(re.search(r'<time datetime="([^"]+)"', page)[1])


def in_workbooks(reader, dossiers, form):
    files = {pk: reader.get(reverse(f"{form}_xlsx", args=[pk])) for pk in map(_key, dossiers)}
    return {pk for pk, file in files.items() if SAID in _workbook(file.content)}


def _workbook(content):
    """Its cells' text, however it is written down: ten thousand of them are opened in the long form."""
    with ZipFile(BytesIO(content)) as parts:
        sheets = [parts.read(name) for name in parts.namelist() if name.startswith("xl/worksheets/")]
    return unescape(b"".join(sheets).decode())


def in_pdfs(reader, dossiers, form):
    files = {pk: reader.get(reverse(f"{form}_pdf", args=[pk])) for pk in map(_key, dossiers)}
    return {pk for pk, file in files.items() if SAID in " ".join(pdf_pages(file.content))}


def _key(dossier):
    return dossier.pk
