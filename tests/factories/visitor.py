"""`python -m factories.visitor`: opens the main pages of a house with the demo company; prints what each answered."""

import json

import django

django.setup()

from django.conf import settings  # noqa: E402  (tables are known only now)
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from anlin.foundation.accounts.models import Account  # noqa: E402
from anlin.trades.cases.models import Case  # noqa: E402
from anlin.trades.workorders.models import WorkOrder  # noqa: E402

MANAGER, RESIDENT = "zhoumingyuan", "zenglihua"


def main():
    settings.ALLOWED_HOSTS = ["testserver"]
    case, order = (model.objects.order_by("pk").first() for model in (Case, WorkOrder))
    pages = {
        MANAGER: [
            reverse("console:home"), reverse("console:cases"), reverse("console:case", args=[case.pk]),
            reverse("console:workorders"), reverse("console:workorder", args=[order.pk]),
            reverse("console:find") + "?q=漏水",
        ],
        RESIDENT: [reverse("portal:home"), reverse("portal:requests"), reverse("portal:mine")],
    }  # fmt: skip
    answers = {}
    for username, addresses in pages.items():
        client = Client()
        client.force_login(Account.objects.get(username=username))
        answers |= {address: client.get(address).status_code for address in addresses}
    print(json.dumps(answers))


if __name__ == "__main__":
    main()
