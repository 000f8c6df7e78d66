"""The one script of public pages as a stranger finds it: its text, its integrity, and the policy that allows it alone."""

from __future__ import annotations

import base64
import hashlib

from careers.config import ROOT
from careers.delivery.security import security_headers

TEXT = (ROOT / "static" / "js" / "site.js").read_bytes()
INTEGRITY = "sha384-" + base64.b64encode(hashlib.sha384(TEXT).digest()).decode()
HEADERS = dict(security_headers(https=True, script=INTEGRITY))
"""The headers of every answer over TLS."""
