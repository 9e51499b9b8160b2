"""What `services` tells."""

from dataclasses import dataclass

from anlin.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class ServiceEvent(Event):
    """News about one service request, told in order."""

    request_id: int
    project_id: int

    @property
    def subject_ref(self) -> str:
        return f"service:{self.request_id}"


@dataclass(frozen=True, kw_only=True)
class ServiceFiled(ServiceEvent):
    """Somebody asked for a service."""


@dataclass(frozen=True, kw_only=True)
class ServiceProposed(ServiceEvent):
    """Proposal and schedule lie before the owner, in a first or a further version."""

    version: int


@dataclass(frozen=True, kw_only=True)
class ServiceAgreed(ServiceEvent):
    """Both sides have agreed; work may begin."""

    version: int


@dataclass(frozen=True, kw_only=True)
class ServiceReported(ServiceEvent):
    """The work of a round is done and its report delivered."""

    round: int


@dataclass(frozen=True, kw_only=True)
class RectificationDemanded(ServiceEvent):
    """The owner wants something put right; the work goes on in the round told."""

    round: int


@dataclass(frozen=True, kw_only=True)
class ServiceClosed(ServiceEvent):
    """The owner has accepted and the request is over."""
