"""Everything about people and units that is kept in the database."""

from cadres.models.attempts import Attempt
from cadres.models.people import Absence, Appointment, Cadre, Position
from cadres.models.projections import ReadOnlyError, beside, project
from cadres.models.records import Entry, Staged, column_name
from cadres.models.units import Unit
from cadres.models.users import Duty, Mandate, User, Visitor

__all__ = [
    "Absence",
    "Appointment",
    "Attempt",
    "Cadre",
    "Duty",
    "Entry",
    "Mandate",
    "Position",
    "ReadOnlyError",
    "Staged",
    "Unit",
    "User",
    "Visitor",
    "beside",
    "column_name",
    "project",
]
