"""Words of looking over everything."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# What the audit calls our deeds; read after a name: "Chen Jing opened one cause for a hot issue".
DEEDS = {
    "insight.gathered": _("gathered the hot issues anew"),
    "insight.cause_opened": _("opened one cause for a hot issue"),
}


class LoopStage(TextChoices):
    """How far a matter came; a matter answered at once was never passed on."""

    RECEIVED = "received", pgettext_lazy("stage of the loop", "received")
    SORTED = "sorted", pgettext_lazy("stage of the loop", "sorted")
    PASSED = "passed", pgettext_lazy("stage of the loop", "passed on")
    ANSWERED = "answered", pgettext_lazy("stage of the loop", "answered")
    CLOSED = "closed", pgettext_lazy("stage of the loop", "closed")
