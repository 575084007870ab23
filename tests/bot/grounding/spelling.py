"""Numbers and dates as people write them: a second opinion, that shares nothing with `bot.grounding.numerals`."""

from __future__ import annotations

from datetime import date

VI = "không một hai ba bốn năm sáu bảy tám chín".split()
EN = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
).split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
MONTHS = "January February March April May June July August September October November December".split()


def vietnamese(n: int) -> str:
    """0..9,999 in words."""
    if n >= 1000:
        rest = n % 1000
        gap = "" if not rest else " không trăm" if rest < 100 else ""
        tail = f" linh {VI[rest]}" if 0 < rest < 10 else f" {vietnamese(rest)}" if rest else ""
        return f"{vietnamese(n // 1000)} nghìn{gap}{tail}"
    if n >= 100:
        rest = n % 100
        return f"{VI[n // 100]} trăm" + (
            f" linh {VI[rest]}" if 0 < rest < 10 else f" {vietnamese(rest)}" if rest else ""
        )
    if n < 10:
        return VI[n]
    tens, ones = divmod(n, 10)
    last = "" if not ones else " lăm" if ones == 5 else " mốt" if ones == 1 and tens > 1 else f" {VI[ones]}"
    return ("mười" if tens == 1 else f"{VI[tens]} mươi") + last


def english(n: int) -> str:
    """0..9,999 in words."""
    if n >= 1000:
        return f"{english(n // 1000)} thousand" + (f" {english(n % 1000)}" if n % 1000 else "")
    if n >= 100:
        return f"{EN[n // 100]} hundred" + (f" and {english(n % 100)}" if n % 100 else "")
    if n < 20:
        return EN[n]
    return TENS[n // 10 - 2] + (f"-{EN[n % 10]}" if n % 10 else "")


def numbers(n: int, language: str) -> list[str]:
    """Ways to write *n*."""
    grouped = [f"{n:,}", f"{n:,}".replace(",", ".")]
    return [str(n), *grouped, vietnamese(n) if language == "vi" else english(n)]


def days(day: date, language: str) -> list[str]:
    """Ways to write *day*, its year said."""
    d, m, y = day.day, day.month, day.year
    if language == "vi":
        return [
            f"{d}/{m}/{y}",
            f"{d:02}/{m:02}/{y}",
            f"ngày {d} tháng {m} năm {y}",
            f"{d} tháng {m} năm {y}",
            day.isoformat(),
        ]
    month = MONTHS[m - 1]
    return [f"{d} {month} {y}", f"{month} {d}, {y}", f"{d} {month[:3]} {y}", f"{d}/{m}/{y}", day.isoformat()]
