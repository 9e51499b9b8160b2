"""Refusals of backup and restore: what stands in the way, and what to do next."""

from django.utils.translation import gettext_lazy as _

from anlin.kernel.errors import Refusal


class FileThere(Refusal):
    sentence = _("%(file)s is there already. Choose another name; nothing is overwritten.")


class BackupRunning(Refusal):
    sentence = _("Another backup is writing %(file)s. Wait for it, or choose another name.")


class KeysInBackup(Refusal):
    """Whoever finds the archive would hold what opens it."""

    sentence = _(
        "The keys must not be in the same file as the backup. Choose another file for --keys."
    )


class NotWritten(Refusal):
    sentence = _("%(file)s could not be written: %(error)s. What was begun has been removed.")


class RestoreBroken(Refusal):
    sentence = _(
        "%(file)s could not be written: %(error)s. Make room or set the rights right, "
        "then run the restore with --again."
    )


class ToolMissing(Refusal):
    sentence = _(
        "%(tool)s is not installed. Install PostgreSQL's client programs of version %(major)s."
    )


class ToolOfAnotherVersion(Refusal):
    sentence = _(
        "The server is PostgreSQL %(major)s, but %(tool)s is of version %(found)s. "
        "Install PostgreSQL's client programs of version %(major)s."
    )


class ToolFailed(Refusal):
    sentence = _("%(tool)s failed: %(error)s")


class SessionNeeded(Refusal):
    sentence = _(
        "This needs a connection of its own, and DATABASE_URL leads to a pooler. "
        "Give the address of the server, or of a pool for whole sessions, in ANLIN_SESSION_URL."
    )


class ArchiveMissing(Refusal):
    sentence = _("There is no file %(file)s.")


class ArchiveDamaged(Refusal):
    sentence = _(
        "%(file)s is not a whole backup: %(what)s. Nothing was changed. Take another copy of the backup."
    )


class ArchiveTooNew(Refusal):
    sentence = _(
        "This backup was written by Anlin %(version)s, which is newer than this one. "
        "Install that version first. Nothing was changed."
    )


class OtherDatabase(Refusal):
    sentence = _(
        "This backup is of %(theirs)s, but DATABASE_URL points to %(ours)s. "
        "Restore it into a database of its own kind and at least its own version. Nothing was changed."
    )


class PlaceNotEmpty(Refusal):
    sentence = _(
        "%(place)s is not empty. A backup is restored into an empty database and an empty ANLIN_HOME only. "
        "Nothing was changed."
    )


class RestoreUnfinished(Refusal):
    sentence = _(
        "A restore was begun here and did not come to its end. Run it again with --again, "
        "which first clears away what the earlier one left."
    )


class RestoreRunning(Refusal):
    sentence = _("Another restore is running here. Wait for its end.")


class KeysDoNotFit(Refusal):
    sentence = _(
        "The keys in %(file)s are not those this backup was sealed with. "
        "Give the key file that was kept beside it with --keys. Nothing was changed."
    )


class KeysNotGiven(Refusal):
    sentence = _(
        "This backup holds sealed data and there is no key file in place. "
        "Give the key file that was kept beside it with --keys. Nothing was changed."
    )


class KeysThere(Refusal):
    sentence = _(
        "There is a key file %(file)s already, and it is another one. Move it away first, "
        "or leave out --keys. Nothing was changed."
    )


class NotAKeyFile(Refusal):
    sentence = _("%(file)s is no key file. Give the one that `anlin backup --keys` wrote.")


class TermNotAllowed(Refusal):
    sentence = _("This is kept from %(least)s to %(most)s days. Choose a number between them.")
