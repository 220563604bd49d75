"""Everything that can be asked for: another kind is one object more, here."""

from collections.abc import Mapping

from reporting.jobs.forms import AllForms
from reporting.jobs.kinds import Kind
from reporting.jobs.packages import SentPackages
from reporting.jobs.tables import AllTables

_ALL: tuple[Kind, ...] = (AllForms(), SentPackages(), AllTables())
KINDS: Mapping[str, Kind] = {kind.code: kind for kind in _ALL}
