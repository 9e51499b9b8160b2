"""Telling us something at a sign without an account, and following it by a link that nobody guesses."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from anlin.faces.portal.trades.signs import views
from anlin.instruments.documents import queries as papers
from anlin.instruments.documents.models import Document
from anlin.kernel.actors import system
from anlin.trades.cases import actions as cases
from anlin.trades.cases.models import Case, Report
from anlin.trades.reception import actions, queries
from anlin.trades.reception.errors import PlaceMissing, SignGone
from anlin.trades.reception.models import Follower, Sign
from factories import cases as case_factory
from factories import documents, estate

pytestmark = pytest.mark.django_db
BY = system("tests")
KEY = "0123456789abcdef0123456789abcdef"


@pytest.fixture
def sign(noon):
    case_factory.lists(noon)
    views.reports._span = 0
    project = estate.project("JX", name="锦绣湖畔")
    return actions.put_up_sign(project=project, place="3栋电梯", by=BY, at=noon)


@pytest.fixture
def passer():
    return Client(headers={"accept-language": "zh-CN"}, enforce_csrf_checks=False)


def tell(passer, sign, **more):
    return passer.post(
        f"/trades/signs/at/{sign.code}/", {"words": "电梯门关不上。", "key": KEY} | more
    )


@pytest.mark.shows("B-INT-04")
def test_who_scans_a_code_tells_us_without_an_account_and_follows_it_by_a_link(passer, sign, noon):
    exif = Image.Exif()
    exif.get_ifd(0x8825)[2] = (22.0, 32.0, 1.0)
    photo = SimpleUploadedFile("a.jpg", documents.picture(exif=exif))
    form = passer.get(f"/trades/signs/at/{sign.code}/").content.decode()

    told = tell(passer, sign, file=[photo], name="路过的人", phone="13800001234")

    case = Case.objects.get()
    assert "锦绣湖畔 · 3栋电梯" in form
    assert (case.words, case.place, case.channel.code, case.reporter_name) == (
        "电梯门关不上。", "3栋电梯", "website", "路过的人",
    )  # fmt: skip
    with Image.open(papers.file_of(Document.objects.get())) as drawn:
        assert dict(drawn.getexif()) == {}
    page = passer.get(told.url)
    assert case.number in page.content.decode()
    assert "noindex" in page.headers["X-Robots-Tag"]
    case_factory.sorted_(case, noon)
    cases.answer(case=case, words="门机已调整。", channel=case.channel, by=BY, at=noon)
    assert "门机已调整。" in passer.get(told.url).content.decode()


def test_the_same_form_twice_is_one_matter_and_one_link(passer, sign):
    first, again = tell(passer, sign), tell(passer, sign)

    assert (first.url, Case.objects.count(), Follower.objects.count()) == (again.url, 1, 1)


def test_words_are_added_by_the_link_and_the_same_form_adds_once(passer, sign):
    link = tell(passer, sign).url
    for _again in range(2):
        added = passer.post(f"{link}words/", {"words": "现在全停了。", "key": "f" * 32})

    assert (added.status_code, added.url) == (302, link)
    assert [r.words for r in Report.objects.order_by("pk")] == ["电梯门关不上。", "现在全停了。"]
    assert "现在全停了。" in passer.get(link).content.decode()


def test_the_code_alone_shows_nothing_of_any_matter_and_no_secret_is_kept(passer, sign):
    link = tell(passer, sign, name="路过的人").url
    secret = link.split("/")[-2]

    page = passer.get(f"/trades/signs/at/{sign.code}/").content.decode()

    assert not any(
        word in page for word in ("路过的人", "关不上", Case.objects.get().number, secret)
    )
    assert secret not in str(Follower.objects.values()) + str(Report.objects.values("source_key"))
    assert passer.get(f"/trades/signs/follow/{'0' * 40}/").status_code == 404


def test_what_a_neighbour_added_by_telephone_is_not_shown_to_who_has_the_link(passer, sign, noon):
    link = tell(passer, sign).url
    case = Case.objects.get()
    cases.report_again(case=case, channel=case.channel, words="我是302的赵明", by=BY, at=noon)

    assert "赵明" not in passer.get(link).content.decode()


def test_programs_that_fill_in_everything_open_nothing_and_learn_nothing(passer, sign):
    told = tell(passer, sign, homepage="http://x.test")

    assert (told.status_code, Case.objects.exists()) == (302, False)
    assert passer.get(told.url).status_code == 200


@pytest.mark.parametrize(
    "wrong", [{"words": " "}, {"key": ""}, {"file": [SimpleUploadedFile("a.jpg", b"no picture")]}]
)
def test_what_cannot_be_taken_is_refused_in_words_and_nothing_is_opened(passer, sign, wrong):
    told = tell(passer, sign, **wrong)

    assert (told.status_code, Case.objects.exists(), Follower.objects.exists()) == (
        422,
        False,
        False,
    )


def test_one_address_tells_us_only_so_often(passer, sign, settings):
    settings.REPORTS_AN_HOUR = 2
    statuses = [tell(passer, sign, key=f"{n:032x}").status_code for n in range(3)]

    assert (statuses, Case.objects.count()) == ([302, 302, 429], 2)


def test_a_sign_that_was_taken_down_opens_nothing_but_what_was_told_goes_on(passer, sign, noon):
    link = tell(passer, sign).url
    actions.take_down_sign(sign=sign, by=BY, at=noon)

    assert passer.get(f"/trades/signs/at/{sign.code}/").status_code == 404
    assert tell(passer, sign, key="e" * 32).status_code == 404
    assert passer.get(link).status_code == 200
    with pytest.raises(SignGone):
        actions.report_at_sign(sign=sign, told=actions.Told(words="x", key="1"), by=BY, at=noon)
    assert Case.objects.count() == 1


def test_a_closed_matter_takes_no_more_words(passer, sign, noon):
    link = tell(passer, sign).url
    case = case_factory.sorted_(Case.objects.get(), noon)
    cases.answer(case=case, words="好了。", channel=case.channel, by=BY, at=noon)
    cases.close_unsatisfied(case=case, reason="已修好", by=BY, at=noon)

    assert passer.post(f"{link}words/", {"words": "再说", "key": "d" * 32}).status_code == 422
    assert "words/" not in passer.get(link).content.decode()


def test_every_code_is_another_and_a_sign_has_a_place(sign, noon):
    with pytest.raises(PlaceMissing):
        actions.put_up_sign(project=sign.project, place=" ", by=BY, at=noon)
    other = actions.put_up_sign(project=sign.project, place="3栋电梯", by=BY, at=noon)

    assert (len(sign.code), sign.code != other.code, Sign.objects.count()) == (16, True, 2)
    assert queries.by_code(sign.code.lower()) == sign


def test_the_form_needs_no_question_more_than_it_has(passer, sign, django_assert_num_queries):
    passer.get(f"/trades/signs/at/{sign.code}/")
    with django_assert_num_queries(1):
        passer.get(f"/trades/signs/at/{sign.code}/")
