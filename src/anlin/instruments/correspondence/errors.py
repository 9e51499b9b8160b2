"""Why a message does not go out."""

from django.utils.translation import gettext_lazy as _

from anlin.kernel.errors import Refusal


class NotReachable(Refusal):
    """Only e-mail was asked for and there is no address."""

    sentence = _("There is no e-mail address of this person. Enter one or choose another way.")
    field = "channels"


class ChannelPlanned(Refusal):
    sentence = _("Messages cannot go out by “%(channel)s” yet. Choose another way.")
    field = "channels"


class NothingToSay(Refusal):
    sentence = _("Write a title and a text.")
    field = "body"


class NotTaken(Exception):  # noqa: N818  (a fault, named after what is the matter)
    """The mail server did not take a mail now and may take it later; says why without saying whose it is."""
