"""What becomes of the traces of a person who is erased."""

from anlin.foundation.intake import api as intake
from anlin.ground.people.sockets import Erasure
from anlin.ground.tenure.models import RosterFile, Tenure


def forget(erasure: Erasure) -> int:
    """Rosters of their projects go as whole files; what says why a row was refused loses their names.

    Who held which unit stays: by number, without a name.
    """
    held = Tenure.objects.filter(person__in=erasure.person_ids)
    projects = set(held.values_list("project", flat=True))
    done = intake.batches().filter(project_id__in=projects).exclude(state=intake.State.APPLYING)
    files = RosterFile.objects.filter(batch_id__in=list(done.values_list("pk", flat=True)))
    gone = files.delete()[0]
    return gone + intake.take_out_of_reasons(erasure.taken_out_of, project_ids=projects)
