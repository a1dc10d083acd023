"""The results as a table, with the goals beside them."""

from typing import Any

GOAL = {
    "sqlite": {"today": 6.0, "timeline": 6.0, "finder, a day": 6.0, "finder, near a ZIP": 6.0, "contact save": 6.0},
    "postgres": {"today": 9.0, "timeline": 9.0, "finder, a day": 9.0, "finder, near a ZIP": 9.0, "contact save": 6.0},
}
GROWTH_GOAL = 1.3
REPORT_GOAL = 2.0
HEAD = ("page", "contacts", "per s", "p50 ms", "p99 ms", "errors", "frame p50", "/frame", "goal", "growth", "queries",
        "raw ms", "/raw")  # fmt: skip


def table(results: dict[str, Any]) -> str:
    """For people. `*` marks a goal that was missed."""
    lines = []
    for database, goals in GOAL.items():
        if database not in results:
            continue
        rows = [HEAD]
        for page, sizes in results[database]["pages"].items():
            rows += [_line(page, size, of, goal=goals.get(page)) for size, of in sizes.items()]
        lines += [f"\n{database}", *_columns(rows), "\nreport beside the same aggregates in SQL written by hand"]
        for size, of in results[database]["report"].items():
            missed = "*" if of["ratio"] > REPORT_GOAL or not of["equals_recount"] else ""
            same = "equals a recount" if of["equals_recount"] else "DIFFERS FROM A RECOUNT"
            lines.append(
                f"  {int(size):>9,}  page {of['page_ms']} ms, by hand {of['raw_ms']} ms, {of['ratio']}{missed}, {same}"
            )
    return "\n".join(lines)


def _line(page: str, size: str, of: dict[str, Any], *, goal: float | None) -> tuple[str, ...]:
    slow = "*" if goal and of["ratio"] > goal else ""
    grown = "*" if goal and of["growth"] > GROWTH_GOAL else ""
    return (
        page, f"{int(size):,}", str(of["per_second"]), str(of["p50_ms"]), str(of["p99_ms"]), str(of["errors"]),
        str(of["frame_p50_ms"]), f"{of['ratio']}{slow}", str(goal or ""), f"{of['growth']}{grown}",
        str(of.get("queries", "")), str(of.get("raw_ms", "")), str(of.get("page_to_raw", "")),
    )  # fmt: skip


def _columns(rows: list[tuple[str, ...]]) -> list[str]:
    wide = [max(len(row[n]) for row in rows) for n in range(len(HEAD))]
    return [
        "  ".join(cell.ljust(wide[n]) if n == 0 else cell.rjust(wide[n]) for n, cell in enumerate(row)) for row in rows
    ]
