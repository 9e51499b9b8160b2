"""Addresses of the desk `residents`."""

from django.urls import path

from anlin.faces.console.ground.residents import (
    coming,
    data,
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
    path("people/<int:pk>/call-time/", knowing.BestTimeToCall.as_view(), name="call_time"),
    path("people/<int:pk>/consent/", knowing.Consent.as_view(), name="consent"),
    path("people/<int:pk>/note/", knowing.KeepNote.as_view(), name="keep_note"),
    path("people/<int:pk>/account/", knowing.GiveAccount.as_view(), name="give_account"),
    path("people/<int:pk>/merge/", merging.MergePeople.as_view(), name="merge"),
    path("people/<int:pk>/data/", data.Data.as_view(), name="data"),
    path("people/<int:pk>/export/", data.Export.as_view(), name="export"),
    path("people/<int:pk>/ask/", data.Ask.as_view(), name="ask_data"),
    path("people/<int:pk>/hold/", data.PlaceHold.as_view(), name="hold"),
    path("holds/<int:pk>/lift/", data.LiftHold.as_view(), name="lift_hold"),
    path("data-requests/", data.Requests.as_view(), name="data_requests"),
    path("data-requests/<int:pk>/prepare/", data.Prepare.as_view(), name="prepare_erasure"),
    path("data-requests/<int:pk>/confirm/", data.Confirm.as_view(), name="confirm_erasure"),
    path("data-requests/<int:pk>/refuse/", data.Refuse.as_view(), name="refuse_request"),
    path("merges/<int:pk>/undo/", merging.Undo.as_view(), name="undo_merge"),
]
