"""``make trial``: the site as it runs past one machine, to try on this one. Ctrl+C ends everything and tidies up."""

from __future__ import annotations

import signal
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event

from careers.config import ROOT
from tests.trial.parts import MissingError, trial

INSTANCES = 3


def main() -> None:
    """Start everything, print the address and wait."""
    with TemporaryDirectory(prefix="careers-trial-") as name:
        try:
            shown = {"CAREERS_CONTENT": str(ROOT / "content"), "CAREERS_DEMONSTRATION": "yes"}
            with trial(Path(name), INSTANCES, name="localhost", **shown) as running:
                print(
                    f"The site is at https://localhost:{running.front.https}/ (the certificate is its own: let the browser pass)"
                )
                for port in running.ports:
                    print(f"  instance at 127.0.0.1:{port}, log in {running.servers[port].log}")
                print(f"  PostgreSQL in {running.database}, Redis at {running.redis}")
                print("Ctrl+C stops all and removes what was written.", flush=True)
                with suppress(KeyboardInterrupt):
                    Event().wait()
                signal.signal(signal.SIGINT, signal.SIG_IGN)  # tidying up takes a moment; a second Ctrl+C waits for it
        except MissingError as error:
            sys.exit(str(error))


if __name__ == "__main__":
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, signal.default_int_handler)
    main()
