"""Which addresses a fetch may reach: the public internet, and what the operator allows by name."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Collection
from urllib.parse import SplitResult, urlsplit, urlunsplit

# NAT64 and 6to4 carry an IPv4 address inside; it is judged, not the wrapping.
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_PORTS = frozenset((80, 443, 8000, 8080, 8443))
_SECRET = re.compile(r"(?i)(key|token|secret|pass|auth|sig|session|user|mail)")


def refusal(url: str) -> str | None:
    """Why an address is not even looked up; None = it may be."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return "not a web address"
    if parts.scheme not in ("http", "https"):
        return f"only http and https, not {parts.scheme or 'nothing'!r}"
    if not parts.hostname or re.search(r"[\s\\]", parts.netloc):
        return "no host in the address"
    if port is not None and port == 0:
        return "port 0"
    return None


def unusual_port(parts: SplitResult) -> bool:
    """A port on which other services than web servers listen: refused unless its host is allowed by name."""
    return parts.port is not None and parts.port not in _PORTS


def private(address: str) -> str | None:
    """Why a resolved IP address is refused; None = it is public."""
    try:
        ip: ipaddress.IPv4Address | ipaddress.IPv6Address = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return f"not an IP address: {address!r}"
    if isinstance(ip, ipaddress.IPv6Address):
        inside = (
            ip.ipv4_mapped or ip.sixtofour or (ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF) if ip in _NAT64 else None)
        )
        ip = inside or ip
    for test, name in (
        (ip.is_loopback, "loopback"),
        (ip.is_link_local, "link-local (cloud metadata lives there)"),
        (ip.is_unspecified, "unspecified"),
        (ip.is_multicast, "multicast"),
        (not ip.is_global, "private"),
    ):
        if test:
            return f"{ip} is {name}"
    return None


def allowed_by_name(host: str, port: int, allow_hosts: Collection[str]) -> bool:
    """`host` or `host:port` stands in the list."""
    bare = host.lower().rstrip(".")
    return bare in allow_hosts or f"{bare}:{port}" in allow_hosts


def without_secrets(url: str) -> str:
    """The address as it may stand in a log: no user, no password, no value that looks like a key."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        port = parts.port
    except ValueError:
        return "(unreadable address)"
    if ":" in host:
        host = f"[{host}]"
    query = "&".join(
        f"{name}=…" if "=" in pair and (_SECRET.search(name) or len(pair) - len(name) > 24) else pair
        for pair in parts.query.split("&")
        for name in (pair.partition("=")[0],)
    )
    return urlunsplit((parts.scheme, f"{host}:{port}" if port else host, parts.path, query, ""))
