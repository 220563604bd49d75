"""What a rule says of a dossier, and the clause it rests on."""

from __future__ import annotations

from dataclasses import dataclass

from regulation.clauses import CLAUSES, Clause
from regulation.vocabulary import Level, Rating, Severity


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence with the person's own figures, its effect, and the fact that would lift it.

    `presumes`: it means something only where this rating, or a better one, could be given at all.
    """

    code: str
    clause: Clause
    level: Level
    severity: Severity
    sentence: str
    limit: Rating | None = None
    lifted_by: str = ""
    tasks: tuple[str, ...] = ()
    anchor: str = ""
    presumes: Rating | None = None

    @property
    def blocks(self) -> bool:
        """Whether the step is forbidden until the named fact is recorded."""
        return self.severity is Severity.BLOCK

    @property
    def warns(self) -> bool:
        """Whether a reason must answer it."""
        return self.severity is Severity.WARN


@dataclass(frozen=True, slots=True)
class Ground:
    """What a rule is called and rests on; each of its findings carries this."""

    code: str
    clause_code: str
    level: Level
    title: str

    @property
    def clause(self) -> Clause:
        """The clause itself."""
        return CLAUSES[self.clause_code]

    def limit(
        self, rating: Rating, sentence: str, lifted_by: str, *, tasks: tuple[str, ...] = (), anchor: str = ""
    ) -> Finding:
        """A finding that lowers the highest permitted rating."""
        return self._finding(Severity.LIMIT, sentence, lifted_by, tasks, anchor, rating)

    def block(
        self, sentence: str, lifted_by: str, *, tasks: tuple[str, ...] = (), anchor: str = ""
    ) -> Finding:
        """A finding that forbids the step."""
        return self._finding(Severity.BLOCK, sentence, lifted_by, tasks, anchor)

    def warn(
        self, sentence: str, lifted_by: str, *, tasks: tuple[str, ...] = (), anchor: str = ""
    ) -> Finding:
        """A finding that must be seen and answered with a reason."""
        return self._finding(Severity.WARN, sentence, lifted_by, tasks, anchor)

    def inform(self, sentence: str, *, tasks: tuple[str, ...] = (), anchor: str = "") -> Finding:
        """A finding that only tells."""
        return self._finding(Severity.INFO, sentence, "", tasks, anchor)

    def _finding(
        self,
        severity: Severity,
        sentence: str,
        lifted_by: str,
        tasks: tuple[str, ...],
        anchor: str,
        limit: Rating | None = None,
    ) -> Finding:
        return Finding(
            self.code, self.clause, self.level, severity, sentence, limit, lifted_by, tasks, anchor
        )
