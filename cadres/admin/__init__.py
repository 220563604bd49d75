"""The ground data: accounts, units, persons, posts, appointments, absences, mandates. Never a dossier.

Who may stands in `permissions.administers`: Django's own groups and permissions are not used.
"""

from cadres.admin import accounts, people, site, units

__all__ = ["accounts", "people", "site", "units"]
