"""PostgreSQL: `manage.py secure_records`, by the owner of the tables after each migrate, for the role that the application runs as."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from environ import Env

from evaluation.archive.actions.roles import secure


class Command(BaseCommand):
    help = (
        "Grants a role what the application needs: of decisions, ledgers, receipts, manifests, seals and histories to insert and "
        "to read, and nothing more. Makes the role where there is none; APPLICATION_PASSWORD in the environment is its password."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("role", help="by which the application signs in to the database")

    def handle(self, *args: Any, **options: Any) -> None:
        if connection.vendor != "postgresql":
            raise CommandError("Only PostgreSQL knows roles: DATABASE_URL names another database.")
        if options["role"] == connection.settings_dict["USER"]:
            raise CommandError("The owner of the tables keeps every right: name the role of the application.")
        secure(options["role"], Env().str("APPLICATION_PASSWORD", default=""))
        self.stdout.write(f"{options['role']}: may write the record, and not change it")
