"""Issue a token for a program that uses the REST API; it is shown once and kept nowhere."""

import json
from argparse import ArgumentParser, Namespace
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from anlin.kernel.errors import Invalid


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--username", required=True, help="whose rights the program has")
    parser.add_argument("--name", required=True, help="what the program is called")
    parser.add_argument("--days", type=int, help="after how many days it ends; never without")
    parser.add_argument("--json", action="store_true", help="answer as JSON")


def run(options: Namespace) -> None:
    # Models need the settings, and `anlin --help` must work without them.
    from anlin.foundation.accounts import api as accounts  # noqa: PLC0415

    account = accounts.Account.objects.filter(username__iexact=options.username).first()
    if account is None:
        raise Invalid(_("There is no account “%(name)s”."), name=options.username)
    at = timezone.now()
    expires_at = at + timedelta(days=options.days) if options.days else None
    token, plain = accounts.issue_token(
        account=account, name=options.name, at=at, expires_at=expires_at
    )
    made = {"token": plain, "username": account.username, "name": token.name}
    print(json.dumps(made, ensure_ascii=False) if options.json else plain)
