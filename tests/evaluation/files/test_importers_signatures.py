"""A signed paper, one altered after signing, one that signs another paper: told apart, with keys made here."""

import io
import re

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from evaluation.files.importers import examine
from evaluation.files.importers.signatures import DIGEST, Standing, read_signatures, trust_anchors
from tests.evaluation.files.made import a_paper, pdf, upload
from tests.evaluation.files.signing import Authority, signed

EXPECTED, ANOTHER = "a1" * 32, "b2" * 32
AN, BINH = "Nguyễn Văn An", "Trần Thị Bình"


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority()


@pytest.fixture
def trusting(authority, settings, tmp_path):
    """The province trusts this authority."""
    (tmp_path / "ca.pem").write_bytes(authority.pem())
    settings.TRUST_ANCHORS = str(tmp_path)
    yield
    trust_anchors.cache_clear()


def ours(digest: str = EXPECTED) -> bytes:
    paper = a_paper(2)
    paper.docinfo[f"/{DIGEST}"] = digest
    return pdf(paper, packed=False, compress_streams=False)


def read(content: bytes):
    return read_signatures(io.BytesIO(content), EXPECTED)


def revised(content: bytes, change) -> bytes:
    """Changed in a revision of its own behind everything that was there, as editors do."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    change(writer)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def another_text(writer) -> None:
    page = writer.root["/Pages"]["/Kids"][0]
    page[generic.pdf_name("/Contents")] = writer.add_object(
        generic.StreamObject(stream_data=b"BT (Xuat sac) Tj ET")
    )
    writer.mark_update(page.get_container_ref() if hasattr(page, "get_container_ref") else page.container_ref)


def a_note(writer) -> None:
    page = writer.root["/Pages"]["/Kids"][0]
    note = generic.DictionaryObject(
        {
            generic.pdf_name("/Type"): generic.pdf_name("/Annot"),
            generic.pdf_name("/Subtype"): generic.pdf_name("/FreeText"),
            generic.pdf_name("/Contents"): generic.pdf_string("Đã sửa"),
            generic.pdf_name("/Rect"): generic.ArrayObject(map(generic.NumberObject, (0, 0, 99, 99))),
        }
    )
    page[generic.pdf_name("/Annots")] = generic.ArrayObject([writer.add_object(note)])
    writer.mark_update(page.container_ref)


def another_digest(writer) -> None:
    info = writer.trailer["/Info"]
    info[generic.pdf_name(f"/{DIGEST}")] = generic.pdf_string(EXPECTED)
    writer.mark_update(info.container_ref)


def test_a_scan_says_nothing_of_itself():
    assert read(pdf(a_paper())).standing is Standing.SCAN


def test_a_copy_of_ours_is_known_by_its_digest_and_another_by_its_own():
    assert [read(ours()).standing, read(ours(ANOTHER)).standing] == [Standing.COPY, Standing.OTHER]


def test_signed_whole_and_ours(authority, trusting):
    found = read(signed(ours(), authority.signer(AN)))
    assert (found.standing, found.is_trusted) == (Standing.SIGNED, True)
    assert re.fullmatch(
        r"Tệp đã ký số, nguyên vẹn, đúng văn bản này\. "
        r"Người ký: Nguyễn Văn An \(\d\d:\d\d ngày \d\d/\d\d/\d{4}; chứng thư tin cậy\)\.",
        found.sentence,
    )


def test_two_who_sign_one_after_the_other_are_both_named(authority, trusting):
    twice = signed(signed(ours(), authority.signer(AN)), authority.signer(BINH), "ChuKy2")
    found = read(twice)
    assert (found.standing, [signer.name for signer in found.signers]) == (Standing.SIGNED, [AN, BINH])


def test_signed_but_of_another_paper(authority):
    assert read(signed(ours(ANOTHER), authority.signer(AN))).standing is Standing.OTHER


def test_a_scan_that_was_signed_is_whole_but_not_known_to_be_ours(authority):
    assert read(signed(pdf(a_paper()), authority.signer(AN))).standing is Standing.SIGNED_SCAN


@pytest.mark.parametrize("change", [another_text, a_note])
def test_altered_after_signing_in_a_revision_of_its_own(authority, change):
    found = read(revised(signed(ours(), authority.signer(AN)), change))
    assert (found.standing, found.sentence[:27]) == (Standing.ALTERED, "Tệp đã bị sửa sau khi ký. N")


def test_altered_within_what_was_signed(authority):
    content = signed(ours(), authority.signer(AN))
    assert read(content.replace(b"(Trang 1)", b"(Trang 9)")).standing is Standing.ALTERED


def test_altered_between_two_signatures(authority):
    between = revised(signed(ours(), authority.signer(AN)), another_text)
    assert read(signed(between, authority.signer(BINH), "ChuKy2")).standing is Standing.ALTERED


def test_another_paper_made_to_look_like_ours_after_it_was_signed(authority):
    """What counts is the digest that the signed revision carries."""
    lying = revised(signed(ours(ANOTHER), authority.signer(AN)), another_digest)
    assert read(lying).standing in (Standing.ALTERED, Standing.OTHER)


def test_a_signature_that_cannot_be_read_is_broken(authority):
    content = signed(ours(), authority.signer(AN))
    at = content.index(b"/Contents <") + len(b"/Contents <")
    assert read(content[:at] + b"00" * 40 + content[at + 80 :]).standing is Standing.BROKEN


def test_what_is_no_pdf_at_all_is_broken():
    assert read(b"%PDF-1.4 nothing").standing is Standing.BROKEN


def test_without_anchors_nobody_is_trusted_and_that_is_said(authority, settings):
    settings.TRUST_ANCHORS = ""
    found = read(signed(ours(), authority.signer(AN)))
    assert (found.standing, found.is_trusted) == (Standing.SIGNED, False)
    assert found.sentence.endswith("chưa có danh sách chứng thư tin cậy).")


def test_who_is_vouched_for_by_another_authority_is_not_trusted(trusting):
    found = read(signed(ours(), Authority("CA khác").signer(AN)))
    assert (found.standing, found.is_trusted) == (Standing.SIGNED, False)
    assert found.sentence.endswith("chứng thư không có trong danh sách tin cậy).")


def test_a_signed_paper_is_taken_as_evidence(authority):
    content = signed(ours(), authority.signer(AN))
    assert examine(upload("Đã ký.pdf", content)).size == len(content)
