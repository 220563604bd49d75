"""Proxies in front of the application that are believed when they say where a visitor comes from."""

from collections.abc import Iterable
from ipaddress import IPv4Network, IPv6Network, ip_network

from django.core.exceptions import ImproperlyConfigured

Network = IPv4Network | IPv6Network


def networks(texts: Iterable[str]) -> tuple[Network, ...]:
    """Addresses and networks as the environment names them; what is neither stops the start."""
    return tuple(_network(text) for text in texts)


def _network(text: str) -> Network:
    try:
        return ip_network(text.strip(), strict=False)
    except ValueError as problem:
        said = (
            f"TRUSTED_PROXIES: “{text}” không phải địa chỉ hay dải địa chỉ IP (ví dụ 127.0.0.1, 10.0.0.0/8)."
        )
        raise ImproperlyConfigured(said) from problem
