"""Which proxies are believed."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.proxies import networks


def test_addresses_and_networks_are_read():
    assert [str(one) for one in networks(["127.0.0.1", " 10.0.0.1/8", "::1"])] == [
        "127.0.0.1/32",
        "10.0.0.0/8",
        "::1/128",
    ]
    assert networks([]) == ()


@pytest.mark.parametrize("text", ["", "proxy", "10.0.0.0/40", "10.0.0"])
def test_what_is_neither_stops_the_start_with_a_sentence(text):
    with pytest.raises(ImproperlyConfigured, match="TRUSTED_PROXIES: “"):
        networks([text])
