"""Honest papers and pictures, made by the programs that people make them with."""

import io
import zipfile
from collections.abc import Iterator
from functools import cache

import docx
import openpyxl
import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

NAMES = (
    "Báo cáo kết quả quý III",
    "Quyết định số 12-QĐ_ĐU ngày 05.9.2026",
    "Bie\u0302n ba\u0309n ho\u0323p",  # as a Mac writes it, letter and marks apart
    "Đồng chí Nguyễn Thị Ánh Tuyết - minh chứng (bản chính)",
    "IMG_20260905_081233",
)
NEAR_TO_MOST = 19 * 1024 * 1024


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def pdf(paper: pikepdf.Pdf, packed: bool = True, **options: object) -> bytes:
    """Written with its objects in streams, or one by one."""
    mode = pikepdf.ObjectStreamMode
    made = io.BytesIO()
    paper.save(made, object_stream_mode=mode.generate if packed else mode.disable, **options)
    return made.getvalue()


def a_paper(pages: int = 1) -> pikepdf.Pdf:
    paper = pikepdf.new()
    for number in range(pages):
        paper.add_blank_page()
        drawn = f"BT /F1 12 Tf 72 720 Td (Trang {number + 1}) Tj ET".encode()
        paper.pages[-1].Contents = paper.make_stream(drawn)
    return paper


def a_link(paper: pikepdf.Pdf, **action: object) -> None:
    """A link on the first page that does this."""
    link = {"/Type": pikepdf.Name.Annot, "/Subtype": pikepdf.Name.Link, "/Rect": [0, 0, 9, 9]}
    made = paper.make_indirect(pikepdf.Dictionary(link | {"/A": pikepdf.Dictionary(**action)}))
    paper.pages[0].Annots = pikepdf.Array([*paper.pages[0].get("/Annots", []), made])


@cache
def a_document(lines: int = 3) -> bytes:
    document = docx.Document()
    document.add_heading("Báo cáo kết quả thực hiện nhiệm vụ")
    for number in range(lines):
        document.add_paragraph(f"{number + 1}. Đồng chí hoàn thành nhiệm vụ được giao.", style="List Number")
    document.add_table(3, 3).cell(0, 0).text = "Sản phẩm"
    document.sections[0].header.paragraphs[0].text = "ĐẢNG BỘ TỈNH AN GIANG"
    document.add_picture(io.BytesIO(png(20, 20)))
    return saved(document)


@cache
def a_workbook(rows: int = 5) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Nhiệm vụ", "Số lượng", "Ghi chú: A|B, [1]"])
    for number in range(rows):
        sheet.append([f"Nhiệm vụ {number + 1}", number, f"=SUM(B2:B{number + 2})"])
    sheet["D1"] = '=IF(A1="a|b","x","HÌNH IMAGE(1)")'
    sheet["D2"] = '=HYPERLINK("https://angiang.gov.vn")'
    sheet["D3"].hyperlink = "https://angiang.gov.vn/van-ban?so=12"
    sheet["D4"].hyperlink = "mailto:vanphong@angiang.gov.vn"
    sheet["D4"].comment = openpyxl.comments.Comment("Đã kiểm tra", "Văn phòng")
    book.create_sheet("Phụ lục")
    return saved(book)


def saved(document: object) -> bytes:
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def png(width: int = 40, height: int = 30, mode: str = "RGB", **options: object) -> bytes:
    return _picture(Image.new(mode, (width, height)), "PNG", **options)


def jpeg(width: int = 40, height: int = 30, **options: object) -> bytes:
    return _picture(Image.effect_noise((width, height), 40).convert("RGB"), "JPEG", **options)


def _picture(image: Image.Image, format_: str, **options: object) -> bytes:
    made = io.BytesIO()
    image.save(made, format_, **options)
    return made.getvalue()


def exif() -> Image.Exif:
    """As a telephone writes it: which one, when, where."""
    said = Image.Exif()
    said[0x010F], said[0x0110], said[0x0132] = "Samsung", "SM-S928B", "2026:09:05 08:12:33"
    said.get_ifd(0x8825)[1] = "N"
    return said


def archive(content: bytes, **changes: bytes | None) -> bytes:
    """The same archive with some of its entries otherwise, without some, or with more."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for name in old.namelist():
            if (kept := changes.get(name, old.read(name))) is not None:
                new.writestr(name, kept)
        for name in changes.keys() - set(old.namelist()):
            new.writestr(name, changes[name] or b"")
    return made.getvalue()


def entry(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return packed.read(name)


def honest() -> Iterator[tuple[str, bytes]]:
    """Two hundred files, each by another way through the programs that write them."""
    for number in range(40):
        name = f"{NAMES[number % len(NAMES)]} {number}"
        paper = a_paper(1 + number % 7)
        a_link(paper, S=pikepdf.Name.URI, URI=pikepdf.String(f"https://angiang.gov.vn/vb?so={number}"))
        a_link(paper, S=pikepdf.Name.GoTo, D=pikepdf.Array([paper.pages[0].obj, pikepdf.Name.Fit]))
        paper.docinfo["/Title"] = name
        yield f"{name}.pdf", pdf(paper, packed=bool(number % 2), linearize=number % 5 == 0)
        yield f"{name}.docx", a_document(1 + number)
        yield f"{name}.XLSX", a_workbook(1 + number)
        yield (
            f"{name}.jpg",
            jpeg(40 + number, 30, quality=50 + number, exif=exif(), progressive=number % 4 == 0),
        )
        yield f"{name}.png", png(40 + number, 30, ("RGB", "RGBA", "L", "P", "1", "LA", "I;16")[number % 7])
