"""Behind a proxy the rate limits count visitors, and nobody can pretend to be many."""

from __future__ import annotations

from dataclasses import replace

import pytest

from careers.app import create_app
from careers.clock import Clock
from careers.config import Config
from careers.forms.limits import Action
from tests.conftest import NOON


def refused(config: Config, proxies: int, forwarded: list[str]) -> int:
    """Return how many of as many forms were refused as there are values of ``X-Forwarded-For``."""
    client = create_app(replace(config, proxies=proxies), Clock.fixed(NOON)).test_client(use_cookies=False)
    answers = [client.post("/feedback/", headers={"X-Forwarded-For": value}) for value in forwarded]
    return sum(answer.status_code == 429 for answer in answers)


@pytest.mark.parametrize(
    ("proxies", "value", "is_one"),
    [
        pytest.param(0, "203.0.{}.{}", True, id="a header that nobody vouches for"),
        pytest.param(1, "203.0.{}.{}", False, id="visitors behind a proxy"),
        pytest.param(1, "203.0.{}.{}, 198.51.100.7", True, id="a visitor who forges the header"),
    ],
)
def test_who_is_counted(config: Config, proxies: int, value: str, is_one: bool) -> None:
    count = Action.FORM.value + 5
    forwarded = [value.format(n // 200, n % 200 + 1) for n in range(count)]
    assert refused(config, proxies, forwarded) == (5 if is_one else 0)
