"""Several pictures in one field."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MOST_PHOTOS = 9


class PhotosInput(forms.FileInput):
    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Several pictures at once, or none; the camera of a phone is offered."""

    def __init__(self, **kwargs) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("label", _("Photos"))
        kwargs.setdefault("help_text", _("Up to nine. Take them now or choose them."))
        widget = PhotosInput(attrs={"accept": "image/*", "multiple": True, "data-photos": True})
        super().__init__(widget=widget, **kwargs)

    def clean(self, data, initial=None) -> list:
        chosen = data if isinstance(data, (list, tuple)) else [data] if data else []
        if len(chosen) > MOST_PHOTOS:
            raise ValidationError(_("Nine photos at most. Leave some out."))
        return [super(PhotosField, self).clean(each, initial) for each in chosen]
