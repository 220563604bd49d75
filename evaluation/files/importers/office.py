"""DOCX and XLSX: the archive, what its parts say they are, where they lead, and what Word or Excel would do on opening.

Refused: macros, ActiveX, OLE, embedded packages, templates and pictures from elsewhere, links but to the web and to mail, document
type definitions, fields and formulas that fetch or start something (DDE, INCLUDETEXT, WEBSERVICE), links to other workbooks, data
connections, add-ins.
Inert: pictures, drawings, charts without their workbook, fonts, comments, printer settings, custom properties, fields that
count or date.
"""

from zipfile import ZipFile, ZipInfo

from evaluation.files.importers import archive as packed
from evaluation.files.importers.parts import TYPES, VML, Parts, Relations, bear_binary, bear_vml
from evaluation.files.importers.reading import Left, Reader
from evaluation.files.importers.unfit import SAVE_ANEW, File, Unfit
from evaluation.files.importers.words import Fields, Formulas
from evaluation.files.stages import Kind

_MAIN = "application/vnd.openxmlformats-officedocument.{}.main+xml"
_MAINS = {
    _MAIN.format("wordprocessingml.document"): Kind.DOCX,
    _MAIN.format("spreadsheetml.sheet"): Kind.XLSX,
}


def kind_of(file: File) -> Kind:
    """Word's or Excel's, by the one main part that the archive names."""
    with packed.opened(file) as archive:
        found = archive.infolist()
        if TYPES not in archive.namelist():
            raise Unfit(
                "là tệp nén, không phải văn bản Word hay bảng tính Excel", "Xin giải nén rồi gửi từng tệp."
            )
        packed.bear_size(found)
        overrides = Parts(archive, Left()).overrides
    kinds = [_MAINS[said] for said in overrides.values() if said in _MAINS]
    if len(kinds) != 1:
        raise Unfit("không phải DOCX hay XLSX thường (có thể là bản mẫu, hoặc có macro)", SAVE_ANEW)
    return kinds[0]


def check(file: File) -> None:
    with packed.opened(file) as archive:
        found, left = packed.entries(archive, file), Left()
        packed.bear_size(found)
        parts = Parts(archive, left)
        parts.bear(found)
        for entry in found:
            if not entry.is_dir():
                _look_into(archive, entry, parts, left)


def _look_into(archive: ZipFile, entry: ZipInfo, parts: Parts, left: Left) -> None:
    """XML is read to its end, of whatever else the first bytes tell."""
    name, kind = entry.filename.casefold(), parts.type_of(entry.filename)
    if name.endswith(VML):
        bear_vml(archive, entry)
    elif name.endswith(".rels") or parts.is_xml(name):
        with archive.open(entry) as part:
            _reader(name, kind)(left).read(part)
    else:
        bear_binary(archive, entry, kind)


def _reader(name: str, kind: str) -> type[Reader]:
    """What is looked for in a part."""
    if name.endswith(".rels"):
        return Relations
    return Formulas if "spreadsheetml" in kind or "drawingml" in kind else Fields
