"""The facts of practical help."""

from kinroad.practical_help.models.ask import Ask
from kinroad.practical_help.models.paper import PaperTick
from kinroad.practical_help.models.stock import StockItem, StockMove
from kinroad.practical_help.models.take import Take

__all__ = ["Ask", "PaperTick", "StockItem", "StockMove", "Take"]
