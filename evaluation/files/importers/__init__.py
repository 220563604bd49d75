"""What people bring as files, looked into: the allow-list is of what a file is, whatever it calls itself.

Each kind has a module that says what it refuses and what it lets pass as inert. Inert is what no program of the reader's acts on:
our answer is an attachment without an origin, under an ending that agrees with the content (evaluation.files.serving).
"""

from evaluation.files.importers.examined import examine
from evaluation.files.importers.unfit import Unfit

__all__ = ["Unfit", "examine"]
