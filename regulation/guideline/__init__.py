"""The guideline, sentence by sentence: the law's own text, under codes that a reader can look up.

A code is the place as one says it: 6.1.3 is the third dash of Mục 6.1, B3.2 the second of Bước 3, PL2.ii point (ii) of
Phụ lục 2, M03.note the note of Mẫu số 03; `/2` is the second sentence of that place. Slips of the scan are mended.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from regulation.guideline import annexes, duties, forms, opening, people, ratings, steps


@dataclass(frozen=True, slots=True)
class Chapter:
    """A Mục, a Phụ lục or a Mẫu, with its sentences in their order; a code that ends in a dot is a heading."""

    title: str
    texts: Mapping[str, str]


CHAPTERS = (
    Chapter("Căn cứ", opening.OPENING),
    Chapter("1. Mục đích, yêu cầu", opening.PURPOSE),
    Chapter("2. Nguyên tắc", opening.PRINCIPLES),
    Chapter("3. Phạm vi đối tượng", people.PEOPLE),
    Chapter("4. Quy trình đánh giá", steps.STEPS),
    Chapter("5. Về sử dụng kết quả xếp loại hằng quý", ratings.USE),
    Chapter("6. Một số nội dung cần lưu ý khi xem xét, quyết định/đề xuất mức xếp loại", ratings.LIMITS),
    Chapter("7. Một số nội dung khác", ratings.CASES),
    Chapter("8. Tổ chức thực hiện", duties.DUTIES),
    Chapter("Phụ lục 1", annexes.CATALOG),
    Chapter("Phụ lục 2", annexes.SCORING),
    Chapter("Mẫu số 01", forms.FORM_01),
    Chapter("Mẫu số 02", forms.FORM_02),
    Chapter("Mẫu số 03", forms.FORM_03),
    Chapter("Mẫu số 04, 05, 06: bảng chung", forms.TABLE),
    Chapter("Mẫu số 04", forms.FORM_04),
    Chapter("Mẫu số 05", forms.FORM_05),
    Chapter("Mẫu số 06", forms.FORM_06),
)

TEXTS: Mapping[str, str] = MappingProxyType(
    {code: text for chapter in CHAPTERS for code, text in chapter.texts.items()}
)


def is_heading(code: str) -> bool:
    """Whether the code names a heading, which asks nothing of anybody."""
    return code.endswith(".")


SENTENCES: Mapping[str, str] = MappingProxyType(
    {code: text for code, text in TEXTS.items() if not is_heading(code)}
)


def lies_under(code: str, place: str) -> bool:
    """Whether the sentence stands at the place or beneath it: 6.1.3 and 6.1.1/2 lie under 6.1."""
    return code == place or code.startswith((f"{place}.", f"{place}/"))


def codes_under(*places: str, headings: Collection[str] = ()) -> tuple[str, ...]:
    """Every sentence at or beneath one of the places, in the guideline's order; of headings those that are named."""
    return tuple(
        code
        for code in TEXTS
        if (code in SENTENCES or code in headings) and any(lies_under(code, place) for place in places)
    )
