"""Photographs come in sizes and formats, with their credit, and only while consent lasts; every page has a share picture."""

from __future__ import annotations

import re
import shutil
import struct
import zlib
from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path, PurePosixPath

import pytest
from flask import Flask
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from careers.app import create_app
from careers.clock import LONDON
from careers.config import Config
from careers.content.library import Asset
from careers.site.current import EXTENSION
from careers.site.pictures.bare import bare
from careers.site.pictures.share import FACADE, HEIGHT, MARGIN, WIDTH, share_picture
from careers.site.views.files import FONT
from tests import CONTENT
from tests.conftest import Hands
from tests.html import StrictClient

PHOTO = """photos:
  - src: naomi.jpg
    alt: A woman laughs at a desk by a window, a mug beside her
    caption: At the office in central Manchester
    credit: Sam Example
    licence: all rights reserved
    consent_on: 2026-01-10
    consent_until: 2026-12-01
"""


TURNED = 6
"""How a phone that was held on its side says so; the picture is upright once it is turned a quarter to the right."""


@pytest.fixture
def pictured(
    tmp_path: Path, instance: Path, hands: Hands, make_client: Callable[[Flask], StrictClient]
) -> StrictClient:
    """Return a client for a site in which a story has a photograph, taken on a phone that wrote down where."""
    content = Path(shutil.copytree(CONTENT, tmp_path / "content"))
    (content / "images").mkdir(exist_ok=True)
    photo = Image.effect_mandelbrot((1600, 1200), (-2, -1.5, 1, 1.5), 40).convert("RGB")
    exif = Image.Exif()
    exif[0x010F] = "CANARY-CAMERA"
    exif[0x0112] = TURNED
    photo.transpose(Image.Transpose.ROTATE_90).save(content / "images" / "naomi.jpg", quality=85, exif=exif)
    story = content / "stories" / "naomi.md"
    story.write_text(story.read_text("utf-8").replace("\nsource:\n", f"\n{PHOTO}source:\n", 1), "utf-8")
    config = Config(content=content, instance=instance, secret_key="tests", base_url="https://careers.example")
    return make_client(create_app(config, hands.clock()))


def test_a_photograph_comes_in_sizes_and_formats_with_its_credit(pictured: StrictClient) -> None:
    page = pictured.page("/stories/naomi/")
    image = page.one("img")
    assert image.get("alt", "").startswith("A woman laughs")
    text = " ".join("".join(page.main.itertext()).split())
    assert "Photograph: Sam Example, all rights reserved" in text
    assert [source.get("type") for source in page.root.iter("source")] == ["image/avif", "image/webp"]
    widths = set()
    for candidate in [
        image.get("src", ""),
        *re.findall(r"/images/\S+", " ".join(s.get("srcset", "") for s in page.root.iter("source"))),
    ]:
        with pictured.get(candidate) as answer:
            assert answer.status_code == 200, candidate
            with Image.open(BytesIO(answer.data)) as picture:
                widths.add(picture.width)
            assert b"CANARY" not in answer.data
    assert widths == {480, 960, 1440}
    with pictured.get(image.get("src", "")) as answer, Image.open(BytesIO(answer.data)) as picture:
        assert (str(picture.width), str(picture.height)) == (image.get("width"), image.get("height"))


def test_the_original_of_a_photograph_tells_nothing_of_the_camera_either(pictured: StrictClient) -> None:
    """Its address stands in what search engines are told of the story."""
    with pictured.get("/images/naomi.jpg") as answer:
        assert answer.mimetype == "image/jpeg"
        assert b"CANARY" not in answer.data
        with Image.open(BytesIO(answer.data)) as picture:
            assert (picture.size, dict(picture.getexif())) == ((1600, 1200), {})


@pytest.mark.parametrize(("ending", "form"), [("jpg", "JPEG"), ("png", "PNG"), ("webp", "WEBP"), ("avif", "AVIF")])
def test_what_stands_beside_the_pixels_is_left_out_of_every_picture(tmp_path: Path, ending: str, form: str) -> None:
    exif, note = Image.Exif(), PngInfo()
    exif[0x8825] = {1: "N", 2: (53.0, 28.0, 45.0)}  # where it was taken
    exif[0x013B] = "CANARY"
    note.add_text("Author", "CANARY")
    more = (
        {"pnginfo": note} if form == "PNG" else {"xmp": b"CANARY"} | ({"comment": b"CANARY"} if form == "JPEG" else {})
    )
    told, plain = tmp_path / f"told.{ending}", tmp_path / f"plain.{ending}"
    Image.new("RGB", (64, 48), "#3A2FA3").save(told, form, exif=exif, **more)
    Image.new("RGB", (64, 48), "#3A2FA3").save(plain, form)
    assert b"CANARY" in told.read_bytes()
    clean = bare(Asset(PurePosixPath(f"images/told.{ending}"), told, "", 0, 64, 48), tmp_path / "made")
    assert b"CANARY" not in clean.read_bytes()
    with Image.open(clean) as picture:
        assert (picture.format, picture.size, dict(picture.getexif())) == (form, (64, 48), {})
    asset = Asset(PurePosixPath(f"images/plain.{ending}"), plain, "", 0, 64, 48)
    assert bare(asset, tmp_path / "made") == plain, "one that tells nothing stays as it is"


def test_parts_that_no_program_here_reads_are_left_out_too(tmp_path: Path) -> None:
    """Content credentials stand in parts of their own (C2PA: APP11 of JPEG, caBX of PNG), and name who worked on it."""
    data = BytesIO()
    Image.new("RGB", (64, 48)).save(data, "JPEG")
    begin, rest = data.getvalue()[:2], data.getvalue()[2:]
    (tmp_path / "a.jpg").write_bytes(begin + b"\xff\xeb" + struct.pack(">H", 8) + b"CANARY" + rest)
    data = BytesIO()
    Image.new("RGB", (64, 48)).save(data, "PNG")
    chunk = struct.pack(">I", 6) + b"caBXCANARY" + struct.pack(">I", zlib.crc32(b"caBXCANARY"))
    (tmp_path / "a.png").write_bytes(data.getvalue()[:-12] + chunk + data.getvalue()[-12:])
    for name in ("a.jpg", "a.png"):
        asset = Asset(PurePosixPath(f"images/{name}"), tmp_path / name, "", 0, 64, 48)
        assert b"CANARY" not in bare(asset, tmp_path / "made").read_bytes(), name


def test_a_photograph_goes_with_the_last_day_of_consent(pictured: StrictClient, hands: Hands) -> None:
    src = pictured.page("/stories/naomi/").one("img").get("src", "")
    hands.moment = datetime(2026, 12, 1, 23, 59, 59, tzinfo=LONDON)
    assert pictured.page("/stories/naomi/").all("img")
    hands.moment = datetime(2026, 12, 2, 0, 0, 0, tzinfo=LONDON)
    for path in ("/stories/naomi/", "/stories/", "/"):
        assert not pictured.page(path).all("img"), path
    for path in (src, "/images/naomi.jpg"):
        assert pictured.get(path).status_code == 404, path


def test_a_photograph_cut_short_takes_no_page_away(
    pictured: StrictClient, tmp_path: Path, hands: Hands, caplog: pytest.LogCaptureFixture
) -> None:
    photo = tmp_path / "content" / "images" / "naomi.jpg"
    photo.write_bytes(photo.read_bytes()[:20_000])
    for address in ("/stories/naomi/", "/stories/", "/"):
        assert not pictured.page(address).all("img"), address
    assert pictured.get("/images/naomi-000000000000-480.jpg").status_code == 404
    assert "pages go without the photograph images/naomi.jpg" in caplog.text
    site = pictured.application.extensions[EXTENSION]
    edition = site.edition()
    hands.moment += timedelta(minutes=2)
    assert site.edition() is edition, "what is no whole photograph is not looked at again and again"


def test_a_picture_or_download_taken_away_before_a_reload_is_not_found(pictured: StrictClient, tmp_path: Path) -> None:
    plan, *_ = pictured.application.extensions[EXTENSION].edition().library.downloads.values()
    assert plan.path.is_relative_to(tmp_path)
    for address, path in (("/images/naomi.jpg", tmp_path / "content" / "images" / "naomi.jpg"), (plan.url, plan.path)):
        with pictured.get(address) as answer:
            assert answer.status_code == 200
        path.unlink()
        assert pictured.get(address).status_code == 404


def test_a_disk_that_is_full_takes_no_page_away_and_the_photograph_comes_once_there_is_room(
    pictured: StrictClient, instance: Path, hands: Hands
) -> None:
    site = pictured.application.extensions[EXTENSION]
    (instance / "photographs").write_bytes(b"no folder")
    assert not pictured.page("/stories/naomi/").all("img")
    edition = site.edition()
    (instance / "photographs").unlink()
    hands.moment += timedelta(minutes=2)
    assert pictured.page("/stories/naomi/").all("img")
    made = site.edition()
    assert made is not edition
    hands.moment += timedelta(minutes=2)
    assert site.edition() is made


def test_a_photograph_is_unpacked_once_for_its_copies_and_not_for_each_page(
    pictured: StrictClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    pictured.page("/stories/naomi/")
    monkeypatch.setattr(Image.Image, "load", None)
    src = pictured.page("/stories/").one("img").get("src", "")
    with pictured.get(src) as answer:
        assert answer.status_code == 200


def test_every_page_has_a_share_picture_of_its_own(full_site: Flask, client: StrictClient) -> None:
    documents = list(full_site.extensions[EXTENSION].edition().documents())
    seen = set()
    for document in documents[::7]:
        page = client.page(document.url)
        (address,) = (m.get("content", "") for m in page.root.iter("meta") if m.get("property") == "og:image")
        answer = client.get(address.removeprefix("https://careers.example"))
        with Image.open(BytesIO(answer.data)) as picture:
            assert (picture.format, picture.size) == ("PNG", (1200, 630))
        assert len(answer.data) < 60_000
        seen.add(answer.data)
    assert len(seen) == len(documents[::7]) > 4


LINES = st.text(st.characters(exclude_categories=("C", "Z"), include_characters=" "), max_size=300)


@given(LINES, LINES)
@settings(max_examples=8, deadline=None)
@example("Social worker " * 30, "Ways to progress " * 12)
@example("Donaudampfschifffahrt" * 8, "Wohngruppe" * 30)
def test_no_title_and_no_section_runs_out_of_a_share_picture(title: str, section: str) -> None:
    with Image.open(BytesIO(share_picture(title, section, "kyle", FONT))) as picture:
        words = picture.convert("RGB").crop((0, 0, WIDTH, HEIGHT - FACADE))
    right = words.crop((WIDTH - MARGIN + 4, 0, *words.size))
    assert right.getcolors() == [(right.width * right.height, words.getpixel((0, 0)))]
    assert len(words.getcolors(1_000) or ()) > 1, "something was looked at"


@pytest.mark.parametrize("size", [32, 180, 192, 512])
def test_icons_have_the_size_that_they_say(client: StrictClient, size: int) -> None:
    with Image.open(BytesIO(client.get(f"/icon-{size}.png").data)) as picture:
        assert picture.size == (size, size)
    assert client.get("/icon-31.png").status_code == 404
