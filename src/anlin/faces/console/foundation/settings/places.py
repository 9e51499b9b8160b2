"""What the pages of this desk share: the right to change settings, and the right to see the trail."""

from anlin.faces.console import shell
from anlin.ground.workforce import permissions

EDIT = permissions.EDIT_SETTINGS
SEE_TRAIL = permissions.SEE_TRAIL


class InSettings(shell.Page):
    desk = "foundation.settings"
    right = EDIT
