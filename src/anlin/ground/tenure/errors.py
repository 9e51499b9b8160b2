"""What the room refuses, in a sentence."""

from django.utils.translation import gettext_lazy as _

from anlin.kernel.errors import Refusal


class SharesDoNotAddUp(Refusal):
    sentence = _("The owners' shares add up to %(total)s instead of one. Correct them together.")


class AlreadyHolds(Refusal):
    sentence = _(
        "This person is in this role for the unit already. Change the running period instead."
    )


class EndsBeforeItBegins(Refusal):
    sentence = _("The period begins on %(begins)s; it cannot end before it has lasted a day.")


class AlreadyEnded(Refusal):
    sentence = _("This ended on %(ended)s already.")


class FormalitiesMissing(Refusal):
    sentence = _("The tenancy cannot be accepted yet. Still missing: %(missing)s.")


class NeedsUnit(Refusal):
    sentence = _("Choose the unit this role is for.")


class RoomUnreadable(Refusal):
    sentence = _(
        "“%(value)s” does not say which room is meant. Give building, entrance and room, such as 3-2-1502, "
        "the same in every column."
    )


class RelationUnknown(Refusal):
    sentence = _(
        "“%(value)s” is no relation to the owner that we know. Write owner, tenant or a family relation."
    )


class StatusUnknown(Refusal):
    sentence = _(
        "“%(value)s” is no status of a unit that we know. Write for example occupied, let, vacant or unsold."
    )


class AreaOutOfRange(Refusal):
    sentence = _("An area of %(value)s square metres cannot be right. Compare it with the deed.")


class TransferNeeded(Refusal):
    sentence = _(
        "Other owners are recorded for this unit. If it changed hands, record a transfer; if a name is "
        "misspelt, correct the person."
    )


class SaidBefore(Refusal):
    sentence = _(
        "Row %(row)s of this file is the same room and says something else. Keep one of the two rows, "
        "or write co-owners in one cell."
    )


class ParkingTaken(Refusal):
    sentence = _("Parking space %(code)s belongs to another unit already.")


class RowsRefused(Refusal):
    sentence = _(
        "%(count)s rows cannot be taken. Mend them and send the file again, or import only the good rows."
    )


class RosterTouched(Refusal):
    sentence = _(
        "This import cannot be undone any more: %(what)s depends on what it made. "
        "Correct single rows by hand instead."
    )
