"""`kinroad people rescue`: the way in for who works here and lost every second key."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse

from kinroad.config.house import refuse
from kinroad.home.actions.rescue import rescue as open_again


def rescue(username: str) -> int:
    """Do it, and print the link once. It stands nowhere else."""
    try:
        secret, told = open_again(username=username)
    except ValidationError as refused:
        refuse("\n".join(refused.messages))
    print(f"Every second key of {username} is taken away and every device is signed out.")
    print("This link sets a new password, once, within an hour. It is not shown again:")
    print(f"{settings.KINROAD_ADDRESS}{reverse('people:welcome', args=[secret])}")
    print(f"After it they sign in and set up a new second key. Other administrators who are told: {told}.")
    return 0
