"""Deeds on service requests, in the order of their life. Several topics, one door."""

from anlin.trades.services.actions.filing import NewRequest, adopt_offers, file_request, withdraw
from anlin.trades.services.actions.forgetting import forget
from anlin.trades.services.actions.judging import accept, close, demand
from anlin.trades.services.actions.planning import (
    agree_for_company,
    agree_for_owner,
    appoint,
    propose,
    remark,
    survey,
)
from anlin.trades.services.actions.running import begin, log, raise_order, report

__all__ = [
    "NewRequest",
    "accept",
    "adopt_offers",
    "agree_for_company",
    "agree_for_owner",
    "appoint",
    "begin",
    "close",
    "demand",
    "file_request",
    "forget",
    "log",
    "propose",
    "raise_order",
    "remark",
    "report",
    "survey",
    "withdraw",
]
