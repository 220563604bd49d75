"""Routes of the round, room by room."""

from evaluation.archive import urls as archive
from evaluation.arrivals import urls as arrivals
from evaluation.boards import urls as boards
from evaluation.calendar import urls as calendar
from evaluation.circumstances import urls as circumstances
from evaluation.collectives import urls as collectives
from evaluation.council import urls as council
from evaluation.deeds import urls as deeds
from evaluation.deputies import urls as deputies
from evaluation.extensions import urls as extensions
from evaluation.files import urls as files
from evaluation.grounds import urls as grounds
from evaluation.health import urls as health
from evaluation.home import urls as home
from evaluation.lists import urls as lists
from evaluation.marks import urls as marks
from evaluation.packages import urls as packages
from evaluation.petitions import urls as petitions
from evaluation.plans import urls as plans
from evaluation.policies import urls as policies
from evaluation.years import urls as years

ROOMS = (
    home,
    circumstances,
    plans,
    marks,
    council,
    lists,
    deeds,
    collectives,
    grounds,
    policies,
    extensions,
    arrivals,
    calendar,
    health,
    deputies,
    boards,
    files,
    packages,
    archive,
    petitions,
    years,
)

urlpatterns = [route for room in ROOMS for route in room.urlpatterns]
