"""What is said when a form comes back although nothing in it is wrong. Nothing that was typed is ever lost."""

from __future__ import annotations

UNAVAILABLE = (
    "We cannot keep anything just now, because of a fault on our side. Nothing is lost: all that you chose or wrote is "
    "still on this page. Wait a minute, then press the button again. You can press it more than once, we keep it once."
)
STALE = (
    "This page has been open since another day. Nothing is lost: all that you chose or wrote is still here. "
    "Look through it and press the button again."
)
ROBOT = (
    "A field that people cannot see was filled in, which usually means that a program did it. We have emptied it. "
    "If you are a person, press the button again."
)
BUSY = (
    "Many forms have come from your network in the last few minutes, so we are waiting a little. Nothing is lost: "
    "all that you chose or wrote is still on this page. Press the button again in ten minutes."
)
UNKNOWN = (
    "We have no answers with this reference. Look at it once more. If you have withdrawn your answers, or they "
    "have reached the end of the time for which we keep them, they are deleted."
)
GONE = "There are no answers with this reference any more: they have been withdrawn, or were kept long enough."
"""Said when answers vanish while they are being changed."""
