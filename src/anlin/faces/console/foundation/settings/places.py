"""What the pages of this desk share: the right to change settings, and the right to see the trail."""

from anlin.faces.console import shell

EDIT = "settings.edit"
SEE_TRAIL = "audit.see"


class InSettings(shell.Page):
    desk = "foundation.settings"
    right = EDIT
