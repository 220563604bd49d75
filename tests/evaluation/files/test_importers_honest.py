"""Two hundred honest files, and how each is called."""

from random import Random

import pikepdf
import pytest

from evaluation.files.importers import Unfit, examine
from evaluation.files.importers.names import name_of, quoted
from evaluation.files.stages import Kind
from pages.uploads import MOST_BYTES
from tests.evaluation.files.made import (
    NEAR_TO_MOST,
    a_document,
    a_paper,
    exif,
    honest,
    jpeg,
    pdf,
    png,
    upload,
)


def test_two_hundred_honest_files_are_taken():
    files = list(honest())
    refused = [problem for name, content in files if (problem := _refused(name, content))]
    assert (len(files), refused) == (200, [])


def _refused(name: str, content: bytes) -> list[str]:
    try:
        examine(upload(name, content))
    except Unfit as refusal:
        return refusal.messages
    return []


def a_heavy_paper() -> bytes:
    paper = a_paper()
    paper.pages[0].Contents = paper.make_stream(Random(1).randbytes(NEAR_TO_MOST))
    return pdf(paper)


def a_paper_of_many_parts() -> bytes:
    """Thousands of small streams that are not compressed, one behind the other."""
    paper = a_paper(2000)
    for page in paper.pages:
        page.Contents = pikepdf.Array(
            [page.Contents, paper.make_stream(b"/CIDInit /ProcSet findresource begin")]
        )
    return pdf(paper, compress_streams=False)


HEAVY = {
    "of many parts.pdf": a_paper_of_many_parts,
    "of many compressed parts.pdf": lambda: pdf(a_paper(2000), recompress_flate=True),
    "a scan.pdf": a_heavy_paper,
    "a photograph.jpg": lambda: (
        jpeg(4000, 3000, quality=95, exif=exif()) + Random(2).randbytes(9 * 1024 * 1024)
    ),
    "of a hundred megapixels.jpg": lambda: jpeg(12_000, 9000, quality=5, exif=exif()),
    "a screen.png": lambda: png(7680, 4320),
}


@pytest.mark.parametrize("name", HEAVY)
def test_what_is_heavy_or_large_is_taken_too(name):
    content = HEAVY[name]()
    brought = examine(upload(name, content))
    assert (brought.name, brought.size) == (name, len(content))


def test_more_than_twenty_megabytes_are_not_whatever_they_are():
    with pytest.raises(Unfit) as refusal:
        examine(upload("a.pdf", b"%PDF-1.7" + b"\0" * MOST_BYTES))
    assert refusal.value.messages == [
        "Tệp “a.pdf” nặng hơn 20 MB. Xin giảm dung lượng, hoặc chia thành nhiều tệp."
    ]


@pytest.mark.pdf
def test_what_the_application_prints_itself_is_taken():
    import weasyprint

    made = weasyprint.HTML(string="<h1>Đảng bộ</h1><a href='https://angiang.gov.vn'>trang</a>").write_pdf(
        pdf_variant="pdf/ua-1"
    )
    assert examine(upload("Mẫu 03.pdf", made)).kind == Kind.PDF


CALLED = {
    "Bie\u0302n ba\u0309n.pdf": "Biên bản.pdf",
    "C:\\Users\\Anh\\bao cao.pdf": "bao cao.pdf",
    "../../etc/passwd.pdf": "passwd.pdf",
    "a\u202efdp.exe.pdf": "afdp.exe.pdf",
    'mot<hai>:"|?*.pdf': "mot_hai_.pdf",
    "  . ten .  .pdf": "ten.pdf",
    "dong\r\nhai.pdf": "dong_hai.pdf",
    "/.": "Tệp.pdf",
    "a\0b.PDF": "ab.pdf",
    "khong duoi": "khong duoi.pdf",
    f"{'dài ' * 100}.pdf": f"{('dài ' * 100)[:146].strip()}.pdf",
}


@pytest.mark.parametrize("called", CALLED)
def test_a_name_is_as_its_owner_called_it_and_leads_nowhere(called):
    assert name_of(called, Kind.PDF) == CALLED[called]


def test_a_sentence_names_a_long_name_by_its_beginning_and_its_end():
    assert quoted("a" * 200 + " bản cuối.pdf") == "a" * 48 + "…ản cuối.pdf"
    assert quoted("ngắn.pdf") == "ngắn.pdf"


def test_a_name_must_agree_with_the_content_and_the_sentence_says_how():
    with pytest.raises(Unfit) as refusal:
        examine(upload("a.pdf", a_document()))
    assert refusal.value.messages == [
        "Tệp “a.pdf” có nội dung là văn bản Word (DOCX) nhưng tên lại kết thúc bằng “.pdf”. "
        "Xin đổi đuôi tên tệp thành .docx nếu đúng là tệp cần gửi."
    ]
