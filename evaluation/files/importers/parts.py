"""Parts of an Office file: what each says it is, where its relations lead, what a part that is no XML may be."""

from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit
from zipfile import ZipFile, ZipInfo

from evaluation.files.importers.archive import pieces
from evaluation.files.importers.reading import Left, Reader
from evaluation.files.importers.unfit import SAVE_ANEW, Unfit

TYPES = "[Content_Types].xml"
# What a part is called by its type or its relation → what a sentence calls it.
_ACTING = {
    "vbaproject": "macro",
    "vbadata": "macro",
    "macroenabled": "macro",
    "macrosheet": "macro",
    "dialogsheet": "macro",
    "keymapcustomizations": "macro",
    "attachedtoolbars": "macro",
    "activex": "điều khiển ActiveX",
    "relationships/control": "điều khiển ActiveX",
    "oleobject": "đối tượng OLE nhúng",
    "relationships/package": "tệp khác nhúng bên trong",
    "attachedtemplate": "bản mẫu lấy từ nơi khác",
    "subdocument": "văn bản con lấy từ nơi khác",
    "relationships/frame": "khung lấy từ nơi khác",
    "afchunk": "văn bản khác nhúng bên trong",
    "externallink": "liên kết tới bảng tính khác",
    "relationships/connections": "kết nối dữ liệu bên ngoài",
    "spreadsheetml.connections": "kết nối dữ liệu bên ngoài",
    "querytable": "kết nối dữ liệu bên ngoài",
    "webextension": "tiện ích bổ sung",
    "ui/extensibility": "tiện ích bổ sung",
    "usercustomization": "tiện ích bổ sung",
    "sheet.binary": "bảng tính dạng nhị phân",
}
# Other papers within this one, by the type that they would have.
_PACKAGES = ("wordprocessingml.document", "spreadsheetml.sheet", "presentationml.presentation")
_FOLDERS = ("/embeddings/", "/activex/", "/macrosheets/", "/externallinks/", "/customui/", "/vbaproject")
_LINK = "/hyperlink"
_SCHEMES = ("http", "https", "mailto")
_BINARY = (
    *(".png", ".jpg", ".jpeg", ".jpe", ".gif", ".bmp", ".tif", ".tiff"),
    *(".emf", ".wmf", ".emz", ".wmz", ".wdp", ".odttf", ".fntdata"),
)
_SETTINGS = "printersettings"  # Excel's, in a .bin
_OTHER_FILES = (b"PK\3\4", b"\xd0\xcf\x11\xe0", b"MZ", b"\x7fELF", b"%PDF", b"Rar!", b"<")
VML = ".vml"


class _Table(Reader):
    """[Content_Types].xml."""

    attributes = ("Override", "Default")

    def __init__(self, left: Left) -> None:
        super().__init__(left)
        self.overrides: dict[str, str] = {}
        self.defaults: dict[str, str] = {}

    def begun(self, name: str, said: Mapping[str, str]) -> None:
        kind = said.get("ContentType", "").strip().casefold()
        if name == "Override":
            self.overrides[said.get("PartName", "").casefold()] = kind
        else:
            self.defaults[said.get("Extension", "").casefold()] = kind


class Parts:
    """The type of each part: by its name, else by its ending."""

    def __init__(self, archive: ZipFile, left: Left) -> None:
        table = _Table(left)
        with archive.open(TYPES) as part:
            table.read(part)
        self.overrides, self.defaults = table.overrides, table.defaults

    def type_of(self, name: str) -> str:
        ending = name.rpartition(".")[2].casefold()
        return self.overrides.get(f"/{name}".casefold(), self.defaults.get(ending, ""))

    def is_xml(self, name: str) -> bool:
        return name.casefold().endswith(".xml") or self.type_of(name).endswith(("+xml", "/xml"))

    def bear(self, found: Iterable[ZipInfo]) -> None:
        """Nothing that acts is named by a type, nor by where it lies."""
        for said in (*self.overrides.values(), *self.defaults.values()):
            refuse_acting(said)
            if said.endswith(_PACKAGES):
                raise Unfit("có tệp khác nhúng bên trong", SAVE_ANEW)
        for entry in found:
            if any(folder in f"/{entry.filename}".casefold() for folder in _FOLDERS):
                raise Unfit("có tệp khác hoặc macro nhúng bên trong", SAVE_ANEW)


class Relations(Reader):
    """Where a part leads: within the file, and from it to the web and to mail alone."""

    attributes = ("Relationship",)

    def begun(self, name: str, said: Mapping[str, str]) -> None:
        kind, target = said.get("Type", "").strip(), said.get("Target", "").strip()
        refuse_acting(kind)
        if said.get("TargetMode", "").casefold() != "external":
            if urlsplit(target).scheme or target.startswith(("//", "\\")):
                raise Unfit("có phần lấy nội dung từ nơi khác", SAVE_ANEW)
        elif not kind.endswith(_LINK):
            raise Unfit("có hình hoặc phần lấy nội dung từ nơi khác", SAVE_ANEW)
        elif not target.startswith("#") and urlsplit(target).scheme.casefold() not in _SCHEMES:
            raise Unfit("có đường dẫn không phải trang web hay thư điện tử", SAVE_ANEW)


def bear_binary(archive: ZipFile, entry: ZipInfo, kind: str) -> None:
    """Pictures and fonts, printer settings; read to the end, so that what it unpacks to is counted."""
    name = entry.filename.casefold()
    if not name.endswith(_BINARY) and not (name.endswith(".bin") and _SETTINGS in kind):
        raise Unfit(f"có thành phần lạ bên trong ({entry.filename[-40:]})", SAVE_ANEW)
    head = b""
    for piece in pieces(archive, entry):
        head = head or piece[:16]
    if head.startswith(_OTHER_FILES):
        raise Unfit("có tệp khác nhúng bên trong", SAVE_ANEW)


def bear_vml(archive: ZipFile, entry: ZipInfo) -> None:
    """Excel draws its comments in VML that is not always well-formed: only that it declares nothing is asked."""
    head = b""
    for piece in pieces(archive, entry):
        if b"<!" in (seen := head + piece).replace(b"<!--", b"").replace(b"<![", b""):
            raise Unfit("có khai báo kiểu tài liệu (DTD)", SAVE_ANEW)
        head = seen[-8:]


def refuse_acting(said: str) -> None:
    for name, called in _ACTING.items():
        if name in said.casefold():
            raise Unfit(f"có {called}", SAVE_ANEW)
