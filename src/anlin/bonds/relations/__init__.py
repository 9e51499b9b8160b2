"""Going out to ask: visits, receive-days, talks, questionnaires; what people said there and what became of it."""
