import pytest

from kinroad.people.rules.emergency import is_exactly


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Luis", True),
        ("luis ortega", True),
        ("Ortega", True),
        ("Lu", False),
        ("Luis Perez", False),
        ("Lewis", False),
        ("", False),
        (" - ", False),
    ],
)
def test_only_an_exact_name_means_somebody(typed, meant):
    assert is_exactly(typed, called="Luis", full_name="José Luis Ortega") is meant
