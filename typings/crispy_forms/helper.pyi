from crispy_forms.layout import Layout

class FormHelper:
    form_tag: bool
    disable_csrf: bool
    form_show_errors: bool
    field_template: str | None
    error_text_inline: bool
    layout: Layout | None
    wrapper_class: str  # not the helper's own: whatever is set on it reaches the template
