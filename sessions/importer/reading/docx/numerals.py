"""Numbers as Word writes them in the headings of lists (the values of ST_NumberFormat)."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"


def chinese(number: int) -> str:
    """一 … 十、十一 … 二十 … 一百零一."""
    return _read_out(number, "零一二三四五六七八九", "十百千")


def _read_out(number: int, digits: str, units: str) -> str:
    if not 0 < number < 10_000:
        return str(number)
    text = ""
    places = [int(digit) for digit in str(number)]
    for at, digit in enumerate(places):
        place = len(places) - at - 1
        if digit:
            text += digits[digit] + (units[place - 1] if place else "")
        elif text and any(places[at:]) and not text.endswith(digits[0]):
            text += digits[0]
    if 10 <= number < 20 and units[0] == "十":
        text = text[1:]
    return text


def _digits(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _letters(number: int) -> str:
    letter = chr(ord("a") + (number - 1) % 26)
    return letter * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    text = ""
    for value, sign in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    ):
        text += sign * (number // value)
        number %= value
    return text


def _row(first: int, last: int) -> Callable[[int], str]:
    """Signs that follow each other in Unicode, for 1 and up to ``last``."""
    return lambda number: chr(first + number - 1) if 1 <= number <= last else str(number)


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda number: signs[(number - 1) % len(signs)]


def _full_width(number: int) -> str:
    return "".join(chr(ord("０") + int(digit)) for digit in str(number))


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalEnclosedCircle": _row(0x2460, 20),
    "decimalEnclosedCircleChinese": _row(0x2460, 20),
    "decimalEnclosedFullstop": _row(0x2488, 20),
    "decimalEnclosedParen": _row(0x2474, 20),
    "ideographEnclosedCircle": _row(0x3220, 10),
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "koreanCounting": chinese,
    "ideographDigital": _digits,
    "japaneseDigitalTenThousand": _digits,
    "taiwaneseDigital": _digits,
    "chineseLegalSimplified": lambda number: _read_out(number, _FORMAL, "拾佰仟"),
    "ideographLegalTraditional": lambda number: _read_out(number, _FORMAL, "拾佰仟"),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerLetter": _letters,
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
    "none": lambda _: "",
}


def numeral(number: int, form: str) -> str:
    """``number`` in one of Word's forms; decimal in a form that is not known."""
    if number < 1 and form != "decimal":
        return str(number)
    return _FORMATS.get(form, str)(number)
