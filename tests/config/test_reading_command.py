"""`anlin reading` reads a file along and touches no database."""

import csv
import json

import pytest

from anlin.config.cli import main
from factories import voices

HEAD = "msg_id,title,body\n"


def run(capsys, *arguments):
    with pytest.raises(SystemExit) as ended:
        main(["reading", *map(str, arguments)])
    said = capsys.readouterr()
    return ended.value.code, said.out.splitlines(), said.err


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "messages.csv"
    rows = 'a,电梯困人,"老人被困在电梯里，\n快来人。"\nb,建议多种树,小区绿化太少。\nc,再说一次,小区绿化太少。\n'
    path.write_text("\ufeff" + HEAD + rows, "utf-8")
    return path


def test_each_message_is_proposed_a_trade_a_kind_and_an_urgency_with_the_words(file, capsys):
    code, lines, _said = run(capsys, "predict", file, "--json")
    first, second, third = map(json.loads, lines)

    assert code == 0
    assert set(first) == {
        "msg_id", "trade", "trade2", "kind", "urgency", "confidence", "urgency_confidence", "words", "urgency_words",
    }  # fmt: skip
    assert (first["msg_id"], first["trade"], first["urgency"]) == ("a", "电梯", "紧急")
    assert first["urgency_words"]
    assert (second["trade"], second["kind"], third["trade"]) == ("绿化", "建议", "绿化")
    assert run(capsys, "predict", file)[1][0].startswith("a  紧急 电梯")


def test_messages_that_say_the_same_are_named_together(file, capsys):
    code, lines, _said = run(capsys, "duplicates", file, "--json")

    assert (code, [json.loads(line) for line in lines]) == (0, [{"msg_ids": ["b", "c"]}])
    assert run(capsys, "duplicates", file)[1] == ["b  c"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"msg_id,title\n1,x\n", "body"),
        (b"\xff\xfe\x00\x00", "UTF-8"),
        (b"", "msg_id"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(tmp_path, capsys, content, said):
    path = tmp_path / "bad.csv"
    path.write_bytes(content)

    code, lines, told = run(capsys, "predict", path, "--json")

    assert (code, lines) == (1, [])
    assert said in told


def test_a_file_that_is_not_there_is_refused(tmp_path, capsys):
    code, lines, told = run(capsys, "duplicates", tmp_path / "none.csv")

    assert (code, lines, "none.csv" in told) == (1, [], True)


def test_what_many_speak_of_is_ranked_a_line_each(tmp_path, capsys):
    path = tmp_path / "voices.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(["msg_id", "user_id", "title", "body", "created_at"])
        for voice in voices.everybody():
            lines.writerow(
                [voice.key, voice.person, voice.title, voice.body, f"{voice.at:%Y/%m/%d %H:%M}"]
            )
    code, said, _errors = run(capsys, "hot", path, "--json")
    found = [json.loads(line) for line in said]

    assert code == 0
    assert [(line["rank"], line["people"], len(line["msg_ids"])) for line in found] == [
        (1, 6, 6), (2, 4, 4), (3, 3, 3), (4, 1, 5),
    ]  # fmt: skip
    assert set(found[0]) == {"rank", "heat", "people", "place", "words", "from", "until", "msg_ids"}
    assert (found[0]["place"], found[0]["msg_ids"]) == ("锦绣江南", [f"pump{n}" for n in range(6)])
    assert found[0]["heat"] > found[1]["heat"] > found[2]["heat"] > found[3]["heat"] == 0
    assert run(capsys, "hot", path)[1][0].startswith("1  ")


def test_a_file_without_writers_or_with_a_day_that_is_none_is_refused(file, tmp_path, capsys):
    assert run(capsys, "hot", file, "--json")[:2] == (1, [])
    path = tmp_path / "odd.csv"
    path.write_text("msg_id,title,body,user_id,created_at\na,b,c,d,gestern\n", "utf-8")
    code, lines, errors = run(capsys, "hot", path, "--json")
    assert (code, lines) == (1, [])
    assert "gestern" in errors
    path.write_text("msg_id,title,body,user_id,created_at\n", "utf-8")
    assert run(capsys, "hot", path, "--json")[:2] == (0, [])
