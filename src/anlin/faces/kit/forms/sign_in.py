"""The sign-in form: one field that takes the name or the phone."""

from allauth.account.forms import LoginForm
from django.utils.translation import gettext_lazy as _


class SignIn(LoginForm):  # type: ignore[misc]
    def __init__(self, *args, **kwargs) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        name, password = self.fields["login"], self.fields["password"]
        name.label = _("User name or phone number")
        name.widget.attrs.update(autofocus=True, autocapitalize="none", spellcheck="false")
        password.help_text = ""
        self.fields["remember"].label = _("Stay signed in on this device")
        for field in (name, password):
            field.widget.attrs.pop("placeholder", None)
