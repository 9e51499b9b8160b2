"""Forms about staff: their shape, not their sense."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anlin.faces.kit.forms.fields import DayInput, Form
from anlin.ground.workforce.choices import InformationPart, Level

SECRET = {"data-secret": "", "autocomplete": "off"}


class Hire(Form):
    name = forms.CharField(label=_("Full name"), max_length=40)
    number = forms.CharField(label=_("Employee number"), max_length=32)
    joined_on = forms.DateField(label=_("First day"), widget=DayInput())
    phone = forms.CharField(label=_("Phone"), required=False, widget=forms.TextInput(SECRET))
    skills = forms.CharField(
        label=_("Skills"),
        max_length=300,
        required=False,
        help_text=_("Separated by commas: electrician, lifts, English."),
    )


class Phone(Form):
    phone = forms.CharField(
        label=_("Phone"),
        required=False,
        widget=forms.TextInput(SECRET),
        help_text=_("Empty takes the number away."),
    )


class Leave(Form):
    on = forms.DateField(label=_("First day away"), widget=DayInput())


class Appoint(Form):
    post: Any = forms.ModelChoiceField(label=_("Post"), queryset=None)
    on = forms.DateField(label=_("From which day"), widget=DayInput())

    def __init__(self, *args, posts, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"].queryset = posts  # type: ignore[attr-defined]
        self.fields["post"].label_from_instance = lambda post: f"{post.department} · {post.name}"  # type: ignore[attr-defined]


class Relieve(Form):
    on = forms.DateField(label=_("First day without"), widget=DayInput())


class Give(Form):
    role: Any = forms.ModelChoiceField(label=_("Role"), queryset=None)
    project: Any = forms.ModelChoiceField(
        label=_("Project"), queryset=None, required=False, empty_label=_("everywhere")
    )

    def __init__(self, *args, roles, projects, everywhere: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].queryset = roles  # type: ignore[attr-defined]
        self.fields["project"].queryset = projects  # type: ignore[attr-defined]
        self.fields["project"].required = not everywhere


class Account(Form):
    username = forms.CharField(label=_("User name"), max_length=80)
    password = forms.CharField(
        label=_("First password"),
        widget=forms.PasswordInput,
        help_text=_("At least ten characters; hand it over in person."),
    )
    phone = forms.CharField(
        label=_("Phone to sign in with"), required=False, widget=forms.TextInput(SECRET)
    )


class Department(Form):
    level = forms.ChoiceField(label=_("Level"), choices=Level.choices)
    code = forms.SlugField(label=_("Code"), max_length=32)
    name = forms.CharField(label=pgettext_lazy("thing", "Name"), max_length=80)
    aliases = forms.CharField(
        label=_("Other names"), max_length=300, required=False, help_text=_("Separated by commas.")
    )
    parent: Any = forms.ModelChoiceField(label=_("Belongs under"), queryset=None, required=False)
    project: Any = forms.ModelChoiceField(
        label=_("Works for the project"),
        queryset=None,
        required=False,
        empty_label=_("the whole company"),
    )
    information_part = forms.ChoiceField(
        label=_("Part in what people report"),
        choices=InformationPart.choices,
        initial=InformationPart.EXECUTES,
    )

    def __init__(self, *args, parents, projects, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = parents  # type: ignore[attr-defined]
        self.fields["project"].queryset = projects  # type: ignore[attr-defined]


class Rename(Form):
    name = forms.CharField(label=pgettext_lazy("thing", "Name"), max_length=80)
    aliases = forms.CharField(
        label=_("Other names"), max_length=300, required=False, help_text=_("Separated by commas.")
    )


class Post(Form):
    name = forms.CharField(label=pgettext_lazy("thing", "Name"), max_length=60)
    role: Any = forms.ModelChoiceField(
        label=_("Role it usually needs"), queryset=None, required=False
    )

    def __init__(self, *args, roles, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].queryset = roles  # type: ignore[attr-defined]


class StandIn(Form):
    staff: Any = forms.ModelChoiceField(label=_("Who stands in"), queryset=None)

    def __init__(self, *args, staff, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["staff"].queryset = staff  # type: ignore[attr-defined]


class Role(Form):
    name = forms.CharField(label=pgettext_lazy("thing", "Name"), max_length=40)
    name_en = forms.CharField(label=_("English name"), max_length=60)
    description = forms.CharField(label=_("What for"), max_length=300, required=False)
    rights = forms.MultipleChoiceField(
        label=_("Rights"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args, rights, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rights"].choices = rights  # type: ignore[attr-defined]
