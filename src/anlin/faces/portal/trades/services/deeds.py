"""What an owner does: ask for a service, comment, agree, accept, have it put right."""

from django import forms
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from anlin.faces.kit.forms.fields import Form as KitForm
from anlin.faces.kit.forms.fields import MomentInput
from anlin.faces.portal import shell
from anlin.faces.portal.trades.services.views import OfService, called
from anlin.ground.estate.models import Unit
from anlin.ground.people import queries as people
from anlin.kernel.errors import Conflict, NotThere
from anlin.trades.services import actions, queries
from anlin.trades.services.choices import OfferAxis
from anlin.trades.services.models import Plan, ServiceOffer

AREA = {"rows": 4}


class Wanted(KitForm):
    content = forms.CharField(
        label=_("Which service do you want?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("In your own words. A few are enough."),
    )
    wanted_by = forms.DateTimeField(label=_("When do you want it?"), widget=MomentInput())
    scope = forms.ModelChoiceField(
        label=_("Where"), queryset=ServiceOffer.objects.none(), required=False
    )
    kind = forms.ModelChoiceField(
        label=_("Kind of service"), queryset=ServiceOffer.objects.none(), required=False
    )
    unit = forms.ModelChoiceField(label=_("Which home?"), queryset=Unit.objects.none())

    def __init__(self, *args, units, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for axis in OfferAxis:
            self.fields[axis.value].queryset = queries.offers(axis)
        homes = self.fields["unit"]
        homes.queryset, homes.initial = units, units.first()
        if len(units) == 1:
            homes.widget = forms.HiddenInput()


class Version(KitForm):
    """Which version of the plan stood before them; a newer one by now is a conflict."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class Said(Version):
    words = forms.CharField(
        label=_("What would you like to change?"), max_length=2000, widget=forms.Textarea(AREA)
    )


class Accepted(KitForm):
    words = forms.CharField(
        label=_("A word about it"), max_length=2000, required=False, widget=forms.Textarea(AREA)
    )


class Demanded(KitForm):
    words = forms.CharField(
        label=_("What must be put right?"), max_length=2000, widget=forms.Textarea(AREA)
    )


class Withdrawn(KitForm):
    why = forms.CharField(label=_("Why?"), max_length=200)


class Form(shell.FormPage):
    template_name = "portal/form.html"
    desk = "requests"
    button = _("Send")


class File(Form):
    form_class = Wanted
    title = _("Ask for a service")

    @cached_property
    def units(self):
        found = Unit.objects.filter(pk__in=self.actor.unit_ids).select_related("project")
        return found.order_by("pk")

    def prepare(self) -> None:
        if not self.actor.is_resident or not self.units:
            raise NotThere

    @property
    def back_to(self) -> str:
        return reverse("portal:services")

    def form_arguments(self) -> dict:
        return {"units": self.units}

    def act(self, form) -> str:
        said = form.cleaned_data
        person = people.by_id(int(self.actor.key))
        new = actions.NewRequest(project=said["unit"].project, person=person, **said)
        made = actions.file_request(new=new, by=self.actor, at=self.now)
        self.say(_("It has reached us."))
        return reverse("portal:service", args=[made.pk])


class OnService(OfService, Form):
    """A form about one service of theirs; afterwards one sees the service."""

    @property
    def back_to(self) -> str:
        return reverse("portal:service", args=[self.made.pk])

    @property
    def hint(self) -> str:
        return f"{self.made.number} · {called(self.made)}"

    @property
    def deed(self) -> dict:
        return {"request": self.made, "by": self.actor, "at": self.now}

    def act(self, form) -> str:
        self.do(**form.cleaned_data)
        return self.back_to

    def do(self, **said) -> None:
        raise NotImplementedError


class OnPlan(OnService):
    """About the version they read: agreeing to one and meaning another must not be."""

    form_class = Version
    plan: Plan

    def prepare(self) -> None:
        super().prepare()
        plan = queries.current_plan(self.made)
        if plan is None:
            raise NotThere
        self.plan = plan

    def form_arguments(self) -> dict:
        return {"initial": {"version": self.plan.version}}

    @property
    def of_plan(self) -> dict:
        return {"plan": self.plan, "by": self.actor, "at": self.now}

    def act(self, form) -> str:
        seen = form.cleaned_data.pop("version")
        if seen not in {None, self.plan.version}:
            raise Conflict(self.plan)
        return super().act(form)


class Remark(OnPlan):
    form_class = Said
    title = _("Comment on the proposal")
    done = _("Your comment has reached us.")

    def do(self, *, words: str) -> None:
        actions.remark(words=words, **self.of_plan)


class Agree(OnPlan):
    title = _("Agree to proposal and schedule")
    button = _("I agree")
    done = _("You have agreed.")

    def do(self) -> None:
        actions.agree_for_owner(**self.of_plan)


class Accept(OnService):
    form_class = Accepted
    title = _("Accept the work")
    button = _("I accept the work")
    done = _("Thank you. You have accepted the work.")

    def do(self, *, words: str) -> None:
        actions.accept(words=words, **self.deed)


class Demand(OnService):
    form_class = Demanded
    title = _("Have it put right")
    done = _("We put it right; you decide again afterwards.")

    def do(self, *, words: str) -> None:
        actions.demand(words=words, **self.deed)


class Withdraw(OnService):
    form_class = Withdrawn
    title = _("I do not want it any more")
    done = _("Withdrawn.")

    def do(self, *, why: str) -> None:
        actions.withdraw(why=why, **self.deed)
