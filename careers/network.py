"""What counts as one network, where it is counted how much one visitor takes."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address


def network_of(address: str | None) -> str:
    """Return what counts as one network: an IPv4 address, or the /64 that one household or office has in IPv6."""
    try:
        parsed = ip_address((address or "").partition("%")[0])
    except ValueError:
        return ""
    if isinstance(parsed, IPv6Address):
        mapped = parsed.ipv4_mapped
        return str(mapped) if mapped else parsed.exploded[:19]
    return str(parsed)
