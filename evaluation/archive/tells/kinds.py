"""Everything that is sealed, by its kind."""

from evaluation.archive.tells.kind import Kind
from evaluation.archive.tells.sealed import OF_ROUNDS
from evaluation.archive.tells.sessions import OF_COUNCILS
from evaluation.archive.tells.years import OF_YEARS

KINDS: dict[str, Kind] = {kind.sealed: kind for kind in (*OF_COUNCILS, *OF_ROUNDS, *OF_YEARS)}
