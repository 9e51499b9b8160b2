"""People at screens of their own, in one real browser."""

import pytest

from browsers import leave, opened, sign_in


@pytest.fixture
def scripts():
    """Whether browsers run scripts; a test may say that they do not."""
    return True


@pytest.fixture
def at_screen(browser, live_server, transactional_db, scripts):
    """Sit somebody down at a desk or a phone, signed in; at the end nobody's browser has complained."""
    pages = []

    def sit(name, kind):
        page = opened(browser, live_server.url, kind, scripts=scripts)
        pages.append(page)
        sign_in(page, name)
        return page

    yield sit
    complaints = [said for page in pages for said in page.complaints]
    for page in pages:
        leave(page)
    assert complaints == []
