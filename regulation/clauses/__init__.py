"""The clauses that findings rest on.

The text of a clause of the guideline is put together from its sentences (`regulation.guideline`), never written anew. Of
central documents, which are not the province's to reprint, only name, number and gist.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from regulation.clauses.annexes import ANNEXES
from regulation.clauses.cases import CASES
from regulation.clauses.central import CENTRAL
from regulation.clauses.clause import GUIDELINE, REGULATION_366, Clause
from regulation.clauses.principles import PRINCIPLES
from regulation.clauses.scope import SCOPE
from regulation.clauses.steps import STEPS

_ALL = (*CENTRAL, *PRINCIPLES, *SCOPE, *STEPS, *CASES, *ANNEXES)

CLAUSES: Mapping[str, Clause] = MappingProxyType({clause.code: clause for clause in _ALL})

__all__ = ["CLAUSES", "GUIDELINE", "REGULATION_366", "Clause"]
