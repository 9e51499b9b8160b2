"""Documents of cases and work orders: up and down."""

from typing import Annotated, Literal

from ninja import File, Path, Router, Schema, Status
from ninja.files import UploadedFile

from anlin.faces.api.pages import At, Id, one
from anlin.faces.api.problems import ANY
from anlin.faces.kit import files
from anlin.instruments.documents import actions, queries
from anlin.instruments.documents.choices import DocumentKind, Size
from anlin.instruments.documents.models import Document
from anlin.kernel.subjects import Subject
from anlin.trades.cases import queries as cases
from anlin.trades.workorders import queries as workorders

documents = Router(tags=["documents"])
Ref = Annotated[str, Path(pattern=r"^[0-9A-Za-z-]{1,40}$")]
Owner = Literal["cases", "work-orders"]


class DocumentOut(Schema):
    ref: str
    about: str
    kind: str
    name: str
    media_type: str
    size: int
    kept_at: At

    @staticmethod
    def resolve_about(document: Document) -> str:
        return str(document.subject)


def _owner(request, of: Owner, row_id: int) -> tuple[Subject, int]:
    """The case or order the actor may know of, and its project."""
    room = cases if of == "cases" else workorders
    row = one(room.visible_to(request.auth), row_id)
    return row.subject, row.project_id


@documents.get(
    "/of/{of}/{id}/", response={200: list[DocumentOut]} | ANY, summary="What is kept about it"
)
def list_documents(request, of: Owner, id: Id):  # noqa: A002  (the name in the address)
    subject, _project = _owner(request, of, id)
    return list(queries.of_subject(subject))


@documents.post("/of/{of}/{id}/", response={201: DocumentOut} | ANY, summary="Keep a file about it")
def keep(
    request,
    of: Owner,
    id: Id,  # noqa: A002  (the name in the address)
    file: Annotated[UploadedFile, File()],
    kind: DocumentKind = DocumentKind.PHOTO,
):
    subject, project_id = _owner(request, of, id)
    kept = actions.keep(
        file,
        name=(file.name or "").replace("\x00", ""),
        subject=subject,
        kind=kind,
        project_id=project_id,
        by=request.auth,
        at=request.now,
    )
    return Status(201, kept)


@documents.get(
    "/{ref}/",
    response=ANY,
    summary="The file itself",
    openapi_extra={"responses": {200: {"description": "OK", "content": {"*/*": {}}}}},
)
def serve(request, ref: Ref, size: Size = Size.WHOLE):
    return files.serve(request, ref, size)
