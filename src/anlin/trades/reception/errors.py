"""What the room refuses, in a sentence."""

from django.utils.translation import gettext_lazy as _

from anlin.kernel.errors import Refusal


class NoAddress(Refusal):
    sentence = _("“%(address)s” is no address of e-mail. Write it as repairs@example.com.")
    field = "address"


class AddressTaken(Refusal):
    sentence = _("There is a mailbox with this address already.")
    field = "address"


class ServerMissing(Refusal):
    sentence = _("Give the server together with the user name, or neither.")
    field = "server"


class MailboxAway(Refusal):
    """The server of the mailbox did not let us in, or is away."""

    sentence = _("The mailbox %(address)s could not be read: %(trouble)s")


class PlaceMissing(Refusal):
    sentence = _("Say where the sign hangs, so that everybody finds the place.")
    field = "place"


class NothingSaid(Refusal):
    sentence = _("Write down what it is about; a few words are enough.")
    field = "words"


class OtherProject(Refusal):
    sentence = _("Both have to belong to the same project.")


class SignGone(Refusal):
    sentence = _("This sign was taken down. Call the property office instead.")


class NothingChosen(Refusal):
    sentence = _("Tick at least one message that is to become a matter.")
