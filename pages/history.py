"""A history as a page tells it (components/timeline.html)."""

from collections.abc import Iterable

from cadres.models import Entry


def line_of(
    entry: Entry, sentence: str, *, reason: str = "", changes: Iterable[str] = ()
) -> dict[str, object]:
    """Who did it, for whom and when; the sentence goes on after the doer's name."""
    return {
        "who": f"Đồng chí {entry.by}" if entry.by_id else "Hệ thống",
        "on_behalf_of": f"đồng chí {entry.on_behalf_of}" if entry.on_behalf_of_id else "",
        "at": entry.at,
        "sentence": sentence,
        "reason": reason,
        "changes": list(changes),
    }


def why(entry: Entry) -> str:
    """The reason that was given, if one was."""
    return f"Lý do: {entry.reason}" if entry.reason else ""
