"""What the forms have in common: head, person, signature, dates and quantities in words."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from config.clock import HERE
from evaluation.models import Dossier
from regulation.numbers import vn
from regulation.quarters import Quarter
from regulation.vocabulary import Rating

NO_DAY = "ngày ..... tháng ..... năm ....."


@dataclass(frozen=True, slots=True)
class Head:
    """The issuing body with its superior; `dated` stands at the right under the motto, and is empty on Mẫu 04–06."""

    superior: str
    body: str
    dated: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """The five lines under the title of Mẫu 01 and 03."""

    name: str
    birth_date: date | None
    party_post: str
    government_post: str
    mass_post: str
    unit: str

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        return (
            ("Chức vụ Đảng:", self.party_post),
            ("Chức vụ chính quyền:", self.government_post),
            ("Chức vụ đoàn thể:", self.mass_post),
            ("Đơn vị công tác:", self.unit),
        )


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs: the lines in capitals, what the signing consists of, the name where it is known.

    The day stands above the signer, on Mẫu 03's part III below.
    """

    lines: tuple[str, ...]
    hint: str
    dated: str = ""
    name: str = ""
    dated_below: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """By which a paper of a closed record is looked up: `code` names the seal, `url` is the page that tells whether both agree."""

    version: str
    code: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What every form carries. `remarks` are ours, printed small beneath; `note` is the form's own.

    `mark` says where the paper is looked up, and is no part of what it says.
    """

    number: str
    subject: str
    quarter: Quarter | None
    head: Head
    title: tuple[str, ...]
    signature: Signature
    note: str
    remarks: tuple[str, ...] = ()
    proof: str = ""
    mark: Mark | None = None

    @property
    def name(self) -> str:
        """Mẫu số 03; a paper that is none of the guideline's forms has a name of its own."""
        return f"Mẫu số {self.number}"

    @property
    def label(self) -> str:
        """Mẫu số 03 · Nguyễn Văn An · Quý II/2026."""
        return " · ".join(filter(None, (self.name, self.subject, self.when)))

    @property
    def file_name(self) -> str:
        """Mẫu 03 Nguyễn Văn An Q2-2026."""
        quarter = f"Q{self.quarter.number}-{self.quarter.year}" if self.quarter else ""
        return " ".join(filter(None, (self.name.replace("Mẫu số", "Mẫu"), self.subject, quarter)))

    @property
    def proofs(self) -> tuple[str, ...]:
        """The lines at the foot of every page of a closed record: its version, its codes."""
        version = f"{self.mark.version}. " if self.mark and self.mark.version else ""
        decided = f"Quyết định xếp loại, mã đối chiếu {self.proof}" if self.proof else ""
        sealed = f"Niêm phong {self.mark.code}" if self.mark else ""
        return tuple(line for line in (f"{version}{decided}".strip(), sealed) if line)

    @property
    def light(self) -> tuple[str, ...]:
        """The lines of the title that the guideline sets in italics, not in bold."""
        bracketed = (line for line in self.title if line.startswith("(") and not line.isupper())
        return (*bracketed, *(self.title[1:] if self.number == "03" else ()))

    @property
    def when(self) -> str:
        return self.quarter.label if self.quarter else ""


def person_of(dossier: Dossier) -> Person:
    """The person with posts and unit as settled for this quarter."""
    return Person(
        name=dossier.cadre.full_name,
        birth_date=dossier.cadre.birth_date,
        party_post=dossier.party_post,
        government_post=dossier.government_post,
        mass_post=dossier.mass_post,
        unit=workplace(dossier),
    )


def workplace(dossier: Dossier) -> str:
    """The unit, and the one that manages it where that is another."""
    names = (dossier.unit.name, dossier.managing_unit.name)
    return ", ".join(dict.fromkeys(names))


def in_words(day: date | datetime | None) -> str:
    """ngày 05 tháng 02 năm 2026: official papers put a nought before days below 10 and the first two months."""
    if day is None:
        return NO_DAY
    local = day.astimezone(HERE) if isinstance(day, datetime) else day
    month = f"{local.month:02d}" if local.month < 3 else str(local.month)
    return f"ngày {local.day:02d} tháng {month} năm {local.year}"


def dated(place: str, day: date | datetime | None) -> str:
    return f"{place}, {in_words(day)}"


def quantity(value: Decimal) -> str:
    """Quantities as the guideline prints them: 01, 02, 12; 1,5 as it is."""
    return f"{int(value):02d}" if value == int(value) else vn(value)


def rating_words(value: str) -> str:
    """The rating in full, or nothing."""
    return Rating(value).label if value else ""
