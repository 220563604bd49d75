"""What a layer of Mẫu 03 says as a whole, beneath its lines."""

from evaluation.marks.forms.fields import Line, note_field, rating_field, version_field
from regulation.vocabulary import Layer


class Words(Line):
    version = version_field()


class OwnWords(Words):
    rating = rating_field()
    reason = note_field(rows=2, most=2000)
    late_reason = note_field(rows=2, most=2000)


class AppraisalWords(Words):
    rating = rating_field()
    reason = note_field(rows=2, most=2000)
    remark = note_field(rows=3, most=4000)


class AuthorityWords(Words):
    remark = note_field(rows=3, most=4000)


WORDS: dict[Layer, type[Words]] = {
    Layer.SELF: OwnWords,
    Layer.APPRAISAL: AppraisalWords,
    Layer.AUTHORITY: AuthorityWords,
}
