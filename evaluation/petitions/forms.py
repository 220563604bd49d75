"""What is typed into a petition."""

from pages.fields import Words
from pages.forms import BareForm
from pages.layouts import page_form


class PetitionForm(BareForm):
    """What the person objects to, and why."""

    helper = page_form()

    text = Words(
        label="Nội dung kiến nghị (nêu rõ điểm, căn cứ đề nghị xem xét lại)",
        max_length=4000,
        rows=4,
        error_messages={"required": "Chưa ghi nội dung kiến nghị."},
    )
