"""Words of activities, voices and measures."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anlin.trades.cases.choices import CaseKind


class ActivityKind(TextChoices):
    """How we went out to ask (A-CASE-22, A-CASE-29 to 33, B-INT-10)."""

    RECEIVE_DAY = "receive_day", _("manager's receive-day")
    VISIT = "visit", _("visit at the home, to ask")
    APPOINTMENT = "appointment", _("talk by appointment")
    TALK = "talk", _("owners' talk meeting")
    SYMPOSIUM = "symposium", _("symposium")
    ASSEMBLY = "assembly", _("owners' meeting")
    QUESTIONNAIRE = "questions", _("questionnaire")
    EVENT = "event", _("community event")
    CHANNELS = "channels", _("complaint channels published")


# The channel of `cases` through which a matter raised there comes in.
CHANNELS = {
    ActivityKind.RECEIVE_DAY: "receive-day",
    ActivityKind.VISIT: "home-visit",
    ActivityKind.APPOINTMENT: "appointment",
    ActivityKind.TALK: "owner-talk",
    ActivityKind.SYMPOSIUM: "symposium",
    ActivityKind.ASSEMBLY: "assembly",
    ActivityKind.QUESTIONNAIRE: "questionnaire",
    ActivityKind.EVENT: "community-event",
    ActivityKind.CHANNELS: "notice-board",
}
OF_ONE_HOME = (ActivityKind.VISIT, ActivityKind.APPOINTMENT)


class ActivityState(TextChoices):
    """Where an activity stands."""

    PLANNED = "planned", pgettext_lazy("activity", "planned")
    HELD = "held", pgettext_lazy("activity", "held")
    CANCELLED = "cancelled", pgettext_lazy("activity", "cancelled")


class ActivityStep(TextChoices):
    """What may be done with an activity."""

    HOLD = "hold", _("hold it")
    CANCEL = "cancel", pgettext_lazy("activity", "cancel it")


class Leaning(TextChoices):
    """What somebody's words were."""

    OPINION = "opinion", pgettext_lazy("voice", "opinion")
    SUGGESTION = "suggestion", pgettext_lazy("voice", "suggestion")
    NEED = "need", pgettext_lazy("voice", "wish")
    COMPLAINT = "complaint", pgettext_lazy("voice", "complaint")
    INQUIRY = "inquiry", pgettext_lazy("voice", "question")
    PRAISE = "praise", pgettext_lazy("voice", "praise")


KINDS = {
    Leaning.OPINION: CaseKind.OPINION,
    Leaning.SUGGESTION: CaseKind.SUGGESTION,
    Leaning.NEED: CaseKind.DEMAND,
    Leaning.COMPLAINT: CaseKind.COMPLAINT,
    Leaning.INQUIRY: CaseKind.INQUIRY,
    Leaning.PRAISE: CaseKind.PRAISE,
}


class VoiceState(TextChoices):
    """What became of somebody's words: nobody goes without an answer."""

    OPEN = "open", pgettext_lazy("voice", "waits for an answer")
    MATTER = "matter", pgettext_lazy("voice", "a matter")
    ANSWERED = "answered", pgettext_lazy("voice", "answered there")


class VoiceStep(TextChoices):
    """What may be done with somebody's words."""

    RAISE = "raise", _("make it a matter")
    ANSWER = "answer", pgettext_lazy("voice", "note the answer")


class MeasureState(TextChoices):
    """Where a measure against a shortcoming stands."""

    OPEN = "open", pgettext_lazy("measure", "under way")
    DONE = "done", pgettext_lazy("measure", "done")
    DROPPED = "dropped", pgettext_lazy("measure", "given up")


class MeasureStep(TextChoices):
    """What may be done with a measure."""

    FINISH = "finish", pgettext_lazy("measure", "finish it")
    DROP = "drop", pgettext_lazy("measure", "give it up")


# What the audit calls our deeds; read after a name: "Chen Jing planned an activity".
DEEDS = {
    "relations.planned": _("planned an activity"),
    "relations.held": _("noted how an activity went"),
    "relations.cancelled": _("cancelled an activity"),
    "relations.voice_noted": _("noted what somebody said at an activity"),
    "relations.voice_raised": _("made a matter of what somebody said"),
    "relations.voice_answered": _("noted the answer to what somebody said"),
    "relations.visited_after": _("went back to somebody about their answers"),
    "relations.questions_asked": _("wrote the questions of a questionnaire"),
    "relations.replied": _("took an answered questionnaire in"),
    "relations.drive_opened": _("opened a collection of opinions"),
    "relations.drive_concluded": _("concluded a collection of opinions"),
    "relations.measure_taken": _("named a shortcoming and a measure"),
    "relations.measure_tracked": _("noted how a measure goes"),
    "relations.measure_finished": _("finished a measure"),
    "relations.measure_dropped": _("gave a measure up"),
}
