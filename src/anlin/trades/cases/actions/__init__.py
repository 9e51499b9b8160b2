"""Deeds on cases, in the order of the loop. Several topics, one door."""

from anlin.trades.cases.actions.answering import answer, give_interim_reply
from anlin.trades.cases.actions.arranging import (
    add_category,
    adopt_lists,
    be_present,
    switch_channel,
)
from anlin.trades.cases.actions.asking import ask_drawn, draw_sample, say_nothing_was_finished
from anlin.trades.cases.actions.attending import bring_in, plan_service, remind, take_on
from anlin.trades.cases.actions.desk import log, open_box, put_up_box, take_down_box
from anlin.trades.cases.actions.forgetting import forget, kept, let_callers_go
from anlin.trades.cases.actions.importing import Imported, import_messages
from anlin.trades.cases.actions.judging import (
    agree,
    close,
    close_unsatisfied,
    follow_up,
    note_origin,
    object_,
    reopen,
)
from anlin.trades.cases.actions.linking import answer_all, link, name_cause, unlink
from anlin.trades.cases.actions.looking import look
from anlin.trades.cases.actions.opening import NewCase, note, open_case, open_many, report_again
from anlin.trades.cases.actions.passing import hand_back, pass_on, return_result
from anlin.trades.cases.actions.sorting import note_withholding, retitle, sort

__all__ = [
    "Imported",
    "NewCase",
    "add_category",
    "adopt_lists",
    "agree",
    "answer",
    "answer_all",
    "ask_drawn",
    "be_present",
    "bring_in",
    "close",
    "close_unsatisfied",
    "draw_sample",
    "follow_up",
    "forget",
    "give_interim_reply",
    "hand_back",
    "import_messages",
    "kept",
    "let_callers_go",
    "link",
    "log",
    "look",
    "name_cause",
    "note",
    "note_origin",
    "note_withholding",
    "object_",
    "open_box",
    "open_case",
    "open_many",
    "pass_on",
    "plan_service",
    "put_up_box",
    "remind",
    "reopen",
    "report_again",
    "retitle",
    "return_result",
    "say_nothing_was_finished",
    "sort",
    "switch_channel",
    "take_down_box",
    "take_on",
    "unlink",
]
