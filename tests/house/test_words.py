"""Both languages are whole: every word has its Spanish, and every message can be shown."""

import subprocess
import sys
from collections import defaultdict

import pytest
from babel.messages.pofile import read_po

from tests.house.reading import HOUSE, ROOT

CATALOGS = sorted(HOUSE.glob("*/locale/es/LC_MESSAGES/django.po"))


def test_every_word_has_its_spanish_and_the_compiled_catalogs_are_fresh():
    checked = subprocess.run(
        [sys.executable, ROOT / "scripts" / "words.py", "--check"], capture_output=True, text=True, cwd=ROOT
    )

    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: path.relative_to(HOUSE).parts[0])
def test_every_message_can_be_shown_in_both_languages(path):
    anything = defaultdict(lambda: 2)
    with path.open("rb") as file:
        catalog = read_po(file, locale="es")

    for message in catalog:
        for words in (message.id, message.string):
            for text in words if isinstance(words, (list, tuple)) else [words]:
                # Pages fill in every message, so a percent sign alone would break them: write %%.
                assert isinstance(text % anything, str)
