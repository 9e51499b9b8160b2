"""Programs that call the REST API with somebody's token."""

from anlin.foundation.accounts import api as accounts
from factories import workforce

DESK = (
    "estate.see people.see people.look tenure.see cases.see cases.open cases.sort cases.pass_on "
    "cases.return_result cases.answer cases.follow_up cases.close_unsatisfied cases.link "
    "workorders.see workorders.raise workorders.dispatch workorders.claim workorders.work "
    "workorders.check documents.keep documents.see duty.see duty.discharge duty.waive"
).split()


def bearer(account, at):
    """Headers of a program that holds a token of the account."""
    _token, plain = accounts.issue_token(account=account, name="tests", at=at)
    return {"Authorization": f"Bearer {plain}"}


def staff_account(username, *rights, at, project_id=None):
    staff = workforce.hired("陈静", at=at, username=username)
    role = workforce.role(f"role-{username}", *(rights or DESK), at=at)
    workforce.granted(staff, role, at=at, project_id=project_id)
    return staff
