"""`python -m ordeal.scene`: a project, a household, a desk and a technician; prints what a program needs to know."""

import json

import django

django.setup()

from factories import desks, programs, residents  # noqa: E402  (tables are known only now)


def main():
    made = desks.scene()
    staff = programs.staff_account("program", at=made.at, project_id=made.project.pk)
    known = {
        "project": made.project.pk,
        "unit": made.unit.pk,
        "reporter": made.person.pk,
        "department": made.department.pk,
        "workers": [made.worker.pk, made.desk.pk],
        "headers": programs.bearer(staff.account, made.at),
        "username": made.desk.account.username,
        "resident": residents.key_for(made.person, made.at),
    }
    print(json.dumps(known))


if __name__ == "__main__":
    main()
