"""Asking for the report as a browser does."""

import csv
import io
import json

from django.urls import reverse


def address(page="support", **asked):
    return reverse(f"reporting:{page}", query={name.rstrip("_"): value for name, value in asked.items()})


def numbers(answer):
    return json.loads(answer.content)


def rows(answer):
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
