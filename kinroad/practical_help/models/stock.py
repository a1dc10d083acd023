"""What stands in the closet and the drawer: coats, bus passes, food boxes."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kinroad.core.models import AppendOnly, Kept
from kinroad.people.models import Person, Site
from kinroad.practical_help.models.ask import Ask


class StockItem(Kept):
    """One kind of thing we keep, and how many there are. At `low_at` or fewer somebody should bring more."""

    class Shelf(models.TextChoices):
        CLOTHING = "clothing", _("Clothing and supplies")
        BUS_PASS = "bus_pass", pgettext_lazy("stock", "Bus passes")
        FOOD = "food", _("Food")
        PHONE = "phone", _("Phone or data")

    name = models.CharField(max_length=80)
    shelf = models.CharField(max_length=10, choices=Shelf)
    site = models.ForeignKey(Site, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    count = models.PositiveIntegerField(default=0)
    low_at = models.PositiveIntegerField(default=0)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(count__gte=0), name="stock_is_never_less_than_nothing"),
            *(
                models.UniqueConstraint(
                    fields=["organization", "name", *fields],
                    condition=Q(ended_at=None, site__isnull=not fields),
                    name=name,
                    violation_error_message=_("This stands on the list already."),
                )
                for fields, name in ((["site"], "one_stock_item_of_a_site"), ([], "one_stock_item_of_a_name"))
            ),
        ]
        indexes = [models.Index(fields=["organization", "shelf", "name"], name="stock_item_shelf")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_low(self) -> bool:
        return self.count <= self.low_at


class StockMove(AppendOnly):
    """Things came or went: brought, handed out for an ask, or counted anew."""

    class Why(models.TextChoices):
        BROUGHT = "brought", pgettext_lazy("stock", "Brought")
        HANDED_OUT = "handed_out", pgettext_lazy("stock", "Handed out")
        CAME_BACK = "came_back", pgettext_lazy("stock", "Came back")
        COUNTED = "counted", pgettext_lazy("stock", "Counted")

    item = models.ForeignKey(StockItem, on_delete=models.PROTECT, related_name="moves", db_index=False)
    change = models.IntegerField()
    why = models.CharField(max_length=10, choices=Why)
    ask = models.ForeignKey(Ask, null=True, on_delete=models.PROTECT, related_name="moves", db_index=False)
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(change=0), name="stock_move_moves_something")]
        indexes = [
            models.Index(fields=["organization", "item", "at"], name="stock_move_item"),
            models.Index(fields=["organization", "ask"], name="stock_move_ask"),
        ]

    def __str__(self) -> str:
        return f"{self.change:+}"
