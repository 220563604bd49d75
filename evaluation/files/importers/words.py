"""Fields of Word and formulas of Excel that would fetch or start something when the paper is opened."""

import re
from collections.abc import Mapping

from evaluation.files.importers.reading import Left, Reader
from evaluation.files.importers.unfit import SAVE_ANEW, Unfit

_FETCHING = re.compile(r"(?i)\b(DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|DATABASE|RD)\b")
_TEXT = re.compile(r'"[^"]*"')
_STARTING = re.compile(
    r"(?i)(?<!\w)(?:_xl\w+\.)*(WEBSERVICE|RTD|CALL|REGISTER(\.ID)?|EXEC|IMAGE|FILTERXML|SQL\.REQUEST)\s*\("
)
# server|topic!item; another workbook as [Book.xlsx]Sheet!A1; a share of the network.
_DDE = re.compile(r"[\w'.]\s*\|\s*['\w]")
_OTHER_BOOK = re.compile(r"\[[^\]\[]*\.xl\w+\]|\\\\")
_REMEMBERED = 4096  # signs of a field's instruction, which may be cut over many runs


class Fields(Reader):
    """Field codes of Word, each read as one however many runs it is cut into; what is quoted in them is no code."""

    attributes = ("fldChar", "fldSimple")
    words = ("instrText", "delInstrText")

    def __init__(self, left: Left) -> None:
        super().__init__(left)
        self.code = ""

    def begun(self, name: str, said: Mapping[str, str]) -> None:
        if name == "fldSimple":
            self._bear(said.get("instr", ""))
        elif said.get("fldCharType") == "begin":
            self.code = f"{self.code[-_REMEMBERED:]} "

    def ended(self, name: str, words: str) -> None:
        self.code = self.code[-_REMEMBERED:] + words
        self._bear(self.code)

    def _bear(self, code: str) -> None:
        if _FETCHING.search(_TEXT.sub('""', code)):
            raise Unfit(
                "có trường tự lấy dữ liệu hoặc mở chương trình khác (DDE, INCLUDETEXT, LINK)", SAVE_ANEW
            )


class Formulas(Reader):
    """Formulas of cells, names, rules and checks, without the texts in them."""

    words = (
        "f",
        "definedName",
        "formula",
        "formula1",
        "formula2",
        "calculatedColumnFormula",
        "totalsRowFormula",
    )

    def ended(self, name: str, words: str) -> None:
        said = _TEXT.sub('""', words)
        if _STARTING.search(said) or _DDE.search(said) or _OTHER_BOOK.search(said):
            raise Unfit("có công thức lấy dữ liệu hoặc mở chương trình bên ngoài", SAVE_ANEW)
