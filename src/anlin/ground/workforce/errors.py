"""Why something about staff, rights or the calendar is not done."""

from django.utils.translation import gettext_lazy as _

from anlin.kernel.errors import Refusal


class CodeTaken(Refusal):
    sentence = _("The code “%(code)s” is in use. Choose another one.")
    field = "code"


class NumberTaken(Refusal):
    sentence = _("The employee number “%(number)s” belongs to somebody else. Check it.")
    field = "number"


class AccountTaken(Refusal):
    sentence = _(
        "This account belongs to somebody else already. Give everyone an account of their own."
    )
    field = "account"


class NotAPhone(Refusal):
    sentence = _(
        "“%(text)s” is not a phone number. Write a mobile or a landline with its area code."
    )
    field = "phone"


class HasLeft(Refusal):
    sentence = _("%(name)s no longer works here. Hire them again first.")


class LeavesBeforeJoining(Refusal):
    sentence = _("The day of leaving must come after the day of joining, %(joined_on)s.")
    field = "on"


class HoldsPostAlready(Refusal):
    sentence = _("%(name)s holds this post already.")
    field = "post"


class EndsBeforeItBegins(Refusal):
    sentence = _("A post is held for at least one day; it began on %(began_on)s.")
    field = "on"


class StandsInAlready(Refusal):
    sentence = _("%(name)s stands in for this post already.")
    field = "staff"


class UnknownRight(Refusal):
    sentence = _("There is no right called “%(right)s”. Choose from the list.")
    field = "rights"


class GrantedAlready(Refusal):
    sentence = _("%(name)s has this role there already.")
    field = "role"


class MoreThanOwnRights(Refusal):
    """Whoever manages rights in one project only gives what they hold there."""

    sentence = _(
        "You can only give rights that you hold there yourself. Ask the company's administrator."
    )
    field = "role"


class NobodyWouldManageRights(Refusal):
    sentence = _(
        "Nobody would be left who manages rights for the whole company. Give that role to somebody else first."
    )


class DayOutsideYear(Refusal):
    sentence = _("%(day)s does not lie in %(year)s.")
    field = "days"


class SourceMissing(Refusal):
    sentence = _("Name the notice the calendar was taken from.")
    field = "source"


class ShiftWithoutTime(Refusal):
    sentence = _("A shift ends after it begins and lasts a day at most. Check the times.")
    field = "ends"


class OnDutyAlready(Refusal):
    sentence = _(
        "%(name)s is on duty from %(from)s to %(until)s already. Choose another time or somebody else."
    )
    field = "staff"


class NotOfThisProject(Refusal):
    sentence = _("%(name)s does not work in this project that day. Choose somebody who does.")
    field = "staff"


class AbsenceWithoutTime(Refusal):
    sentence = _("An absence ends after it begins. Check the days.")
    field = "until"


class AwayAlready(Refusal):
    sentence = _("%(name)s is away then already. Call the other absence off first.")
    field = "staff"


class AwayThen(Refusal):
    sentence = _("%(name)s is away then. Choose another time or somebody else.")
    field = "staff"


class SwapsNothing(Refusal):
    sentence = _("Both shifts are the same person's. Choose a shift of somebody else.")
    field = "other"
