"""Which map servers an organization may name."""

import pytest

from kinroad.people.rules.tiles import tile_host


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://tile.openstreetmap.org/{z}/{x}/{y}.png", "https://tile.openstreetmap.org"),
        ("https://Tiles.example.org:8443/osm/{z}/{x}/{y}@2x.png?key=abc", "https://tiles.example.org:8443"),
    ],
)
def test_a_server_is_known_by_its_host(address, host):
    assert tile_host(address) == host


@pytest.mark.parametrize(
    "address",
    [
        "",
        "http://tile.example.org/{z}/{x}/{y}.png",
        "https://tile.example.org/{z}/{x}.png",
        "https://{s}.tile.example.org/{z}/{x}/{y}.png",
        "https://tile.example.org/{s}/{z}/{x}/{y}.png",
        "https://name:word@tile.example.org/{z}/{x}/{y}.png",
        "https://localhost/{z}/{x}/{y}.png",
        "https://127.0.0.1/{z}/{x}/{y}.png",
        "https://tile.example.org:99999/{z}/{x}/{y}.png",
        "https://tile.example.org/{z}/{x}/{y}.png; script-src *",
        "https://tile.example.org/{z}/{x}/{y}.png#here",
        "https://[::1/{z}/{x}/{y}",
    ],
)
def test_anything_else_is_refused(address):
    with pytest.raises(ValueError):
        tile_host(address)
