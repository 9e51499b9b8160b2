"""What somebody fills in at a sign."""

from django import forms
from django.utils.translation import gettext_lazy as _

from anlin.faces.kit.forms.fields import Form
from anlin.faces.kit.forms.once import KeyField
from anlin.faces.kit.forms.photos import PhotosField


class Words(Form):
    words = forms.CharField(
        label=_("What would you like to add?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    file = PhotosField()
    key = KeyField()


class Report(Words):
    name = forms.CharField(
        label=_("Your name"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = forms.CharField(
        label=_("Your phone"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    # Nobody sees it; programs that fill in every form do.
    homepage = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    field_order = ("words", "file", "name", "phone")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = _("What is the matter here?")
