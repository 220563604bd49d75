"""A dossier's history as sentences: who did what, for whom, why, and what changed from what to what."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from cadres.models import column_name
from cadres.vietnamese import lowfirst
from evaluation.core.models import Dossier, DossierEntry
from evaluation.core.models.dossiers import rows_at
from evaluation.core.moves import Move
from evaluation.core.road import DOSSIERS
from evaluation.core.steps import Stage
from evaluation.core.tells.discretion import tells
from pages.history import line_of, why
from regulation.numbers import vn
from regulation.vocabulary import Layer, Rating

Changes = dict[str, Any]  # as history keeps them: JSON
Tell = Callable[[Any, Changes], list[str]]
_STAGES = dict(Stage.choices)
_FLAGS = {"True": "có", "False": "không"}


def told(history: Iterable[DossierEntry], dossier: Dossier | None = None) -> list[dict[str, object]]:
    """The history for components/timeline.html, the latest first; until it is published nobody reads how they are judged."""
    return [
        _told(entry, brief=dossier is not None and not tells(dossier, entry))
        for entry in reversed(list(history))
    ]


def _told(entry: DossierEntry, *, brief: bool) -> dict[str, object]:
    if brief:
        return line_of(entry, sentence(entry))
    return line_of(entry, sentence(entry), reason=why(entry), changes=changes(entry.changes))


def sentence(entry: DossierEntry) -> str:
    """The deed, as it goes on after the doer's name, and the step to which it led the dossier."""
    move = DOSSIERS.moves.get(entry.deed)
    deed = move.phrase if isinstance(move, Move) and move.phrase else lowfirst(entry.label)
    moved = entry.came_from in _STAGES and entry.went_to in _STAGES and entry.came_from != entry.went_to
    return f"{deed}: hồ sơ chuyển sang “{_STAGES[entry.went_to]}”" if moved else deed


def changes(said: Changes) -> list[str]:
    """One sentence a change; a key that no deed of ours writes tells nothing."""
    told = (_TELL[key](value, said) for key, value in said.items() if key in _TELL)
    return [line for lines in told for line in lines]


def _named(verb: str) -> Tell:
    return lambda names, said: [f"{verb} “{name}”." for name in names]


def _one(text: str) -> Tell:
    return lambda value, said: [text.format(value)] if value else []


def _fields(changed: dict[str, list[str]], said: Changes) -> list[str]:
    """Per column old → new, under the name that the form gives it."""
    about = f"“{said['task']}”, " if said.get("task") else ""
    return [
        f"{about}{_column(name)}: {_shown(before)} → {_shown(after)}."
        for name, (before, after) in changed.items()
    ]


def _tasks(rows: list[Changes], said: Changes) -> list[str]:
    return [line for row in rows for line in _fields(row["changed"], row)]


def _column(name: str) -> str:
    return column_name(rows_at("plan__tasks").model, name)


def _shown(value: str) -> str:
    """A stored value as one reads it: 1.50 is 1,5; 2026-12-01 is 01/12/2026; nothing is "trống"."""
    if value in _FLAGS:
        return _FLAGS[value]
    if value.replace(".", "", 1).isdecimal():
        return vn(Decimal(value))
    year, *rest = value.split("-")
    if len(rest) == 2 and all(part.isdecimal() for part in (year, *rest)):
        return "/".join(reversed((year, *rest)))
    return f"“{value}”" if value not in ("", "None") else "trống"


def _weights(weights: dict[str, str], said: Changes) -> list[str]:
    parts = "; ".join(f"Trục {axis}: {_shown(weight)} điểm" for axis, weight in weights.items())
    return [f"Tỷ trọng các trục: {parts}."]


def _rating(value: str, said: Changes) -> list[str]:
    return [f"Mức xếp loại: {Rating(value).label}."] if value else []


def _layer(value: str, said: Changes) -> list[str]:
    return [f"Lớp chấm điểm: {Layer(value).label}."]


def _task(title: str, said: Changes) -> list[str]:
    return [] if said.get("changed") else [f"Nhiệm vụ “{title}”."]


def _confirmed(rows: list[dict[str, str]], said: Changes) -> list[str]:
    return [
        f"Xác nhận nhiệm vụ “{row['task']}” vượt yêu cầu: {row['ground']}"
        + (f" ({row['document']})" if row["document"] else "")
        for row in rows
    ]


def _withdrawn(rows: list[dict[str, str]], said: Changes) -> list[str]:
    return [
        f"Rút xác nhận nhiệm vụ “{row['task']}” vượt yêu cầu (căn cứ đã ghi: {row['ground']})"
        + (f": {row['why']}" if row["why"] else "")
        for row in rows
    ]


def _cases(both: list[list[str]], said: Changes) -> list[str]:
    before, after = (" ".join(sentences) or "không thuộc trường hợp nào" for sentences in both)
    return [f"Trường hợp của Mục 7, Mục 3.3: {before} → {after}"]


def _rows(rows: dict[str, str], said: Changes) -> list[str]:
    return [f"Cần xem lại: {note}" for note in rows.values() if note]


_TELL: dict[str, Tell] = {
    "added": _named("Thêm nhiệm vụ"),
    "removed": _named("Bỏ nhiệm vụ"),
    "task": _task,
    "tasks": _tasks,
    "undelivered": _named("Bỏ sản phẩm ghi nhầm của nhiệm vụ"),
    "attached": _named("Đính kèm tệp"),
    "detached": _named("Bỏ tệp"),
    "delivered": _named("Đã hoàn thành sản phẩm của nhiệm vụ"),
    "changed": _fields,
    "weights": _weights,
    "receipt": _one("Biên nhận số {}."),
    "amendment": _one("Nội dung điều chỉnh: {}."),
    "rating": _rating,
    "summary": _one("Căn cứ: {}"),
    "answer": _one("Giải trình cảnh báo: {}"),
    "unmet": lambda unmet, said: [
        f"Đề xuất trước đó {'không ' if unmet else ''}bảo đảm điều kiện, tiêu chuẩn, tiêu chí (6.2)."
    ],
    "group": lambda names, said: ["Nhóm: từ “{}” sang “{}”.".format(*names)],
    "layer": _layer,
    "rows": _rows,
    "confirmed": _confirmed,
    "withdrawn": _withdrawn,
    "person": _one("Người được xem: đồng chí {}."),
    "circumstance": _one("{}."),
    "absence": _one("{}."),
    "sentence": _one("{}"),
    "petition": _one("Nội dung kiến nghị: {}"),
    "old_unit": _one("Đơn vị cũ: {}."),
    "paper": _one("Văn bản: {}."),
    "cases": _cases,
    "excuses": lambda told, said: [f"Lý do khách quan của nhiệm vụ {line}." for line in told],
    "spoken": lambda text, said: ["Đã ghi theo chức vụ cũ, không còn tính:", *text.splitlines()],
    "units": lambda both, said: ["Đơn vị thẩm định: {} → {}.".format(*both)],
    "posts": lambda both, said: ["Chức vụ, đơn vị: {} → {}.".format(*both)],
}
