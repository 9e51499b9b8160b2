"""Wiring that only the top of the house may do: rooms that do not know each other are introduced."""

from collections.abc import Callable, Mapping
from functools import partial
from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from anlin.kernel.errors import Sentence

DEEDS = {
    "keys.rotation_began": _("began to change the keys"),
    "keys.dropping": _("dropped keys that nothing was made with any more"),
    "keys.rotated": _("wrote personal data under a new key"),
}


class House(AppConfig):
    name = "anlin.config"

    def ready(self) -> None:
        # Importable only now that every room's tables are known.
        from anlin.demo import jobs  # noqa: F401, PLC0415  (registers the job of the demo)
        from anlin.foundation.audit import api as audit  # noqa: PLC0415
        from anlin.ground.workforce import sockets  # noqa: PLC0415

        audit.register(DEEDS)

        for answerer in rights_of_rooms():
            sockets.rights.plug(answerer)


def rights_of_rooms() -> list[Callable[[], Mapping[str, Sentence]]]:
    """An answerer for each room that declares rights. Rooms beneath `workforce` cannot plug in themselves."""
    names = [f"{room}.permissions" for room in settings.ROOMS]
    modules = [import_module(name) for name in names if find_spec(name) is not None]
    return [partial(dict, module.RIGHTS) for module in modules if hasattr(module, "RIGHTS")]
