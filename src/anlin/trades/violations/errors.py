"""What the room refuses, in a sentence."""

from django.utils.translation import gettext_lazy as _

from anlin.kernel.errors import Refusal


class ViolationAlready(Refusal):
    sentence = _("This matter is noted as a violation already.")


class WordsMissing(Refusal):
    sentence = _("Write it down in a sentence; it is kept.")


class PunishingWords(Refusal):
    sentence = _(
        "The company never punishes: “%(word)s” cannot stand in a notice. Explain the reason, ask, and offer help instead."
    )


class StillToCome(Refusal):
    sentence = _("This moment is still to come.")


class CoordinationFirst(Refusal):
    sentence = _(
        "Legal aid comes after friendly coordination. Talk to them first and note how it went."
    )


class PhotoMissing(Refusal):
    sentence = _("Only a photo of the place as it is now closes a violation.")
    field = "photo"


class PhotoBeforeMissing(Refusal):
    sentence = _("There is no photo of the finding yet. Add it to the violation first.")


class OtherProject(Refusal):
    sentence = _("This belongs to another project.")


class ReasonMissing(Refusal):
    sentence = _("Give the reason in a sentence.")


class AuthorityMissing(Refusal):
    sentence = _("Name the authority and the reference under which it was told.")
    field = "authority"


class BuildingIsForTheAuthority(Refusal):
    sentence = _("Unlawful building cannot be tolerated here. It is told to the authority.")


class RuleExists(Refusal):
    sentence = _("There is a rule with this number already. Publish a new version of it.")
    field = "code"


class FromThePast(Refusal):
    sentence = _("A rule holds from today on at the earliest.")
    field = "from_on"


class ListedAlready(Refusal):
    sentence = _("This firm is on the list already.")
    field = "name"


class RuledAlready(Refusal):
    sentence = _("This objection was ruled on already.")


class DaysInOrder(Refusal):
    sentence = _("The last day lies before the first.")
    field = "last_on"


class NotSettled(Refusal):
    sentence = _(
        "A violation of the rules is being talked about here. Look again, or rule on it, before the matter is answered for good."
    )
