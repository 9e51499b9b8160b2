"""Ways a message goes out, and where it stands."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """SMS and WeChat are planned: they have their names here and no carrier yet."""

    IN_PROGRAM = "in_program", _("In the portal")
    EMAIL = "email", _("E-mail")
    SMS = "sms", _("Text message")
    WECHAT = "wechat", _("WeChat")


CARRIED = frozenset({Channel.IN_PROGRAM, Channel.EMAIL})


class MessageState(models.TextChoices):
    """Where a message stands on its way."""

    QUEUED = "queued", _("Waiting to be sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Not delivered")
    READ = "read", _("Read")


class MessageStep(models.TextChoices):
    """What may happen to a message."""

    SEND = "send", _("Send")
    FAIL = "fail", _("Give up")
    RETRY = "retry", _("Send again")
    READ = "read", _("Read")
