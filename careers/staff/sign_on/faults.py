"""What can go wrong with the council's sign-on. No message holds a token, a code or a name."""

from __future__ import annotations


class SignOnError(Exception):
    """The sign-on did not do its work."""


class UnreachableError(SignOnError):
    """The provider does not answer, or not as a provider does. Nothing is known about whoever wants to sign in."""


class UntrustedError(SignOnError):
    """The provider's answer fails a check, so nobody is signed in by it. The message names the check."""
