from anlin.config import reference
from anlin.trades.cases import rules


def test_every_life_in_the_house_has_its_page():
    names = {table.name for table in reference.tables()}

    assert {"case", "workorder", "unit", "message"} <= names
    assert rules.LIFE.diagram() in reference.states(rules.LIFE)


def test_the_page_of_news_says_who_hears_an_event_and_when():
    [line] = [
        line
        for line in reference.told_and_heard().splitlines()
        if line.startswith("| `workorders.WorkOrderFinished`")
    ]

    assert "`anlin.trades.workorders`" in line
    assert "take_the_result_back_to_the_desk` (at once)" in line
