"""Whether a PDF is signed, by whom, whole, and of which paper: read offline, from the file and the province's own anchors of trust.

A paper that the application printed carries the digest of what it says (`DIGEST`, written by reporting.renderers.pdf); a signature
is of that paper if the revision which it signs carries it. What is asked here was looked into before (`examine`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings

from cadres.templatetags.vietnamese import luc
from evaluation.files.importers.unfit import File

if TYPE_CHECKING:
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import EmbeddedPdfSignature, PdfSignatureStatus

DIGEST = "DanhGiaDigest"  # the key in a PDF's Info under which a paper of ours carries its digest
NO_ANCHORS = "chưa có danh sách chứng thư tin cậy"


class Standing(Enum):
    """What a PDF is to the paper that is expected."""

    SCAN = "không có chữ ký số và không phải bản in từ phần mềm: xin đối chiếu bằng mắt"
    COPY = "là bản in từ phần mềm, chưa ký số"
    SIGNED = "đã ký số, nguyên vẹn, đúng văn bản này"
    SIGNED_SCAN = "đã ký số, nguyên vẹn, nhưng không phải bản in từ phần mềm: xin đối chiếu bằng mắt"
    OTHER = "là văn bản khác, không phải văn bản này"
    ALTERED = "đã bị sửa sau khi ký"
    BROKEN = "có chữ ký số không đọc được hoặc không hợp lệ"


@dataclass(frozen=True)
class Signer:
    """Who signed, as their certificate names them; when, as they say, or a time stamp does; whether an anchor vouches for them."""

    name: str
    at: datetime | None
    trusted: bool


@dataclass(frozen=True)
class Signed:
    """The answer, with a sentence for whoever uploaded it."""

    standing: Standing
    signers: tuple[Signer, ...] = ()
    anchored: bool = False

    @property
    def is_trusted(self) -> bool:
        return bool(self.signers) and all(signer.trusted for signer in self.signers)

    @property
    def sentence(self) -> str:
        """Tệp đã ký số, nguyên vẹn, đúng văn bản này. Người ký: Nguyễn Văn An (14:03 ngày 05/09/2026; chứng thư tin cậy)."""
        who = "; ".join(self._told(signer) for signer in self.signers)
        return f"Tệp {self.standing.value}.{f' Người ký: {who}.' if who else ''}"

    def _told(self, signer: Signer) -> str:
        trust = ("chứng thư tin cậy" if signer.trusted else "chứng thư không có trong danh sách tin cậy",)
        return f"{signer.name} ({'; '.join(filter(None, (luc(signer.at), *(trust if self.anchored else (NO_ANCHORS,)))))})"


def read_signatures(file: File, expected: str) -> Signed:
    """How the PDF stands to the paper of this digest, and who signed it."""
    from pyhanko.pdf_utils.reader import PdfFileReader

    file.seek(0)
    anchors = trust_anchors(str(settings.TRUST_ANCHORS))
    try:
        paper = PdfFileReader(file, strict=False)
        found = list(paper.embedded_regular_signatures)
        if not found:
            return Signed(_unsigned(_digest_of(paper), expected))
        judged = [(one, _status(one, anchors)) for one in found]
    except Exception:  # pyHanko's parsers raise whatever they stumble over: a signature that cannot be read vouches for nothing
        return Signed(Standing.BROKEN)
    signers = tuple(_signer(one, status) for one, status in judged)
    return Signed(_standing(paper, judged, expected), signers, bool(anchors))


@cache
def trust_anchors(folder: str) -> tuple[Any, ...]:
    """The certificates in the folder that the province keeps; a changed folder is read when the process starts anew."""
    from pyhanko.keys import load_certs_from_pemder

    files = sorted(Path(folder).glob("*")) if folder else []
    kept = [str(file) for file in files if file.suffix in (".pem", ".crt", ".cer")]
    return tuple(load_certs_from_pemder(kept))  # type: ignore[no-untyped-call]


def _unsigned(digest: str, expected: str) -> Standing:
    if not digest:
        return Standing.SCAN
    return Standing.COPY if digest == expected else Standing.OTHER


def _standing(paper: "PdfFileReader", judged: "Judged", expected: str) -> Standing:
    """The worst of it first: a single signature that does not hold spoils the others."""
    if any(not status.intact for _, status in judged):
        return Standing.ALTERED
    if any(not status.valid for _, status in judged):
        return Standing.BROKEN
    if any(not _untouched(status) for _, status in judged) or not _covers(judged[-1][1]):
        return Standing.ALTERED
    digests = {_digest_of(paper.get_historical_resolver(one.signed_revision)) for one, _ in judged}
    if digests == {""}:
        return Standing.SIGNED_SCAN
    return Standing.SIGNED if digests == {expected} else Standing.OTHER


def _status(signature: "EmbeddedPdfSignature", anchors: Iterable[Any]) -> "PdfSignatureStatus":
    """Nothing is fetched: neither certificates nor whether one was revoked meanwhile."""
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.settings import KeyUsageConstraints
    from pyhanko_certvalidator import ValidationContext

    return validate_pdf_signature(
        signature,
        ValidationContext(trust_roots=list(anchors), allow_fetching=False, revocation_mode="soft-fail"),
        key_usage_settings=KeyUsageConstraints(
            key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False
        ),
    )


def _untouched(status: "PdfSignatureStatus") -> bool:
    """After it nothing came but further signatures, and what keeps signatures provable."""
    from pyhanko.sign.diff_analysis import ModificationLevel

    level = status.modification_level
    return status.docmdp_ok is not False and level is not None and level <= ModificationLevel.FORM_FILLING


def _covers(status: "PdfSignatureStatus") -> bool:
    """The last signature covers the whole file, but for what keeps it provable."""
    from pyhanko.sign.diff_analysis import ModificationLevel
    from pyhanko.sign.validation import SignatureCoverageLevel

    whole = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    level = status.modification_level
    return whole or (level is not None and level <= ModificationLevel.LTA_UPDATES)


def _signer(signature: "EmbeddedPdfSignature", status: "PdfSignatureStatus") -> Signer:
    named = signature.signer_cert.subject.native
    name = named.get("common_name") or signature.signer_cert.subject.human_friendly
    stamped = status.timestamp_validity.timestamp if status.timestamp_validity else None
    return Signer(str(name), stamped or status.signer_reported_dt, bool(status.trusted))


def _digest_of(revision: Any) -> str:
    """What the paper carries of ours, as this revision has it: a reference is followed within it."""
    about = revision.trailer_view.get("/Info") or {}
    if hasattr(about, "reference"):
        about = revision.get_object(about.reference)
    return "".join(_hexadecimal(str(about.get(f"/{DIGEST}", ""))))


def _hexadecimal(text: str) -> Iterator[str]:
    yield from (sign for sign in text.lower() if sign in "0123456789abcdef")


Judged = list[tuple["EmbeddedPdfSignature", "PdfSignatureStatus"]]
