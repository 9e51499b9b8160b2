"""What a raw mail says, and what becomes of one that wants to do harm."""

import zlib
from email.message import EmailMessage

import pytest

from anlin.trades.reception.choices import Hold
from anlin.trades.reception.rules import letters, markup
from factories import mailroom

TURNED = "\u202e"


def read(mail, **more):
    return letters.read(mail if isinstance(mail, bytes) else mail.as_bytes(), **more)


def raw(head, body=b"hello"):
    return head.replace("\n", "\r\n").encode() + b"\r\n\r\n" + body


HEAD = "From: zeng@example.org\nTo: a@b.test\nMessage-ID: <1@x>\n"


def test_a_mail_says_who_about_what_and_in_which_words():
    letter = read(mailroom.letter("水管漏了。\n三楼。"))

    assert (letter.sender, letter.sender_name, letter.subject) == (
        "zeng@example.org",
        "曾丽华",
        "电梯困人",
    )
    assert (letter.words, letter.rest, letter.message_id) == (
        "水管漏了。\n三楼。",
        "",
        "<one@example.org>",
    )
    assert letter.recipients == (mailroom.ADDRESS,)


@pytest.mark.parametrize(
    "rest",
    [
        "-- \n曾丽华 13800001234",
        "发自我的iPhone",
        "> 您好\n> 已收到",
        '------------------ 原始邮件 ------------------\n发件人: "锦绣湖畔"',
        "在 2026年5月6日，锦绣湖畔 写道：\n> 好",
        "On Wed, May 6, 2026 at 12:00, desk wrote:\n> ok",
        "发件人：锦绣湖畔\n主题：回复",
    ],
)
def test_signature_and_quotation_stand_apart_and_are_not_lost(rest):
    letter = read(mailroom.letter(f"还在漏。\n\n{rest}"))

    assert (letter.words, letter.rest) == ("还在漏。", rest)


def test_where_nothing_stands_before_a_quotation_all_of_it_is_words():
    assert letters.apart("> 请看\n我写在下面") == ("> 请看\n我写在下面", "")


@pytest.mark.parametrize("named", ["gb2312", "gbk", "GB18030", "utf-8", "", "x-nonsense"])
def test_chinese_is_read_in_any_charset_even_a_wrong_one(named):
    text = "镕基路喆先生家𠮷漏水"
    charset = f"; charset={named}" if named else ""
    body = raw(f"{HEAD}Content-Type: text/plain{charset}", text.encode("gb18030"))

    assert read(body).words == text


@pytest.mark.parametrize(
    "subject",
    [
        "漏水喆".encode(),
        "漏水喆".encode("gb18030"),
        b"=?gb2312?B?" + __import__("base64").b64encode("漏水喆".encode("gb18030")) + b"?=",
    ],
)
def test_a_subject_is_read_however_it_is_written(subject):
    assert read(HEAD.encode() + b"Subject: " + subject + b"\n\nx").subject == "漏水喆"


def test_a_page_becomes_its_words_and_nothing_of_it_acts():
    page = "<head><style>p{}</style></head><p>漏水<script>alert(1)</script>了</p><div>三楼<img src=x onerror=y></div><blockquote>您好</blockquote>"  # fmt: skip
    mail = mailroom.letter()
    mail.set_content(page, subtype="html")

    letter = read(mail)

    assert (letter.words, letter.rest) == ("漏水了\n\n三楼", "> 您好")


def test_plain_words_count_before_the_page_beside_them():
    mail = mailroom.letter("漏水")
    mail.add_alternative("<p>other</p>", subtype="html")

    assert read(mail).words == "漏水"


def test_files_are_enclosed_and_a_letter_within_is_a_file():
    mail = mailroom.letter("见附件")
    mail.add_attachment(
        b"\xff\xd8\xff", maintype="image", subtype="jpeg", filename=f"a{TURNED}gpj.exe"
    )
    inner = EmailMessage()
    inner.set_content("inner words")
    mail.add_attachment(inner)

    letter = read(mail)

    assert letter.words == "见附件"
    assert [file.name for file in letter.enclosed] == ["agpj.exe", "message.rfc822"]


def test_no_header_begins_another_line_and_nothing_turns_text_around():
    letter = read(
        raw(f"{HEAD}Subject: =?utf-8?B?5ryP5rC0DQpCY2M6IGFAYi5jCg==?= {TURNED}x"),
    )

    assert not set("\r\n" + TURNED) & set(letter.subject)


@pytest.mark.parametrize(
    ("mail", "hold"),
    [
        (b"x" * (letters.MAX_BYTES + 1), Hold.TOO_LARGE),
        (b"From: a@b.test\nX: " + b"y" * letters.MAX_HEADER_BYTES + b"\n\nx", Hold.HEADERS),
        (raw("Subject: nobody"), Hold.NO_SENDER),
        (raw("From: @@@ <>\nSubject: nobody"), Hold.NO_SENDER),
    ],
)
def test_what_is_not_read_is_held_with_the_reason(mail, hold):
    with pytest.raises(letters.Unreadable) as held:
        read(mail)
    assert held.value.hold == hold


@pytest.mark.parametrize("depth", [30, 90, 3000])
def test_parts_within_parts_within_parts_are_held(depth):
    head = "".join(
        f"Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n" for n in range(depth)
    )
    with pytest.raises(letters.Unreadable) as held:
        read(b"From: a@b.test\r\n" + head.encode())
    assert held.value.hold == Hold.NESTED


def test_thousands_of_small_parts_are_held():
    body = b"--b\r\n\r\nx\r\n" * 5000 + b"--b--"
    with pytest.raises(letters.Unreadable) as held:
        read(raw(f"{HEAD}Content-Type: multipart/mixed; boundary=b", body))
    assert held.value.hold == Hold.NESTED


def test_a_bomb_stays_folded():
    mail = mailroom.letter("x")
    bomb = zlib.compress(b"0" * 20_000_000)
    mail.add_attachment(bomb, maintype="application", subtype="zip", filename="a.zip")

    assert read(mail).enclosed[0].content == bomb


@pytest.mark.parametrize(
    "head",
    [
        "Auto-Submitted: auto-replied", "Auto-Submitted: auto-generated; owner-email=x", "Precedence: bulk",
        "Return-Path: <>", "List-Id: <a.b>", "X-Autoreply: yes", "Content-Type: multipart/report; boundary=x",
    ],
)  # fmt: skip
def test_what_a_machine_wrote_is_known(head):
    assert read(raw(f"{HEAD}{head}")).is_automatic
    assert not read(raw(f"{HEAD}Auto-Submitted: no")).is_automatic


def test_numbers_of_matters_and_mails_before_are_found():
    letter = read(
        raw(
            f"{HEAD}Subject: Re: [TS-2026-00012] x ABTS-2026-00013 TS-2026-1\nIn-Reply-To: <9@x>\nReferences: <7@x> <8@x> <9@x>"
        )
    )

    assert letter.numbers == ("TS-2026-00012",)
    assert letter.answers == ("<9@x>", "<8@x>", "<7@x>")


@pytest.mark.parametrize(
    "head",
    [
        "Content-Type: multipart/mixed; boundary=", "Content-Type: text/plain; charset*0*=x''%", "Content-Type: ;;;=",
        "Content-Disposition: attachment; filename*=utf-8''%E6%", "Content-Transfer-Encoding: base64",
        "Date: Wed, 99 Foo 99999 99:99:99 +9999", "References: " + "<" * 3000, "Subject: =?utf-8?Q?=ZZ?=",
        'From: "a" <a@b.test>, b@c.test', "To: " + "a@b.test," * 500,
    ],
)  # fmt: skip
def test_no_header_breaks_the_reading(head):
    mail = raw(f"Message-ID: <1@x>\n{head}\nFrom: zeng@example.org")
    assert read(mail).message_id == "<1@x>"


def test_a_page_without_an_end_is_read_as_far_as_it_goes():
    assert markup.plain("<p>漏水<b").startswith("漏水")
    assert "漏水" in markup.plain("漏水" + "<!" * 5000)
