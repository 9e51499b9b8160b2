"""How long the company keeps what, with law and reason, and how much is over its term."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anlin.faces.console import shell
from anlin.faces.console.foundation.settings import forms
from anlin.faces.console.foundation.settings.places import InSettings
from anlin.foundation.upkeep import api as upkeep
from anlin.foundation.upkeep import permissions
from anlin.kernel.errors import require


class Terms(InSettings):
    template_name = "console/foundation/settings/terms.html"
    title = gettext_lazy("How long data is kept")

    def context(self) -> dict:
        return {
            "lines": upkeep.lines(self.now),
            "for_good": upkeep.kept_for_good(),
            "may_set": permissions.may_set_terms(self.actor),
        }


class SetTerm(shell.FormPage, InSettings):
    form_class = forms.Term
    done = gettext_lazy("The term is set; the next night goes by it.")
    keeping: upkeep.Keeping

    def prepare(self) -> None:
        super().prepare()
        require(permissions.may_set_terms(self.actor))
        self.keeping, self.days = upkeep.keeping_of(self.kwargs["code"])

    @property
    def title(self) -> str:
        return str(self.keeping.what)

    @property
    def hint(self) -> str:
        bounds = {"least": self.keeping.least, "most": self.keeping.most}
        return f"{self.keeping.because} · " + _("%(least)s to %(most)s days") % bounds

    @property
    def back_to(self) -> str:
        return reverse("console:settings:terms")

    def form_arguments(self) -> dict:
        return {"initial": {"days": self.days}}

    def act(self, form) -> str:
        days = form.cleaned_data["days"]
        upkeep.set_term(code=self.keeping.code, days=days, by=self.actor, at=self.now)
        return self.back_to
