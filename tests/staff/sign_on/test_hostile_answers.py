"""An answer that breaks a rule, belongs to somebody else or comes twice lets nobody in."""

from __future__ import annotations

import base64
import hmac
import json
import logging
from collections.abc import Callable
from hashlib import sha256

import pytest
from flask import Flask
from joserfc.jwk import ECKey, RSAKey

from careers.staff.sign_on.attempt import LASTS, Attempt
from tests.staff.office import Colleague, Watch
from tests.staff.provider import CLIENT, Claims, Provider, unsigned
from tests.staff.sign_on.council import (
    CALLBACK,
    COOKIE,
    Office,
    leave_for_provider,
    refusals_so_far,
    refused,
    sign_on,
)


def rogue(provider: Provider, kid: str) -> str:
    """Return a token with right claims, signed by a stranger who borrows the name of the provider's key."""
    stranger = ECKey.generate_key("P-256", {"kid": kid})
    provider.sign = lambda claims: provider.signed(claims, stranger)
    return kid


def confuse(provider: Provider) -> None:
    """Sign with the published key as if it were a shared secret."""

    def sign(claims: Claims) -> str:
        head, body, _ = unsigned(claims, "HS256").split(".")
        secret = json.dumps(provider.keys[0].as_dict(private=False)).encode()
        mac = hmac.digest(secret, f"{head}.{body}".encode(), "sha256")
        return f"{head}.{body}.{base64.urlsafe_b64encode(mac).decode().rstrip('=')}"

    provider.sign = sign


def swap(provider: Provider) -> None:
    """Name one of the provider's keys and sign with another of them."""
    other = ECKey.generate_key("P-256", {"kid": "two", "use": "sig"})
    provider.keys.append(other)
    provider.sign = lambda claims: provider.signed(claims, other, kid="one")


def embed(provider: Provider) -> None:
    """Bring the key along in the token."""
    stranger = ECKey.generate_key("P-256", {"kid": "one"})
    public = stranger.as_dict(private=False)
    provider.sign = lambda claims: provider.signed(claims, stranger, jwk=public)  # type: ignore[arg-type]


HOSTILE: dict[str, Callable[[Provider], object]] = {
    "nonce of somebody else": lambda p: p.changed.update(nonce="0" * 64),
    "no nonce": lambda p: p.changed.update(nonce=None),
    "for another program": lambda p: p.changed.update(aud="another-program"),
    "for several programs, of which another asked": lambda p: p.changed.update(aud=[CLIENT, "other"], azp="other"),
    "for several programs, nobody asked": lambda p: p.changed.update(aud=[CLIENT, "other"]),
    "no audience": lambda p: p.changed.update(aud=None),
    "of another issuer": lambda p: p.changed.update(iss="https://evil.example"),
    "no issuer": lambda p: p.changed.update(iss=None),
    "expired": lambda p: p.changed.update(exp=int(p.watch.now.timestamp()) - 61),
    "never expires": lambda p: p.changed.update(exp=None),
    "expiry that is no number": lambda p: p.changed.update(exp="tomorrow"),
    "of the future": lambda p: p.changed.update(iat=int(p.watch.now.timestamp()) + 3600),
    "not valid yet": lambda p: p.changed.update(nbf=int(p.watch.now.timestamp()) + 3600),
    "no subject": lambda p: p.changed.update(sub=None),
    "empty subject": lambda p: p.changed.update(sub=""),
    "endless subject": lambda p: p.changed.update(sub="x" * 256),
    "subject that is a list": lambda p: p.changed.update(sub=["subject of sam"]),
    "hash of another access token": lambda p: p.changed.update(at_hash="AAAA"),
    "algorithm none": lambda p: setattr(p, "sign", unsigned),
    "algorithm None": lambda p: setattr(p, "sign", lambda claims: unsigned(claims, "None")),
    "shared secret": confuse,
    "stranger's key under a known name": lambda p: rogue(p, "one"),
    "stranger's key under a new name": lambda p: rogue(p, "three"),
    "another key than it names": swap,
    "key in the token": embed,
    "no token": lambda p: setattr(p, "sign", lambda _: ""),
    "not a token": lambda p: setattr(p, "sign", lambda _: "a.b.c"),
    "answer of another issuer": lambda p: setattr(p, "names_itself", "https://evil.example"),
    "answer without the promised issuer": lambda p: p.document.update(
        authorization_response_iss_parameter_supported=True
    ),
}


@pytest.mark.parametrize("wrong", HOSTILE)
def test_answer_that_breaks_a_rule_lets_nobody_in(
    site: Flask, office: Office, wrong: str, caplog: pytest.LogCaptureFixture
) -> None:
    HOSTILE[wrong](office.provider)
    sam, before = Colleague(site, office.watch), refusals_so_far(site)
    with caplog.at_level(logging.INFO):
        answer = sign_on(sam)
    assert answer.status_code == 403
    assert "failed a check" in refused(answer)
    assert not sam.is_in()
    assert office.told() == []
    assert refusals_so_far(site) == before + 1
    logged = "\n".join(record.getMessage() for record in caplog.records)
    assert "refused" in logged
    assert not [word for word in ("subject of sam", "Sam", "eyJ", "code=", "state=", "opaque") if word in logged]


def test_answers_of_the_same_shape_that_break_no_rule_let_a_colleague_in(
    site: Flask, watch: Watch, provider: Provider
) -> None:
    """So that the refusals above are for what is wrong, and not for everything."""
    stale = ECKey.generate_key("P-256", {"kid": "old", "use": "sig"})
    fresh = RSAKey.generate_key(2048, {"kid": "fresh", "use": "sig"})
    now = int(watch.now.timestamp())
    for change in (
        {"aud": [CLIENT]},
        {"aud": [CLIENT, "other"], "azp": CLIENT},
        {"exp": now - 59},
        {"iat": now + 59, "nbf": now + 59},
        {"at_hash": base64.urlsafe_b64encode(sha256(b"opaque").digest()[:16]).decode().rstrip("=")},
    ):
        provider.changed = change
        assert sign_on(Colleague(site, watch)).status_code == 200, change
    provider.changed = {}
    provider.names_itself = provider.issuer
    provider.document = {"authorization_response_iss_parameter_supported": True}
    assert sign_on(Colleague(site, watch)).status_code == 200
    watch.wait(minutes=2)
    provider.keys = [fresh, stale]
    assert sign_on(Colleague(site, watch)).status_code == 200, "a key that is new since is asked for"


def test_answer_belongs_to_the_browser_that_asked(site: Flask, watch: Watch) -> None:
    """Somebody signs in and sends the last address of it to a colleague, who would work in their name."""
    attacker, sam = Colleague(site, watch), Colleague(site, watch)
    link = leave_for_provider(attacker)
    assert "Begin again" in refused(sam.ask(link))
    leave_for_provider(sam)
    assert "Begin again" in refused(sam.ask(link))
    assert not sam.is_in()
    for query in ("", "?state=x", "?code=x", "?code=x&state=", "?error=access_denied", "?code=a&code=b&state=é"):
        assert sam.ask(CALLBACK + query).status_code == 400, query


def test_answer_is_taken_once_and_in_time(site: Flask, watch: Watch, provider: Provider) -> None:
    sam = Colleague(site, watch)
    link = leave_for_provider(sam)
    kept = sam.client.get_cookie(COOKIE, "careers.example", "/staff/sign-on/")
    assert kept
    codes = dict(provider.codes)
    assert sam.ask(link).status_code == 200
    for _ in range(2):
        sam.client.set_cookie(COOKIE, kept.value, domain="careers.example", path="/staff/sign-on/", secure=True)
        provider.codes.update(codes)  # even when the provider takes a code twice
        assert "Begin again" in refused(sam.ask(link))
    late = Colleague(site, watch)
    link = leave_for_provider(late)
    watch.now += LASTS
    watch.wait(seconds=1)
    assert late.ask(link).status_code == 400


def test_code_that_was_used_is_refused_by_the_provider(site: Flask, watch: Watch, provider: Provider) -> None:
    sam = Colleague(site, watch)
    link = leave_for_provider(sam)
    provider.codes.clear()
    assert "failed a check" in refused(sam.ask(link))


def test_changed_cookie_of_an_attempt_is_worth_nothing(site: Flask, watch: Watch) -> None:
    for change in (
        lambda a: Attempt(a.seed + "x", a.begun, a.onward),
        lambda a: Attempt(a.seed, a.begun + 1, a.onward),
        lambda a: Attempt(a.seed, a.begun, "/staff/audit/"),
    ):
        sam = Colleague(site, watch)
        link = leave_for_provider(sam)
        kept = sam.client.get_cookie(COOKIE, "careers.example", "/staff/sign-on/")
        assert kept
        attempt = Attempt.read(kept.value)
        assert attempt
        sam.client.set_cookie(
            COOKIE, change(attempt).cookie, domain="careers.example", path="/staff/sign-on/", secure=True
        )
        assert sam.ask(link).status_code == 400
    for text in ("", ".", "..", "a.²." + "é", "a.b.c", "a.1." + "x" * 3000):
        assert Attempt.read(text) is None


def test_network_that_guesses_at_the_callback_is_asked_to_wait(site: Flask, watch: Watch) -> None:
    guesser = Colleague(site, watch)
    assert [guesser.ask(f"{CALLBACK}?state={n}").status_code for n in range(31)] == [400] * 30 + [429]
