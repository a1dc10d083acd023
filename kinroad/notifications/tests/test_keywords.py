"""What a text that came in asks for."""

import pytest

from kinroad.notifications.rules.keywords import Asked, asked


@pytest.mark.parametrize(
    "words",
    [
        *("STOP", "stop.", "Stop please", "END", "Quit", "cancel", "UNSUBSCRIBE", "opt-out", "stop all", "STOPALL"),
        *("leave me alone", "LEAVE ME ALONE!!", "Please stop texting me", "Don’t text me again", "do not contact me"),
        *("take me off your list", "no more texts", "revoke"),
        *("ALTO", "Parar", "PARE", "Cancelar", "basta", "déjenme en paz", "No me escriban más", "no más mensajes"),
        *("Ya no me manden mensajes", "BASTA por favor"),
    ],
)
def test_these_mean_stop(words):
    assert asked(words) == Asked.STOP


@pytest.mark.parametrize(
    ("words", "wish"),
    [
        ("HELP", Asked.HELP),
        ("ayuda", Asked.HELP),
        ("Información", Asked.HELP),
        ("START", Asked.START),
        ("unstop", Asked.START),
        ("wrong number", Asked.WRONG),
        ("Número equivocado", Asked.WRONG),
        ("I cannot stop using", Asked.OTHER),
        ("please help me I am scared", Asked.OTHER),
        ("the bus stop is closed", Asked.OTHER),
        ("Weekend at the end", Asked.OTHER),
        ("", Asked.OTHER),
        ("🙂", Asked.OTHER),
    ],
)
def test_these_mean_something_else(words, wish):
    assert asked(words) == wish
