"""The facts of practical help."""

from kinroad.practical_help.models.ask import Ask

__all__ = ["Ask"]
