"""Under which hidden tokens matters are found."""

from collections.abc import Iterable, Mapping, Sequence

from anlin.ground.people import queries as people
from anlin.trades.cases.models import Case


def hidden_tokens_of_subjects(kind: str, keys: Sequence[str]) -> Mapping[str, Sequence[str]] | None:
    """The hidden tokens of these matters by their keys; None about anything but matters."""
    if kind != "case":
        return None
    found = hidden_tokens_of(Case.objects.filter(pk__in=keys))
    return {str(case): tokens for case, tokens in found.items()}


def hidden_tokens_of(cases: Iterable[Case]) -> dict[int, Sequence[str]]:
    """Hashes of name and phone of whoever reported them, by their ids."""
    wanted = list(cases)
    known = people.hidden_tokens_of({c.reporter_id for c in wanted if c.reporter_id is not None})
    return {
        case.pk: known[case.reporter_id]
        if case.reporter_id is not None
        else people.hidden_tokens(
            case.reporter_name or "", [case.reporter_phone] if case.reporter_phone else []
        )
        for case in wanted
    }
