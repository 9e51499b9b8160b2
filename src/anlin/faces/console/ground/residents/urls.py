"""Addresses of the desk `residents`."""

from django.urls import path

from anlin.faces.console.ground.residents import (
    coming,
    household,
    knowing,
    list,  # noqa: A004  (the list of this desk)
    merging,
    person,
)

app_name = "residents"
urlpatterns = [
    path("", list.Residents.as_view(), name="list"),
    path("new/", coming.Register.as_view(), name="register"),
    path("not-me/", knowing.Disown.as_view(), name="disown"),
    path("duplicates/", merging.Duplicates.as_view(), name="duplicates"),
    path("households/<int:pk>/", household.Household.as_view(), name="household"),
    path("households/<int:pk>/transfer/", coming.Transfer.as_view(), name="transfer"),
    path("households/<int:pk>/note/", household.Note.as_view(), name="note_household"),
    path("tenures/<int:pk>/end/", coming.End.as_view(), name="end"),
    path("tenures/<int:pk>/formality/", household.NoteFormality.as_view(), name="formality"),
    path("tenures/<int:pk>/accept/", household.Accept.as_view(), name="accept_letting"),
    path("people/<int:pk>/", person.PersonPage.as_view(), name="person"),
    path("people/<int:pk>/look/", person.Look.as_view(), name="look"),
    path("people/<int:pk>/notes/", person.Notes.as_view(), name="notes"),
    path("people/<int:pk>/contact/", knowing.AddContact.as_view(), name="add_contact"),
    path("people/<int:pk>/rename/", knowing.Rename.as_view(), name="rename"),
    path("people/<int:pk>/care/", knowing.Care.as_view(), name="care"),
    path("people/<int:pk>/consent/", knowing.Consent.as_view(), name="consent"),
    path("people/<int:pk>/note/", knowing.KeepNote.as_view(), name="keep_note"),
    path("people/<int:pk>/account/", knowing.GiveAccount.as_view(), name="give_account"),
    path("people/<int:pk>/merge/", merging.MergePeople.as_view(), name="merge"),
    path("merges/<int:pk>/undo/", merging.Undo.as_view(), name="undo_merge"),
]
