"""A project, a household, a desk and a technician: what a program needs to know of them. For a process with Django set up."""

from factories import desks, programs, residents


def made():
    scene = desks.scene()
    staff = programs.staff_account("program", at=scene.at, project_id=scene.project.pk)
    return {
        "project": scene.project.pk,
        "unit": scene.unit.pk,
        "reporter": scene.person.pk,
        "department": scene.department.pk,
        "workers": [scene.worker.pk, scene.desk.pk],
        "headers": programs.bearer(staff.account, scene.at),
        "username": scene.desk.account.username,
        "resident": residents.key_for(scene.person, scene.at),
    }
