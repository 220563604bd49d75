"""The page on which one chooses between two versions, as a browser reads it and sends it on."""

from typing import Any

from django.http import HttpResponse
from lxml import html


def offered(answer: HttpResponse) -> dict[str, tuple[str, str]]:
    """Label → what is stored and what was typed, as one reads them."""
    assert answer.status_code == 409
    return {one.label: (one.stored.told, one.typed.told) for one in answer.context["differing"]}


def leads_to(answer: HttpResponse) -> tuple[str, str]:
    """Where what is chosen is sent, empty for whence it came, and what the button says."""
    form = html.fromstring(answer.content).get_element_by_id("both-versions")
    return form.get("action") or "", form.find(".//button").text_content()


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
