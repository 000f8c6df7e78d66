"""Settings: what the environment may say, and what it may not."""

from __future__ import annotations

import stat
from dataclasses import fields
from pathlib import Path

import pytest

from careers.config import ROOT, Config, ConfigError
from tests import CONTENT


def test_settings_come_from_the_environment(tmp_path: Path) -> None:
    env = {"PORT": "9001", "CAREERS_PREVIEW": "yes", "CAREERS_INSTANCE": str(tmp_path), "HOME": "/nowhere"}
    config = Config.from_environment(env)
    assert (config.port, config.preview, config.instance) == (9001, True, tmp_path)
    assert config.address == "http://127.0.0.1:9001"


def test_every_wrong_setting_is_named_at_once() -> None:
    env = {"PORT": "eighty", "CAREERS_PREVIEW": "maybe", "CAREERS_CONTNT": "x"}
    with pytest.raises(ConfigError) as caught:
        Config.from_environment(env)
    for name in env:
        assert name in str(caught.value)


def test_the_key_is_made_once_and_kept_from_others(tmp_path: Path) -> None:
    env = {"CAREERS_INSTANCE": str(tmp_path)}
    first, second = Config.from_environment(env), Config.from_environment(env)
    assert first.secret_key == second.secret_key
    assert len(first.secret_key) >= 64
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600
    assert Config.from_environment({**env, "CAREERS_SECRET_KEY": " "}).secret_key == first.secret_key


def test_no_key_that_others_could_guess_is_taken(tmp_path: Path) -> None:
    env = {"CAREERS_INSTANCE": str(tmp_path)}
    line = next(row for row in (ROOT / "docs/deploy/careers.env").read_text().splitlines() if "SECRET_KEY=" in row)
    for key in (line.partition("=")[2], "x" * 31):
        with pytest.raises(ConfigError, match="CAREERS_SECRET_KEY: write 32 random characters or more"):
            Config.from_environment({**env, "CAREERS_SECRET_KEY": key})
    (tmp_path / "secret-key").write_text("\n")
    with pytest.raises(ConfigError, match="secret-key: no key in it"):
        Config.from_environment(env)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "65536"),
        ("PORT", "0"),
        ("CAREERS_WORKERS", "0"),
        ("CAREERS_RETENTION_MONTHS", "0"),
        ("CAREERS_RETENTION_MONTHS", "999999999999"),
        ("CAREERS_PROXIES", "10"),
    ],
)
def test_a_number_with_which_nothing_would_work_is_refused(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(ConfigError, match=rf"{name}: found '{value}', write a whole number from \d+ to \d+"):
        Config.from_environment({"CAREERS_INSTANCE": str(tmp_path), name: value})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CAREERS_BASE_URL", "careers.example"),
        ("CAREERS_BASE_URL", "https://careers.example/jobs"),
        ("CAREERS_BASE_URL", "https://sam:secret@careers.example"),
        ("CAREERS_LIVE_URL", "https://[x"),
        ("CAREERS_LIVE_URL", "https://a b.example"),
        ("CAREERS_COPIES", "https://careers.example, careers.example"),
        ("CAREERS_DATABASE_URL", "careers:secret@database/careers"),
        ("CAREERS_DATABASE_URL", "mysql://sam:secret@database/careers"),
        ("CAREERS_REDIS_URL", "127.0.0.1:6379"),
    ],
)
def test_an_address_that_could_not_be_used_is_refused(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(ConfigError, match=f"{name}: .*write .*://") as caught:
        Config.from_environment({"CAREERS_INSTANCE": str(tmp_path), name: value})
    assert name in {"CAREERS_BASE_URL", "CAREERS_LIVE_URL"} or "secret" not in str(caught.value)


def test_addresses_are_read_as_browsers_write_them(tmp_path: Path) -> None:
    env = {
        "CAREERS_BASE_URL": " https://Careers.example:8443/ ",
        "CAREERS_LIVE_URL": "http://[::1]:8000",
        "CAREERS_COPIES": "https://one.example/, https://two.example,",
        "CAREERS_REDIS_URL": "",
    }
    config = Config.from_environment({"CAREERS_INSTANCE": str(tmp_path), **env})
    assert config.address == "https://careers.example:8443"
    assert config.live_url == "http://[::1]:8000"
    assert config.copy_origins == {"https://one.example", "https://two.example"}


def test_an_instance_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigError, match=r"CAREERS_INSTANCE: the key in .*/file/inside cannot be kept there"):
        Config.from_environment({"CAREERS_INSTANCE": str(tmp_path / "file" / "inside")})


SIGN_ON = {"CAREERS_SIGN_ON_ISSUER": "https://login.example/t/v2.0", "CAREERS_SIGN_ON_CLIENT_ID": "x"}


def test_secret_of_the_sign_on_may_stand_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("s3cret\n")
    env = {"CAREERS_INSTANCE": str(tmp_path), **SIGN_ON, "CAREERS_SIGN_ON_CLIENT_SECRET_FILE": str(file)}
    config = Config.from_environment(env)
    assert (config.sign_on_client_secret, config.sign_on_issuer) == ("s3cret", SIGN_ON["CAREERS_SIGN_ON_ISSUER"])


@pytest.mark.parametrize(
    ("env", "named"),
    [
        ({**SIGN_ON, "CAREERS_SIGN_ON_ISSUER": "http://login.example"}, "CAREERS_SIGN_ON_ISSUER"),
        ({"CAREERS_SIGN_ON_ISSUER": "https://login.example"}, "CAREERS_SIGN_ON_CLIENT_ID"),
        ({**SIGN_ON, "CAREERS_SIGN_ON_CLIENT_SECRET_FILE": "/nowhere/at/all"}, "cannot be read"),
        ({**SIGN_ON, "CAREERS_SIGN_ON_HR": "same", "CAREERS_SIGN_ON_ADMIN": "same"}, "different value"),
        ({"CAREERS_LOCAL_SIGN_IN": "no"}, "nobody could sign in"),
    ],
)
def test_sign_on_that_could_not_work_is_named(tmp_path: Path, env: dict[str, str], named: str) -> None:
    with pytest.raises(ConfigError, match=named):
        Config.from_environment({"CAREERS_INSTANCE": str(tmp_path), **env})


def test_an_empty_name_of_a_folder_means_the_usual_one(tmp_path: Path) -> None:
    config = Config.from_environment({"CAREERS_INSTANCE": str(tmp_path), "CAREERS_CONTENT": " "})
    assert config.content == CONTENT, "the usual one of the tests"
    (usual,) = (field.default for field in fields(Config) if field.name == "content")
    assert usual == ROOT / "content"
