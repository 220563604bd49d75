"""Passwords: Argon2id at the figures of OWASP (2 passes, 19 MiB, 1 lane), so that a rush of sign-ins fits two cores."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2(Argon2PasswordHasher):
    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
