"""Addresses of the reception."""

from django.urls import path

from anlin.faces.console.trades.reception import chat, mailboxes, mails, signs

urlpatterns = [
    path("", mails.Mails.as_view(), name="mails"),
    path("mails/<int:pk>/", mails.MailPage.as_view(), name="mail"),
    path("mails/<int:pk>/original/", mails.original, name="mail_original"),
    path("mails/<int:pk>/settle/", mails.Settle.as_view(), name="mail_settle"),
    path("mailboxes/", mailboxes.Mailboxes.as_view(), name="mailboxes"),
    path("mailboxes/new/", mailboxes.AddMailbox.as_view(), name="mailbox_new"),
    path("mailboxes/<int:pk>/", mailboxes.ChangeMailbox.as_view(), name="mailbox"),
    path("mailboxes/<int:pk>/retire/", mailboxes.RetireMailbox.as_view(), name="mailbox_retire"),
    path("chat/", chat.Chat.as_view(), name="chat"),
    path("signs/", signs.Signs.as_view(), name="signs"),
    path("signs/new/", signs.PutUpSign.as_view(), name="sign_new"),
    path("signs/<int:pk>/", signs.Sheet.as_view(), name="sign"),
    path("signs/<int:pk>/code/", signs.Code.as_view(), name="sign_code"),
    path("signs/<int:pk>/down/", signs.TakeDown.as_view(), name="sign_down"),
]
