"""Units, environment file and settings in the docs are of this program; systemd itself reads the unit where it is there."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import fields
from pathlib import Path

import click
import pytest

from careers.cli import main
from careers.config import PREFIX, ROOT, Config, variable_name

DEPLOY = ROOT / "docs" / "deploy"
KNOWN = {variable_name(f) for f in fields(Config)}
PAGES = sorted([*(ROOT / "docs").rglob("*.md"), *DEPLOY.iterdir(), ROOT / "README.md"])


def environment() -> dict[str, str]:
    """Read the environment file as systemd does."""
    lines = (DEPLOY / "careers.env").read_text("utf-8").splitlines()
    pairs = [line.partition("=")[::2] for line in lines if line and not line.startswith("#")]
    assert len(pairs) > 4
    return dict(pairs)


def unit() -> dict[str, dict[str, list[str]]]:
    """Read the unit: every section with its settings, each with all of its values."""
    found: dict[str, dict[str, list[str]]] = {}
    section = ""
    for line in (DEPLOY / "careers@.service").read_text("utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif line and not line.startswith("#"):
            name, _, value = line.partition("=")
            found.setdefault(section, {}).setdefault(name, []).append(value)
    assert {"Unit", "Service", "Install"} == found.keys()
    return found


def test_the_environment_file_is_accepted_with_a_key_and_what_the_unit_adds() -> None:
    added = dict(pair.split("=", 1) for pair in unit()["Service"]["Environment"][0].replace("%i", "8001").split())
    config = Config.from_environment({**environment(), **added, "CAREERS_SECRET_KEY": "0123456789abcdef" * 4})
    assert (config.port, config.host) == (8001, "127.0.0.1")
    assert config.instance == Path("/var/lib/careers/8001")
    assert config.address == "https://careers.example"
    assert (config.proxies, config.trusted_hosts) == (1, "careers.example")
    assert config.database_url.startswith("postgresql")
    assert config.redis_url.startswith("redis://")


def test_every_setting_that_the_docs_name_exists() -> None:
    named = {path: set(re.findall(rf"\b{PREFIX}[A-Z][A-Z_]+[A-Z]\b", path.read_text("utf-8"))) for path in PAGES}
    assert sum(len(names) for names in named.values()) > 20
    assert not {path.name: sorted(names - KNOWN) for path, names in named.items() if names - KNOWN}


def test_every_command_that_the_docs_name_exists() -> None:
    text = "\n".join(path.read_text("utf-8") for path in PAGES)
    named = set(re.findall(r"\.venv/bin/careers ([a-z-]+)", text)) | set(re.findall(r"`careers ([a-z-]+)", text))
    assert len(named) > 5
    assert named <= set(main.list_commands(click.Context(main)))
    targets = set(re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z-]+)`", text)) <= targets


def test_the_unit_runs_the_command_as_nobody_in_particular() -> None:
    service = unit()["Service"]
    assert service["ExecStart"] == ["/opt/careers/.venv/bin/careers serve"]
    assert service["ExecReload"] == ["/bin/kill -HUP $MAINPID"]
    assert service["DynamicUser"] == ["yes"]
    assert service["StateDirectory"] == ["careers/%i"]
    for name in ("NoNewPrivileges", "PrivateTmp", "PrivateDevices", "ProtectHome", "ProtectKernelTunables"):
        assert service[name] == ["yes"], name
    assert service["ProtectSystem"] == ["strict"]
    assert service["CapabilityBoundingSet"] == [""]


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
def test_systemd_understands_the_unit_and_finds_it_hardened(tmp_path: Path) -> None:
    """With programs that exist here; ``security`` gives 0 for a closed unit and 10 for an open one."""
    text = (DEPLOY / "careers@.service").read_text("utf-8")
    folder = tmp_path / "units"
    folder.mkdir()
    text = text.replace("/opt/careers/.venv/bin/careers serve", "/bin/true").replace("/opt/careers", "/tmp")
    path = folder / "careers@8001.service"
    path.write_text(text.replace("Documentation=file:/tmp/docs/operators.md\n", ""))
    checked = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(path)], capture_output=True, text=True, check=False
    )
    ours = [line for line in checked.stderr.splitlines() if "careers@" in line]
    assert not ours, checked.stderr
    judged = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--no-pager", "--threshold=30", str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    overall = re.search(r"Overall exposure level for \S+: ([\d.]+)", judged.stdout)
    assert overall, judged.stdout + judged.stderr
    assert float(overall[1]) < 2.0, judged.stdout
