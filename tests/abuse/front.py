"""What stands in front of the program: nginx with TLS, as docs/deploy has it, on ports of this machine."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.serving import ROOT, free_port

NAME = "careers.example"
_AROUND = """daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/nginx.log warn;
{user}events {{ worker_connections 256; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
{recipe}
}}
"""


@dataclass(frozen=True)
class Front:
    """Where it listens, and the certificate that clients must trust."""

    http: int
    https: int
    certificate: Path


def recipe() -> str:
    """Return the configuration of nginx that operators are given."""
    return (ROOT / "docs" / "deploy" / "nginx.conf").read_text("utf-8")


def nginx() -> str | None:
    """Return the program, ``None`` where it is not installed."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")


@contextmanager
def front(folder: Path, *ports: int, name: str = NAME) -> Iterator[Front]:
    """Run nginx before the instances at ``ports``; only names, ports and paths of the recipe are changed."""
    program = nginx()
    assert program
    folder.mkdir(parents=True)
    certificate, key = _certificate(folder)
    there = Front(free_port(), free_port(), certificate)
    servers = "".join(f"    server 127.0.0.1:{port} max_fails=0;\n" for port in ports)
    text, count = re.subn(r"(    server 127\.0\.0\.1:\d+ max_fails=0;\n)+", servers, recipe().replace(NAME, name))
    assert count == 1, "the recipe has no instances"
    for old, new in (
        ("listen 80;", f"listen 127.0.0.1:{there.http};"),
        ("listen 443 ssl;", f"listen 127.0.0.1:{there.https} ssl;"),
        ("/var/cache/nginx/careers", f"{folder}/cache"),
        ("/etc/ssl/careers.pem", str(certificate)),
        ("/etc/ssl/careers.key", str(key)),
    ):
        assert old in text, f"the recipe has no {old}"
        text = text.replace(old, new)
    settings = folder / "nginx.conf"
    settings.write_text(
        _AROUND.format(folder=folder, recipe=text, user="user root;\n" if os.geteuid() == 0 else ""), "utf-8"
    )
    process = subprocess.Popen([program, "-c", str(settings), "-p", str(folder)], stderr=subprocess.PIPE)
    try:
        _wait(there.https, process)
        yield there
    finally:
        process.terminate()
        process.communicate(timeout=20)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(1800):
        if process.poll() is not None:
            raise AssertionError(f"nginx did not start: {process.communicate()[1].decode()}")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        Event().wait(0.05)
    raise AssertionError("nginx does not listen")


def _certificate(folder: Path) -> tuple[Path, Path]:
    """Write a certificate for the site's name, signed by itself, and its key; it lasts a day."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate, secret = folder / "careers.pem", folder / "careers.key"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return certificate, secret
