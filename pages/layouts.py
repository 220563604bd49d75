"""How forms are laid out: the one place in Python that knows Bootstrap's classes, built on crispy.

A form that fills a page, fields side by side where they belong together; its page writes the <form>, token, version and buttons:

    helper = page_form("name", row("product", "quantity"))      {% crispy form %}

A bar of filters, or a few lines beside a button (`components/field.html` is then each field, without stars and frames):

    class Filter(DressedForm):
        helper = bar()                                          <form class="filters">{% crispy form %}

A field alone, in a cell of a table or with a label of the page's own. Nothing but the widget is rendered, so hundreds are cheap:

    class Line(DressedForm): ...                        <td>{{ form.quantity }}</td>

`DressedForm` gives each widget the class of its kind beside what it has of its own (`{"class": "figures"}`); a single field of an
undressed form takes `bound_field_class=DressedField`. What is hidden is left alone.
"""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, LayoutObject, Row
from django import forms


class DressedField(forms.BoundField):
    """A field whose widget carries Bootstrap's class of its kind."""

    def build_widget_attrs(
        self, attrs: dict[str, str | bool], widget: forms.Widget | None = None
    ) -> dict[str, str | bool]:
        widget = widget or self.field.widget
        built = super().build_widget_attrs(attrs, widget)
        worn = f"{class_of(widget)} {widget.attrs.get('class', '')}".split()
        return built | {"class": " ".join(dict.fromkeys(worn))} if worn else built


class DressedForm(forms.Form):
    """A form whose page shows fields one by one."""

    bound_field_class = DressedField


def class_of(widget: forms.Widget) -> str:
    """Bootstrap's class for this kind of widget; none for what is not seen."""
    if widget.is_hidden:
        return ""
    if isinstance(widget, forms.CheckboxInput | forms.RadioSelect):
        return "form-check-input"
    return "form-select" if isinstance(widget, forms.Select) else "form-control"


def page_form(*pieces: str | LayoutObject) -> FormHelper:
    """The fields of a form that fills a page, in this order, or all of them; each tells what is wrong with it."""
    helper = _within_form()
    helper.layout = Layout(*pieces) if pieces else None
    return helper


def row(*names: str) -> Row:
    """Fields side by side where the screen is wide enough."""
    return Row(*(Column(name, css_class="col-md") for name in names))


def bar() -> FormHelper:
    """Fields in a bar of filters."""
    helper = _within_form()
    helper.field_template = "components/field.html"
    helper.form_show_errors = False  # of the whole form, which the page tells above; each field tells its own
    return helper


def lines() -> FormHelper:
    """A few fields one beneath the other, close together: beside a button, in a panel."""
    helper = bar()
    helper.wrapper_class = "mb-2"
    return helper


def _within_form() -> FormHelper:
    """The page writes the form's tag and the token itself, for what it puts beside the fields."""
    helper = FormHelper()
    helper.form_tag, helper.disable_csrf = False, True
    return helper
