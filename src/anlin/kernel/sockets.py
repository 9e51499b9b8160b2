"""Questions that a lower floor asks and higher floors answer."""

from collections.abc import Callable
from typing import Generic, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


class SocketClosed(Exception):  # noqa: N818
    """The house has started; nobody plugs in any more."""


class Socket(Generic[P, R]):
    """A question, declared where it is asked and answered by whoever plugs in while the house starts.

    Answers come in the order of plugging. An answerer that has nothing to say returns None and is
    left out.
    """

    _all: "list[Socket[..., object]]" = []

    def __init__(self, question: str) -> None:
        self.question = question
        self._answerers: list[Callable[P, R | None]] = []
        self._closed = False
        Socket._all.append(self)  # type: ignore[arg-type]

    def plug(self, answerer: Callable[P, R | None]) -> Callable[P, R | None]:
        """Let `answerer` be asked from now on; also a decorator. Raises `SocketClosed` after start."""
        if self._closed:
            raise SocketClosed(self.question)
        self._answerers.append(answerer)
        return answerer

    def ask(self, *args: P.args, **kwargs: P.kwargs) -> list[R]:
        """Every answer there is."""
        answers = (answer(*args, **kwargs) for answer in self._answerers)
        return [answer for answer in answers if answer is not None]

    def first(self, *args: P.args, **kwargs: P.kwargs) -> R | None:
        """The first answer, or None when nobody knows."""
        for answer in self._answerers:
            said = answer(*args, **kwargs)
            if said is not None:
                return said
        return None

    @classmethod
    def close_all(cls) -> None:
        """Close every socket of the house; called once, when all rooms are ready."""
        for socket in cls._all:
            socket._closed = True  # noqa: SLF001  (our own)
