"""Which papers there are of one dossier, and where to fetch them as page, PDF and XLSX."""

from django.urls import NoReverseMatch, reverse

from cadres.models import User
from evaluation.core.models import Dossier
from evaluation.lists.models import RatingList

_FORMS = (
    ("form01", "Mẫu số 01", "Kế hoạch công tác của cá nhân"),
    ("form03", "Mẫu số 03", "Bản tự đánh giá, chấm điểm và xếp loại, kèm phụ lục KPI"),
    (
        "form03_grounds",
        "Phụ lục Mẫu số 03",
        "Căn cứ xếp loại: điểm tính đến từng số, từng quy định và kết quả",
    ),
)
_WAYS = (("", "Xem"), ("_pdf", "PDF"), ("_xlsx", "XLSX"))


def papers_of(dossier: Dossier, user: User) -> dict[str, object]:
    """The person's own forms, and the lists on which they stand, as far as the user may see those."""
    # A round of direct entry has no Mẫu 01 (Bước 2).
    forms = _FORMS[1:] if dossier.period.direct_entry else _FORMS
    return {
        "papers": [
            {"number": number, "title": title, "links": _links(name, dossier)}
            for name, number, title in forms
        ],
        "decided": _decided(dossier, user),
        "lists": RatingList.objects.visible_to(user)
        .filter(rows__dossier=dossier)
        .select_related("unit", "period"),
    }


def _decided(dossier: Dossier, user: User) -> list[dict[str, object]]:
    """Each decision with its Mẫu 03, the newest first: however often the dossier was reopened, all of them stay."""
    known = dossier.decisions.known_to(user).select_related("form").order_by("-number")
    return [
        {
            "decision": row,
            "links": _links("form03_decided", dossier, row.number) if hasattr(row, "form") else [],
        }
        for row in known.defer("snapshot", "form__content")
    ]


def _links(name: str, dossier: Dossier, *key: int) -> list[dict[str, str]]:
    """The ways in which this installation gives the form out."""
    found = ((label, _address(f"{name}{way}", dossier.pk, *key)) for way, label in _WAYS)
    return [{"label": label, "url": url} for label, url in found if url]


def _address(name: str, *key: int) -> str:
    try:
        return reverse(name, args=key)
    except NoReverseMatch:
        return ""
