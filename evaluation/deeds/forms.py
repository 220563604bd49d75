"""What is typed when something befalls a whole dossier: a reason, a ground, the person to whom it is shown."""

from django.core.exceptions import ValidationError

from cadres.models import User
from pages.fields import Words
from pages.forms import ReasonForm


class ShareForm(ReasonForm):
    """Whom to show one dossier: an account, by its user name."""

    username = Words(label="Tên đăng nhập", max_length=150, required=False)
    field_order = ("username", "reason")

    def clean_username(self) -> User:
        name = self.cleaned_data["username"].strip()
        if not name:
            raise ValidationError("Chưa ghi tên đăng nhập.")
        person = User.objects.filter(username=name, is_active=True).first()
        if person is None:
            raise ValidationError("Không có tài khoản đang hoạt động nào có tên đăng nhập này.")
        return person
