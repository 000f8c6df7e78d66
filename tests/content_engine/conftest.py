"""Property tests here may take their time on a busy machine: what they check is no matter of speed."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
