"""Whence somebody comes and what they try: their address, whether this browser is known as theirs, the page that they ask."""

from dataclasses import dataclass
from hashlib import sha256
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from secrets import token_urlsafe

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from cadres.models import User
from cadres.usernames import folded

KNOWN_FOR = 365 * 24 * 60 * 60  # seconds


@dataclass(frozen=True)
class Tried:
    """Who asks what from where, without a word of what they typed: no query, no form."""

    user: User | None
    address: str
    route: str
    path: str


def tried(request: HttpRequest) -> Tried:
    user = request.user if isinstance(request.user, User) else None
    route = request.resolver_match.view_name if request.resolver_match else ""
    return Tried(user, address_of(request), route, request.path)


def address_of(request: HttpRequest) -> str:
    """The last address that no trusted proxy has; what stands before it may be a visitor's own invention."""
    address: str = request.META.get("REMOTE_ADDR", "")
    for hop in reversed(request.headers.get("X-Forwarded-For", "").split(",")):
        if not (_is_trusted(address) and _is_address(hop.strip())):
            break
        address = hop.strip()
    return address


def neighbourhood_of(request: HttpRequest) -> str:
    """Where guesses are counted: of IPv6 the /64, within which addresses cost nothing; an IPv4 address however it is written."""
    address = address_of(request)
    if not _is_address(address):
        return address
    seen = _seen(address)
    return str(ip_network((seen, 64), strict=False)) if isinstance(seen, IPv6Address) else str(seen)


def browser_of(request: HttpRequest, username: str) -> str:
    """The token of a browser from which this name signed in before; empty where there is none, or a forged one."""
    return request.get_signed_cookie(_name(username), "", salt=_name(username), max_age=KNOWN_FOR) or ""


def remember(request: HttpRequest, response: HttpResponse, username: str) -> None:
    """From now on this browser is known as one of this name's."""
    response.set_signed_cookie(
        _name(username),
        browser_of(request, username) or token_urlsafe(12),
        salt=_name(username),
        max_age=KNOWN_FOR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _name(username: str) -> str:
    return f"known-{sha256(folded(username).encode()).hexdigest()[:16]}"


def _is_trusted(address: str) -> bool:
    """A server that listens on [::] sees 10.0.0.1 as ::ffff:10.0.0.1."""
    return _is_address(address) and any(_seen(address) in one for one in settings.TRUSTED_PROXIES)


def _seen(address: str) -> IPv4Address | IPv6Address:
    seen = ip_address(address)
    return getattr(seen, "ipv4_mapped", None) or seen


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
