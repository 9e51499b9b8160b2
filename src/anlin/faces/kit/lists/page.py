"""The list page: tabs, filters that stay in the address, keyset paging, bulk deeds, export."""

import itertools
from collections.abc import Iterator, Sequence
from typing import Any

from django.conf import settings
from django.db.models import Model, QuerySet
from django.http import HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from anlin.faces.kit.frame import pace
from anlin.faces.kit.lists import keyset, sheets
from anlin.faces.kit.lists.columns import Bulk, Column, Tab
from anlin.faces.kit.pages import Page
from anlin.faces.kit.requests import Request
from anlin.kernel.errors import Invalid, NotAllowed, NotThere, Refusal, require

COUNT_UP_TO = 1000
EXPORT_UP_TO = 50_000
PIECE = 2000

exports = pace.Pace(60 * pace.MINUTE)


class TooManyExports(Refusal):
    sentence = gettext_lazy(
        "You have taken out very many tables within this hour. Go on in %(minutes)s minutes."
    )


class ListPage(Page):
    """Rows that the actor may see, newest first.

    `rows()` gives all of them, already scoped; `key` is the never-null column they are sorted by,
    together with the id. `filters` is a django-filter FilterSet or None.
    """

    template_name = "kit/list.html"
    part = "list"
    parts_of = ("kit/list.html",)
    columns: Sequence[Column] = ()
    tabs: Sequence[Tab] = ()
    bulk: Sequence[Bulk] = ()
    filters: Any = None
    # What `columns` read ("title", "unit__address"); named, nothing else of wide rows is fetched.
    loads: Sequence[str] = ()
    key = "created_at"
    newest_first = True
    size = 25
    export_name = "anlin"
    export_right: str | None = None
    empty: Any = ""
    empty_hint: Any = ""

    def rows(self) -> QuerySet:
        raise NotImplementedError

    def row_address(self, row: Model) -> str:
        """The row's own page; empty when it has none."""
        return ""

    def gather(self, rows: Sequence[Any]) -> None:
        """Asked once with all rows that are about to be shown: what the columns say of many is found here at once."""

    def act_on(self, deed: str, rows: QuerySet) -> int:
        """Do the bulk deed to the chosen rows and say how many it reached."""
        raise NotImplementedError

    @cached_property
    def tab(self) -> Tab | None:
        asked = self.request.GET.get("view")
        return next((tab for tab in self.tabs if tab.name == asked), next(iter(self.tabs), None))

    @cached_property
    def filtering(self) -> Any:
        if self.filters is None:
            return None
        return self.filters(self.request.GET, queryset=self._narrowed, request=self.request)

    @cached_property
    def _narrowed(self) -> QuerySet:
        rows = self.rows()
        return self.tab.narrow(rows, self) if self.tab else rows

    @property
    def chosen_rows(self) -> QuerySet:
        """After tab and filters; a filter that cannot be read narrows nothing and says so at its field."""
        return self.filtering.qs if self.filtering else self._narrowed

    @property
    def allowed_bulk(self) -> list[Bulk]:
        return [b for b in self.bulk if b.right is None or self.actor.may_anywhere(b.right)]

    @property
    def may_export(self) -> bool:
        return self.export_right is None or self.actor.may_anywhere(self.export_right)

    @property
    def is_narrowed(self) -> bool:
        names = self.filtering.filters if self.filtering else ()
        return any(self.request.GET.get(name) for name in names)

    def get(self, request: Request, *args, **kwargs) -> HttpResponse:
        if "count" in request.GET:
            return HttpResponse(self.count_in_words())
        if request.GET.get("export") == "xlsx":
            return self.export()
        return self.show()

    def post(self, request: Request, *args, **kwargs) -> HttpResponse:
        deed = next((b for b in self.allowed_bulk if b.name == request.POST.get("deed")), None)
        chosen = [pk for pk in request.POST.getlist("rows") if pk.isdecimal()]
        try:
            done = self._done(deed, chosen)
        except (NotAllowed, NotThere):
            raise
        except Refusal as refusal:
            return self.show(status=422, problem=str(refusal), chosen=set(chosen))
        said = ngettext("%(deed)s: %(count)s row.", "%(deed)s: %(count)s rows.", done)
        self.say(said % {"deed": deed.title if deed else "", "count": done})
        return self.go(request.get_full_path())

    def _done(self, deed: Bulk | None, chosen: list[str]) -> int:
        if deed is None:
            raise NotAllowed
        if not chosen:
            raise Invalid(_("Choose at least one row first."))
        return self.act_on(deed.name, self.rows().filter(pk__in=chosen))

    def show(self, status: int = 200, **facts: Any) -> HttpResponse:
        places = {name: self.request.GET.get(name, "") for name in ("after", "before")}
        found = keyset.cut(
            self._lean(self.chosen_rows),
            key=self.key,
            size=self.size,
            newest_first=self.newest_first,
            **places,
        )
        self.gather(found.rows)
        lines = [(row, self.row_address(row)) for row in found.rows]
        heads = [(column, str(column.title)) for column in self.columns]
        return self.answer(status=status, found=found, lines=lines, heads=heads, **facts)

    def _lean(self, rows: QuerySet) -> QuerySet:
        if not self.loads:
            return rows
        joined = {name.rpartition("__")[0] for name in self.loads if "__" in name}
        return rows.select_related(None).select_related(*joined).only(*self.loads)

    def export(self) -> HttpResponse:
        require(self.may_export)
        wait = exports.wait(self.actor.ref, settings.EXPORTS_AN_HOUR, self.now)
        if wait:
            raise TooManyExports(minutes=-(-wait // pace.MINUTE))
        sign = "-" if self.newest_first else ""
        rows = self.chosen_rows.order_by(f"{sign}{self.key}", f"{sign}pk")[:EXPORT_UP_TO]
        return sheets.answer(self.export_name, self.columns, self._gathered(rows))

    def _gathered(self, rows: QuerySet) -> Iterator[Model]:
        each = rows.iterator(chunk_size=PIECE)
        while piece := list(itertools.islice(each, PIECE)):
            self.gather(piece)
            yield from piece

    def count_in_words(self) -> str:
        """Counted only as far as anybody reads: "1000+"."""
        count = self.chosen_rows.order_by()[: COUNT_UP_TO + 1].count()
        if count > COUNT_UP_TO:
            return _("%(count)s+ rows") % {"count": COUNT_UP_TO}
        return ngettext("%(count)s row", "%(count)s rows", count) % {"count": count}
