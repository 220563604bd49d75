"""What a layer of Mẫu 03 says as a whole, beneath its lines."""

from evaluation.marks.forms.fields import Line, Version, note_field, rating_field
from regulation.vocabulary import Layer

REASON, REMARK = "Lý do nếu khác mức gợi ý", "Nhận xét"


class Words(Line):
    version = Version()


class OwnWords(Words):
    rating = rating_field()
    reason = note_field(rows=2, most=2000, label=REASON)
    late_reason = note_field(rows=2, most=2000, label="Lý do nộp muộn")


class AppraisalWords(Words):
    rating = rating_field()
    reason = note_field(rows=2, most=2000, label=REASON)
    remark = note_field(rows=3, most=4000, label=REMARK)


class AuthorityWords(Words):
    remark = note_field(rows=3, most=4000, label=REMARK)


WORDS: dict[Layer, type[Words]] = {
    Layer.SELF: OwnWords,
    Layer.APPRAISAL: AppraisalWords,
    Layer.AUTHORITY: AuthorityWords,
}
