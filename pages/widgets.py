"""Widgets written out in Python. Django renders a template for each, one for its attributes and two for each option: on a page
of dozens of fields that took longer than everything else on it. What stands here says what Django's own templates say.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest
from django.utils.formats import localize
from django.utils.html import conditional_escape

Attributes = Mapping[str, object]
Widget = Mapping[str, Any]  # as `forms.Widget.get_context` describes one


class Widgets(TemplatesSetting):
    """The renderer of every form (settings.FORM_RENDERER); what is not written here has its template."""

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        write = WRITTEN.get(template_name)
        return write(context["widget"]) if write else super().render(template_name, context, request)


def _input(widget: Widget) -> str:
    value = "" if widget["value"] is None else f' value="{_text(widget["value"])}"'
    return f'<input type="{_text(widget["type"])}" name="{_text(widget["name"])}"{value}{_attributes(widget["attrs"])}>'


def _textarea(widget: Widget) -> str:
    value = _text(widget["value"] or "")
    return f'<textarea name="{_text(widget["name"])}"{_attributes(widget["attrs"])}>\n{value}</textarea>'


def _select(widget: Widget) -> str:
    groups = "".join(_group(name, options) for name, options, _ in widget["optgroups"])
    return f'<select name="{_text(widget["name"])}"{_attributes(widget["attrs"])}>\n{groups}</select>'


def _group(name: object, options: Iterable[Widget]) -> str:
    written = "".join(map(_option, options))
    return f'<optgroup label="{_text(name)}">\n{written}</optgroup>\n' if name else written


def _option(option: Widget) -> str:
    label = _text(localize(option["label"]))
    return f'<option value="{_text(option["value"])}"{_attributes(option["attrs"])}>{label}</option>\n'


def _attributes(attributes: Attributes) -> str:
    """One that is True stands without a value, one that is False not at all."""
    return "".join(
        f" {_text(name)}" if value is True else f' {_text(name)}="{_text(value)}"'
        for name, value in attributes.items()
        if value is not False
    )


def _text(value: object) -> str:
    return conditional_escape(str(value))


_INPUTS = ("input", "text", "hidden", "number", "date", "password", "checkbox")
WRITTEN: dict[str, Callable[[Widget], str]] = {
    f"django/forms/widgets/{name}.html": write
    for name, write in (*((name, _input) for name in _INPUTS), ("textarea", _textarea), ("select", _select))
}
