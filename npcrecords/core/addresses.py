"""Where a request comes from."""

from __future__ import annotations

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str | None:
    """The address that a request comes from: what the outermost of the ``NPC_PROXIES`` trusted
    proxies says, else the other end of the connection. Names that the client itself put into
    X-Forwarded-For stand before theirs, and are not looked at."""
    proxies: int = settings.REST_FRAMEWORK["NUM_PROXIES"]
    said = request.headers.get("X-Forwarded-For", "")
    address: str = request.META.get("REMOTE_ADDR") or ""
    if proxies and said:
        addresses = [part.strip() for part in said.split(",")]
        address = addresses[-min(proxies, len(addresses))]
    try:
        return str(ip_address(address))
    except ValueError:  # what a client made up
        return None
