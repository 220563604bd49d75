"""Where a dotted name leads: to a module of ours, and to the file in which what it names is written."""

from importlib import import_module
from importlib.util import find_spec
from operator import attrgetter
from pathlib import Path

from django.conf import settings

from regulation.rules import Rule


def exists(name: str) -> bool:
    """Whether the dotted name leads to something in our code."""
    try:
        named(name)
    except (AttributeError, ValueError):
        return False
    return True


def source_of(name: str) -> str:
    """The file in which it is written, from the project's root; names passed on by a package lead to their own."""
    found = named(name)
    module = getattr(found.check if isinstance(found, Rule) else found, "__module__", module_of(name))
    return Path(str(import_module(module).__file__)).relative_to(settings.BASE_DIR).as_posix()


def named(name: str) -> object:
    """What the dotted name means; AttributeError or ValueError where it means nothing."""
    module = module_of(name)
    return attrgetter(name.removeprefix(f"{module}."))(import_module(module))


def module_of(name: str) -> str:
    """The module in which the name stands: its longest beginning that can be imported; empty where there is none."""
    parts = name.split(".")
    beginnings = (".".join(parts[:end]) for end in range(len(parts) - 1, 0, -1))
    return next((module for module in beginnings if _is_module(module)), "")


def _is_module(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:
        return False
