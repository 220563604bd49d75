"""The guidance map: each sentence of the guideline, what in the code carries it and which tests hold that, or why nothing does."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from django.conf import settings

from regulation.checks import RULES, Rule
from regulation.guideline import SENTENCES, Chapter, is_heading
from reporting.summaries.guidance.carried import CARRIES, name_of
from reporting.summaries.guidance.held import MarkedTest, marked_tests
from reporting.summaries.guidance.left import LEFT
from reporting.summaries.guidance.sources import exists


@dataclass(frozen=True)
class Row:
    """One sentence: dotted names and tests where the code carries it, and what is left to people, with the reason."""

    code: str
    text: str
    carriers: tuple[str, ...]
    tests: tuple[MarkedTest, ...]
    left: str

    @property
    def is_heading(self) -> bool:
        """Whether it only names what follows."""
        return is_heading(self.code)


@dataclass(frozen=True)
class GuidanceMap:
    """The map as the tables and the marked tests make it; `faults` says where they leave a gap."""

    carries: Mapping[str, str]
    left: Mapping[str, str]
    tests: Sequence[MarkedTest]
    rules: Sequence[Rule] = RULES

    def row(self, code: str, text: str) -> Row:
        """The sentence with everything that is known of it."""
        return Row(
            code,
            text,
            tuple(name for name, codes in self.carries.items() if names(codes, code)),
            tuple(test for test in self.tests if names(test.codes, code)),
            " ".join(reason for codes, reason in self.left.items() if names(codes, code)),
        )

    def rows(self, chapter: Chapter) -> list[Row]:
        """The sentences and headings of one chapter, in its order."""
        return [self.row(code, text) for code, text in chapter.texts.items()]

    def faults(self) -> list[str]:
        """Everything for which the map cannot be trusted, as sentences for whoever keeps it."""
        return [*self._unknown_codes(), *self._lost_names(), *self._gaps(), *self._unmapped_rules()]

    def _unknown_codes(self) -> Iterator[str]:
        named = [*self.carries.values(), *self.left, *(test.codes for test in self.tests)]
        for code in sorted({code for codes in named for code in codes.split()}):
            if not any(names(code, sentence) for sentence in SENTENCES):
                yield f"{code}: the guideline has no such sentence"

    def _lost_names(self) -> Iterator[str]:
        for name in self.carries:
            if not exists(name):
                yield f"{name}: there is no such name"

    def _gaps(self) -> Iterator[str]:
        for row in (self.row(code, text) for code, text in SENTENCES.items()):
            if not row.carriers and not row.left:
                yield f"{row.code}: nothing carries it and no reason is given"
            if row.carriers and not row.tests:
                yield f"{row.code}: no test holds it"
            if row.tests and not row.carriers:
                yield f"{row.code}: a test is marked with it, but nothing carries it"

    def _unmapped_rules(self) -> Iterator[str]:
        for rule in self.rules:
            name = name_of(rule)
            carried = [code for code in SENTENCES if names(self.carries.get(name, ""), code)]
            if rule.clause.is_quoted:
                carried = [code for code in carried if code in rule.clause.sentences]
            if not carried:
                yield f"{name}: carries no sentence under {rule.clause.code}"


def guidance_map() -> GuidanceMap:
    """The map of this code as it stands."""
    return GuidanceMap(CARRIES, LEFT, marked_tests(Path(settings.BASE_DIR)))


def names(codes: str, code: str) -> bool:
    """Whether the code is among those written with spaces between; M01.* names all of Mẫu số 01."""
    return any(fnmatchcase(code, written) for written in codes.split())
