"""What can be done with duties."""

from anlin.instruments.duty.actions.adopting import (
    adopt,
    answer,
    give_up,
    preview,
    preview_figures,
    set_figures,
)
from anlin.instruments.duty.actions.clocks import (
    Opening,
    open_clocks,
    sort_clocks,
    start_waiting_clocks,
    withdraw_about,
)
from anlin.instruments.duty.actions.discharging import discharge, give_evidence, waive
from anlin.instruments.duty.actions.foreseeing import Change, RuleChange
from anlin.instruments.duty.actions.opening import open_ahead
from anlin.instruments.duty.actions.pausing import pause, pause_about, resume, resume_about
from anlin.instruments.duty.actions.sweeping import sweep
from anlin.instruments.duty.actions.taking import take_pack

__all__ = [
    "Change", "Opening", "RuleChange", "adopt", "answer", "discharge", "give_evidence", "give_up", "open_ahead",
    "open_clocks", "pause", "pause_about", "preview", "preview_figures", "resume", "resume_about", "set_figures",
    "sort_clocks", "start_waiting_clocks", "sweep", "take_pack", "waive", "withdraw_about",
]  # fmt: skip
