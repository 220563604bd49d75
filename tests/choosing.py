"""The page on which one chooses between two versions, as a browser reads it and sends it on."""

from typing import Any

from django.http import HttpResponse
from lxml import html


def offered(answer: HttpResponse) -> dict[str, tuple[str, str]]:
    """Label → what is stored and what was typed, as one reads them."""
    assert answer.status_code == 409
    return {one.label: (one.stored.told, one.typed.told) for one in answer.context["differing"]}


def left(answer: HttpResponse) -> dict[str, tuple[str, str]]:
    """Of what this person did not touch and somebody else changed, label → what is stored and what the page was opened with."""
    assert answer.status_code == 409
    return {one.label: (one.stored.told, one.typed.told) for one in answer.context["untouched"]}


def untouched(answer: HttpResponse, having: str) -> dict[str, Any]:
    """What a browser sends of the form that has a field of this name, just as the page was opened."""
    (form,) = (one for one in html.fromstring(answer.content).forms if having in one.fields)
    empty = {one.name: [""] for one in form.inputs if one.name and _is_text(one)}
    sent: dict[str, list[str]] = {}
    for name, value in form.form_values():
        sent.setdefault(name, []).append(value.removeprefix("\n").replace("\n", "\r\n"))
    return empty | sent


def _is_text(field: Any) -> bool:
    return field.tag == "textarea" or field.get("type") in ("text", "hidden")


def leads_to(answer: HttpResponse) -> tuple[str, str]:
    """Where what is chosen is sent, empty for whence it came, and what the button says."""
    form = html.fromstring(answer.content).get_element_by_id("both-versions")
    return form.get("action") or "", form.findall(".//button")[-1].text_content()


def chosen(answer: HttpResponse, *mine: str) -> dict[str, Any]:
    """What is sent when the typed version of the fields of these labels is chosen, and nothing else is touched."""
    form = html.fromstring(answer.content).get_element_by_id("both-versions")
    sent: dict[str, list[str]] = {}
    for field in form.iterfind(".//input"):
        if field.get("type") == "hidden" or "checked" in field.attrib:
            sent.setdefault(field.name, []).append(field.get("value"))
    rows = {row.find("th").text_content(): row.findall(".//input") for row in form.iterfind(".//tbody/tr")}
    for label in mine:
        _stored, typed = rows[label]
        sent[typed.name] = [typed.get("value")]
    return sent
