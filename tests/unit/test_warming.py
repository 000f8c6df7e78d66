"""Pages are made ahead and compressed well beside the visitors, and give way to what should come first."""

from __future__ import annotations

from datetime import timedelta
from threading import Thread
from typing import Any

import brotli
import pytest

from careers.delivery.compressor import Compressor
from careers.delivery.page_store import Shelf
from careers.delivery.warming import one_at_a_time, warm
from tests.unit.house import NINE, TEXT, Edition, House


def test_pages_made_ahead_are_not_rendered_again_and_leave_at_the_best_level() -> None:
    house, compressor = House(), Compressor()
    house.store.tell(on_keep=compressor.take, on_edition=lambda _shelf: None)
    shelf = house.store.current()
    assert warm(house.store, shelf, house.stored, "https://careers.example", ["/a/", "/b/", "/a/"]) == 2
    compressor.finish()
    answers = [house.client.get(path, headers={"Accept-Encoding": "br"}) for path in ("/a/", "/b/")]
    assert house.asked == 2
    assert {answer.data for answer in answers} == {brotli.compress(TEXT, quality=11)}


def test_a_page_that_was_asked_for_first_leaves_quickly_and_then_at_the_best_level() -> None:
    house, compressor = House(), Compressor()
    quick = house.client.get("/", headers={"Accept-Encoding": "br"})
    compressor.take(house.store.current().pages["/"])
    compressor.finish()
    best = house.client.get("/", headers={"Accept-Encoding": "br"})
    assert (quick.data, best.data) == (brotli.compress(TEXT, quality=5), brotli.compress(TEXT, quality=11))
    assert quick.headers["ETag"] != best.headers["ETag"]


def test_pages_made_before_the_process_began_get_the_best_level_even_when_their_edition_has_ended() -> None:
    house, compressor = House(), Compressor()
    warm(house.store, house.store.current(), house.stored, "https://careers.example", ["/"], gently=False)
    house.edition = Edition(NINE + timedelta(hours=2))
    begun = list[Shelf]()
    house.store.tell(on_keep=compressor.take, on_edition=begun.append)
    assert begun == [house.store.current()]
    house.get()
    compressor.finish()
    assert house.get(Accept_Encoding="br").data == brotli.compress(TEXT, quality=11)


def test_making_ahead_goes_on_after_a_fault_and_ends_with_the_edition(caplog: pytest.LogCaptureFixture) -> None:
    house = House()
    shelf = house.store.current()

    def some(environ: Any, start_response: Any) -> Any:
        if environ["PATH_INFO"] == "/broken/":
            raise ValueError("broken")
        if environ["PATH_INFO"] == "/last/":
            house.edition = Edition(NINE + timedelta(hours=2))
        return house.stored(environ, start_response)

    paths = ["/broken/", "/sound/", "/last/", "/never/"]
    assert warm(house.store, shelf, some, "https://careers.example", paths) == 3
    assert "/sound/" in shelf.pages
    assert house.asked == 2
    assert "could not be made ahead" in caplog.text


def test_nothing_is_made_ahead_for_an_edition_that_is_over() -> None:
    house, prepared = House(), list[Shelf]()
    work = one_at_a_time(house.store, prepared.append)
    over = house.store.current()
    house.edition = Edition(NINE + timedelta(hours=2))
    present = house.store.current()
    threads = [Thread(target=work, args=(shelf,)) for shelf in (over, present)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert [shelf is present for shelf in prepared] == [True]


def test_each_page_made_ahead_waits_for_what_should_come_first() -> None:
    house, made_by_then = House(), list[int]()
    shelf = house.store.current()

    def pause() -> None:
        made_by_then.append(house.asked)

    warm(house.store, shelf, house.stored, "https://careers.example", ["/a/", "/b/"], pause=pause)
    assert made_by_then == [0, 1]
