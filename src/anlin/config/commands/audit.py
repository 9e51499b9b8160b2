"""Verify the chain of the audit, or seal what is settled.

Exit code 1 when an entry is missing or altered, or a link is broken.
"""

import json
from argparse import ArgumentParser, Namespace
from dataclasses import asdict


def arguments(parser: ArgumentParser) -> None:
    deeds = parser.add_subparsers(metavar="DEED", dest="deed", required=True)
    verify = deeds.add_parser("verify", help="walk the chain and name the first fault")
    verify.add_argument("--json", action="store_true", help="answer with one line of JSON")
    deeds.add_parser("seal", help="chain the entries that no running transaction can precede")


def run(options: Namespace) -> int:
    return _verify(as_json=options.json) if options.deed == "verify" else _seal()


def _verify(*, as_json: bool) -> int:
    from anlin.foundation.audit import api as audit  # noqa: PLC0415  (tables need django.setup)

    verdict = audit.verify()
    if as_json:
        print(json.dumps(asdict(verdict)))
    else:
        print(f"{verdict.checked} entries are sound, {verdict.unsealed} are not sealed yet.")
        print(f"Head: {verdict.head_hash}")
        if verdict.first_fault:
            print("Entry {}: {}.".format(*verdict.first_fault))
    return 1 if verdict.first_fault else 0


def _seal() -> int:
    from django.utils import timezone  # noqa: PLC0415  (the same)

    from anlin.foundation.audit import api as audit  # noqa: PLC0415  (the same)

    # The first round may only set the mark that the second one seals up to.
    sealed, idle = 0, 0
    while idle < 2:
        batch = audit.seal(now=timezone.now())
        sealed, idle = sealed + batch, 0 if batch else idle + 1
    print(f"{sealed} entries were sealed.")
    return 0
