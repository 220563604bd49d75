"""The overview, the province's report, long files, the year, the ledger of 6.2, what was refused, the journal, and each form
three times: the page, the PDF, the XLSX (the annex of Mẫu 03 has none)."""

from django.urls import URLPattern, path

from reporting.views import answerability, attempts, exports, forms, overview, report, trail, year


def _two(route: str, form: str) -> list[URLPattern]:
    """The page and the PDF of what is no table."""
    return [
        path(f"bieu-mau/{route}/", forms.form_page, {"form": form}, name=form),
        path(f"bieu-mau/{route}.pdf", forms.form_pdf, {"form": form}, name=f"{form}_pdf"),
    ]


def _paper(route: str, form: str) -> list[URLPattern]:
    """The page, the PDF, and the file that people go on editing."""
    return [
        *_two(route, form),
        path(f"bieu-mau/{route}.docx", forms.form_docx, {"form": form}, name=f"{form}_docx"),
    ]


def _three(route: str, form: str, files: str = "") -> list[URLPattern]:
    """The page under `form`, the files under `files`_pdf and `files`_xlsx."""
    files, which = files or form, {"form": form}
    return [
        path(f"bieu-mau/{route}/", forms.form_page, which, name=form),
        path(f"bieu-mau/{route}.pdf", forms.form_pdf, which, name=f"{files}_pdf"),
        path(f"bieu-mau/{route}.xlsx", forms.form_xlsx, which, name=f"{files}_xlsx"),
    ]


urlpatterns: list[URLPattern] = [
    path("tong-quan/", overview.overview, name="overview"),
    path("bao-cao/<str:code>/", report.report, name="report"),
    path("tep-xuat/", exports.exports, name="exports"),
    path("tep-xuat/<int:pk>/huy/", exports.export_cancel, name="export_cancel"),
    path("tep-xuat/<int:pk>.zip", exports.export_file, name="export_file"),
    path("nam/<int:year>/", year.year_page, name="year"),
    path("nam/<int:year>.pdf", year.year_pdf, name="year_pdf"),
    path("nam/<int:year>.xlsx", year.year_xlsx, name="year_xlsx"),
    path("trach-nhiem-de-xuat/", answerability.answerability, name="answerability"),
    path("trach-nhiem-de-xuat.pdf", answerability.answerability_pdf, name="answerability_pdf"),
    path("trach-nhiem-de-xuat.xlsx", answerability.answerability_xlsx, name="answerability_xlsx"),
    path("nhat-ky/", trail.trail, name="trail"),
    path("nhat-ky.xlsx", trail.trail_xlsx, name="trail_xlsx"),
    path("viec-bi-tu-choi/", attempts.attempts, name="attempts"),
    *_three("ho-so/<int:pk>/mau-01", "form01"),
    *_three("ho-so/<int:pk>/mau-03", "form03"),
    *_three("ho-so/<int:pk>/mau-03/lan-<int:number>", "form03_decided"),
    *_two("ho-so/<int:pk>/can-cu", "form03_grounds"),
    *_paper("hoi-dong/<int:pk>/bien-ban", "minutes"),
    *_paper("gui-ho-so/<int:unit>/<str:code>/<str:slug>/van-ban", "package_letter"),
    *_three("danh-muc/<int:pk>/mau-02", "form02"),
    *_three("danh-sach/<int:pk>", "list_form", "list"),
    *_three("danh-sach-nam/<int:pk>/bieu", "year_list_form"),
    *_three("don-vi/<int:pk>/<str:code>/mau-<str:number>", "unit_form"),
    *_three("tinh/<str:code>/mau-<str:number>", "province_form"),
    *_paper("tinh/<str:code>/bao-cao", "province_report"),
    *_three("tinh/<str:code>/ket-qua", "province_results"),
]
