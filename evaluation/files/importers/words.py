"""Fields of Word and formulas of Excel that would fetch or start something when the paper is opened."""

import re
from collections.abc import Mapping

from evaluation.files.importers.reading import Left, Reader
from evaluation.files.importers.unfit import SAVE_ANEW, File, Unfit

_FETCHING = re.compile(r"(?i)\b(DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|DATABASE|RD)\b")
_TEXT = re.compile(r'"[^"]*"')
# The name of a sheet ('…') or of a column ([…], in which ' stands before a bracket) may have quotes in it, which begin no text.
_NAME_OR_TEXT = re.compile(r"""'[^']*'?|\[(?:[^\[\]']|'.)*+\]?|("[^"]*")""", re.DOTALL)
_STARTING = re.compile(
    r"(?i)(?<!\w)(WEBSERVICE|RTD|CALL|REGISTER(\.ID)?|EXEC|IMAGE|FILTERXML|SQL\.REQUEST)\s*\("
)
# server|topic!item; another workbook as [Book.xlsx]Sheet!A1; a share of the network.
_DDE = re.compile(r"[\w'.]\s*\|\s*['\w]")
_OTHER_BOOK = re.compile(r"\[[^\]\[]*\.xl\w+\]|\\\\")


class Fields(Reader):
    """Field codes of Word, each read as one however many runs it is cut into, and by itself: fields stand within fields, and what is
    quoted in one hides nothing in another."""

    attributes = ("fldChar", "fldSimple")
    words = ("instrText", "delInstrText")

    def __init__(self, left: Left) -> None:
        super().__init__(left)
        # Of the fields that are open, the innermost last; first what stands in none.
        self.codes: list[list[str]] = [[]]

    def read(self, part: File) -> None:
        super().read(part)
        while self.codes:
            self._close()

    def begun(self, name: str, said: Mapping[str, str]) -> None:
        if name == "fldSimple":
            _bear(said.get("instr", ""))
        elif said.get("fldCharType") == "begin":
            self.codes.append([])
        elif len(self.codes) > 1:
            self._close()
            if said.get("fldCharType") == "separate":
                self.codes.append([])  # what is shown follows

    def ended(self, name: str, words: str) -> None:
        self.codes[-1].append(words)

    def _close(self) -> None:
        _bear("".join(self.codes.pop()))


def _bear(code: str) -> None:
    if _FETCHING.search(_TEXT.sub('""', code)):
        raise Unfit("có trường tự lấy dữ liệu hoặc mở chương trình khác (DDE, INCLUDETEXT, LINK)", SAVE_ANEW)


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
        said = _NAME_OR_TEXT.sub(lambda found: '""' if found[1] else found[0], words)
        if _STARTING.search(said) or _DDE.search(said) or _OTHER_BOOK.search(said):
            raise Unfit("có công thức lấy dữ liệu hoặc mở chương trình bên ngoài", SAVE_ANEW)
