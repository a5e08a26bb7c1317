"""Sums of money: "£236,533", "£1.4m", "(292.8)", "£334, 818", "TBC" -> exact `Money`, or why not.

`scan_cell` reads a text that should be one figure and nothing else, so bare digits will do. `find_money`
reads running text, where a number is money only when something printed says so. Both take time linear in
the length of the text.
"""

import re
from decimal import Decimal
from functools import lru_cache
from typing import Final

import attrs

from pcc_report.model.money import Money


@attrs.frozen
class ScannedMoney:
    """One money-like token: where it is printed, what it means, and how sure that is."""

    start: int
    end: int
    """Sign, brackets, currency sign and scale word are inside; note marks and punctuation are not."""
    money: Money | None = None
    """None: it says that there is no sum ("TBC"), or it has no safe reading ("£12,34")."""
    kind: str = "sum"
    """"sum", "nil" ("-", "nil": zero is meant) or "none" ("TBC", "n/a", "#REF!", a lone "£")."""
    doubt: str = ""
    """Why the reading is uncertain, in plain English; empty when it is sure."""
    mended: str = ""
    """What was odd about the print though its meaning is clear: "a space stands after a comma"."""
    has_currency: bool = False
    """A currency was printed: "£", "GBP", "p", "pounds"."""
    scale: int = 1
    """What its own suffix multiplies by: "£1.4m" has 1000000, "£1,400" has 1."""
    alternative: Money | None = None
    """The other possible reading, for a caller who knows the neighbours: 590.574 for "£590.574"."""


def scan_cell(text: str, *, scale: int = 1) -> ScannedMoney | None:
    """Return the sum that *text* is as a whole, or None when it is something else.

    *scale* is the unit of the column; it multiplies only numbers without a suffix of their own, so "£1.4m"
    stays 1400000 in a column of millions and "£31" is 31000 in a column headed "£000s". Brackets mean
    negative: "(292.8)" is -292.8. Zero and no sum differ: "-" and "nil" are zero, "TBC" is no sum.
    Words, dates, years, percentages and counts ("2013-14", "25%", "6 months") are None.

    >>> str(scan_cell("£334, 818").money), scan_cell("£334, 818").mended
    ('£334,818', 'a space stands after a comma')
    >>> scan_cell("£12,34").doubt
    'the commas do not part thousands'
    >>> scan_cell("2013-14") is None
    True
    """
    if len(text) <= 40:
        return _scan_short(text, scale)
    return _scan_cell(text, scale)


def find_money(text: str) -> list[ScannedMoney]:
    """Return every sum in running *text*, in printed order.

    A sum has a currency sign or word ("£674,000", "half a million pounds", "50p"), or is a bare number with
    a suffix ("5.7m", "10k"), which is in doubt. Dates, percentages, counts and telephone numbers are none.
    Brackets around a sum are punctuation here, as in "the grant (£673,664)"; they mean negative only where
    they stand apart like a cell, between tabs, double spaces or the ends of the text.

    >>> [str(found.money) for found in find_money("£674,000 in 2013-14, £1,372,554in all, £1½m more")]
    ['£674,000', '£1,372,554', '£1,500,000']
    """
    has_sign = _CURRENCY_SIGN.search(text) is not None
    if not has_sign and _DIGIT.search(text) is None and "ound" not in text and "OUND" not in text:
        return []
    clean, offsets, warning = _clean(text)
    found = _signed_sums(clean, warning) if has_sign else []
    found = _merged(found, _bare_sums(clean, warning))
    if "ound" in clean or "OUND" in clean:
        found = _merged(found, _sums_in_words(clean))
    return [_moved(hit, offsets) for hit in found] if offsets else found


def find_scale(text: str) -> int | None:
    """Return the unit that a heading prints, or None when it prints none.

    "Budget (£m)" and "£ million" are 1000000, "£000s", "£'000", "£k" and "in thousands" are 1000, and
    "Amount (£)" is 1. A sum in a heading ("over £5,000") is no unit, and two units that differ
    ("£000 / £m") are none.

    >>> find_scale("Total 2023/24 Budget £m"), find_scale("2019/20 £"), find_scale("Category")
    (1000000, 1, None)
    """
    if len(text) > _LONGEST_HEADING:
        return None
    small = text.casefold()
    if not any(map(small.__contains__, _UNIT_HINTS)):
        return None
    units = {_UNIT_SIZES[match.lastgroup or ""] for match in _UNIT.finditer(text)}
    if len(units) == 2:
        units.discard(1)
    return units.pop() if len(units) == 1 else None


# --- what a cell can be -------------------------------------------------------------------------------------

_NIL = frozenset({"-", "--", "---", "- -", "nil", "zero", "£-", "£ -", "-£", "- £", "£nil", "£ nil", "(-)"})
_NO_SUM: Final = (
    "£|£ £|gbp|tbc|tba|tbd|t.b.c.|t.b.c|t.b.a.|to be confirmed|to be agreed|to be determined|"
    "to be advised|n/a|na|n.a.|n.a|not applicable|not set|not yet set|not known|not yet known|unknown|"
    "not available|not yet available|not reported|not stated|not provided|pending|awaited|awaiting|"
    "blank|?|??|???|…|...|#ref!|#n/a|#value!|#div/0!|#name?|#num!|#null!|£tbc|£ tbc|£tba|£n/a|£ n/a|£?"
)
_NONE = frozenset(_NO_SUM.split("|"))
_NOT_YET = re.compile(r"not yet [a-z]{2,20}")
"""There will be a sum, one day: "Not yet awarded"."""
_LONGEST_CELL: Final = 200

# Groups are repeated in atomic groups, for Python 3.11.0 to 3.11.4 match possessive quantifiers of them
# wrongly; and not without end, for that would cost memory each time.
_DIGIT = re.compile(r"\d")
_CURRENCY_SIGN = re.compile(r"£|\$|€|￡|GBP|USD|EUR")
_PLAIN = re.compile(
    r"[ \t\r\n]*+(£?)((?:[1-9][0-9]{0,2}(?:,[0-9]{3}){1,4}|[1-9][0-9]{0,14}|0)(?:\.[0-9]{2})?)[ \t\r\n]*+",
)
_HASHES = re.compile(r"#{2,}+")
_LEADER = re.compile(r"(?>(?:[.…_·] ?){3,})|…+ ?")
_NOTE_SIGNS: Final = "*†‡§^¹²³⁰⁴⁵⁶⁷⁸⁹ \t\r\n"
_NOTE = re.compile(r"\s?[(\[](?:[0-9]{1,2}|[a-h]|[ivx]{1,4}|note [0-9]{1,2})[)\]]\Z", re.IGNORECASE)
_SHARE = re.compile(r"\s?\([-+]?[0-9]{1,3}(?:\.[0-9]{1,2})?\s?%\)\Z")
_SUFFIX: Final = r"millions?|mill|mil|mln|mn|m|billions?|bn|thousands?|k"
_BODY: Final = r"\.?+[0-9]++(?>(?:[ \u2009]?+[,.'·_][ \u2009]?+[0-9]++|[ \u2009][0-9]++)*)"
_CELL = re.compile(
    rf"""
    (?>(?P<about>(?:[~≈]|(?:c|ca|circa|approx|approximately|about|around)\b\.?)\s*+)?)
    (?>(?P<bound>(?:[<>≤≥]=?|(?:up[ ]to|over|under|less[ ]than|more[ ]than|nearly|almost|maximum|max\.?
      |minimum|min\.?|at[ ]least)\b)\s*+)?)
    (?P<pre>(?>(?:[-+(£$€\s]|GBP|USD|EUR)*))
    (?>(?P<body>{_BODY})?) \s?+ (?>(?P<part>[½¼¾])?)
    \s*+ (?>(?P<suffix>(?:{_SUFFIX})\b\.?|(?:p|pence)\b)?)
    (?P<post>(?>(?:[-+)£$€\s]|GBP|USD|EUR|pounds?\b|sterling\b)*))
    (?>(?P<side>(?:CR|DR)\b)?)
    (?P<stop>[.,;:]?+)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_OTHER_FIGURE = re.compile(
    r"""
    \(?[0-9]{1,4}\s?[-/]\s?[0-9]{1,4}(?:\s?[-/]\s?[0-9]{1,4})?\)?    # 2013-14, 24/7, 26/05/16, 10-19
    | [0-9]{1,2}\.[0-9]{1,2}\.(?:[0-9]{2}|[0-9]{4})                  # 26.05.16
    | [0-9]{1,2}(?:st|nd|rd|th|[a-jln-oq-z])                         # 3rd, 1a
    | [0-9]{1,4}:[0-9]{1,4}|[0-9]{1,2}[:.][0-9]{2}\s?[ap]\.?m\.?      # 10:30, 2:1, 10.30am
    | [0-9]{1,2}\s?[ap]\.?m\.?                                       # 6pm
    | 0[0-9]{2,5}\s[0-9]{3,4}\s?[0-9]{3,4}                           # a telephone number
    | (?:19|20)[0-9]{2}\s[0-9]{2}                                    # 2013 14
    | [0-9]{1,2}[.)]                                                 # 1.
    """,
    re.VERBOSE | re.IGNORECASE,
)
_TWO_LETTERS = re.compile(r"[^\W\d_]{2}")
_RATE = re.compile(r"\s*(?:per|an?|each|every|p\.?\s?a\b\.?|p\.?c\.?m|/)\b|\s*/", re.IGNORECASE)
_CAP = re.compile(
    r"(?:up to|over|under|above|below|between|from|less than|more than|max(?:imum)?(?: of)?"
    r"|min(?:imum)?(?: of)?|nearly)\s*\Z",
    re.IGNORECASE,
)


@lru_cache(maxsize=8192)
def _scan_short(text: str, scale: int) -> ScannedMoney | None:
    return _scan_cell(text, scale)


def _scan_cell(text: str, scale: int) -> ScannedMoney | None:
    plain = _PLAIN.fullmatch(text)
    if plain is not None and scale == 1:
        money = Money(_tidy(plain[2].replace(",", "")))
        return ScannedMoney(plain.start(1), plain.end(2), money, has_currency=plain[1] != "")
    stripped = text.strip()
    if plain is None and text.isascii() and _DIGIT.search(text) is None and "ound" not in text:
        word = stripped.rstrip("* ").casefold() if len(stripped) < 24 else ""
        start = text.find(stripped[:1])
        return _wordless(word, start, start + len(word))
    if not stripped:
        return None
    if len(stripped) > _LONGEST_CELL:
        return _long_cell(text, stripped)
    clean, offsets, warning = _clean(text)
    start, end = _trimmed(clean)
    core = clean[start:end]
    found = _wordless(core.casefold(), start, end)
    if found is None and core:
        found = _read_cell(core, start, scale)
    if found is None:
        return None
    if not found.has_currency and found.end - found.start <= 3 and clean[found.end : end + 6].lstrip().startswith("("):
        found = attrs.evolve(found, doubt=found.doubt or "a second number stands behind it in brackets")
    if warning and not found.doubt and found.kind == "sum":
        found = attrs.evolve(found, money=None, doubt=warning)
    return _moved(found, offsets) if offsets else found


def _long_cell(text: str, stripped: str) -> ScannedMoney | None:
    """Refuse what starts like a figure and never ends; a long text of words is something else."""
    head = stripped[:_LONGEST_CELL]
    if _DIGIT.search(head) is None or _TWO_LETTERS.search(head) is not None or head[0] not in "£$€(-+.0123456789":
        return None
    start = text.index(stripped[0])
    return ScannedMoney(
        start,
        start + len(stripped),
        doubt="too long to be one sum",
        has_currency=_CURRENCY_SIGN.search(head) is not None,
    )


def _wordless(word: str, start: int, end: int) -> ScannedMoney | None:
    """Read the words and signs that stand where a sum could: "-" is zero, "TBC" is no sum."""
    if word in _NIL:
        return ScannedMoney(start, end, Money(Decimal(0)), "nil", has_currency="£" in word)
    if word in _NONE or _HASHES.fullmatch(word) or _NOT_YET.fullmatch(word):
        return ScannedMoney(start, end, None, "none", has_currency="£" in word)
    if word == "none":
        return ScannedMoney(start, end, None, "none", doubt="'none' may mean zero or not reported")
    return None


def _trimmed(clean: str) -> tuple[int, int]:
    """Return where the figure of a cell stands: without blanks, leaders, note marks and a share "(25%)"."""
    start, end = len(clean) - len(clean.lstrip()), len(clean.rstrip())
    leader = _LEADER.match(clean, start, end)
    if leader is not None and leader.end() < end:
        start = leader.end()
    if clean.startswith(("*", "†", "= ", ": "), start):
        start += 1
    while start < end and clean[start].isspace():
        start += 1
    for _ in range(4):
        tail = len(clean[start:end].rstrip(_NOTE_SIGNS)) + start
        note = _NOTE.search(clean, max(start, tail - 12), tail) or _SHARE.search(clean, max(start, tail - 14), tail)
        if note is not None and note.start() > start and clean[note.start() - 1] in "0123456789)kKmMnp½*†":
            tail = note.start()
        if tail in (end, start):
            break
        end = tail
    return start, end


def _read_cell(core: str, start: int, scale: int) -> ScannedMoney | None:
    """Read a trimmed cell that is a figure from end to end."""
    match = _CELL.fullmatch(core)
    if match is None or not (match["body"] or match["part"]):
        return _odd_cell(core, start)
    pre, post, body = match["pre"], match["post"], match["body"] or ""
    currencies = _currencies(pre + post)
    is_pence = (match["suffix"] or "").lower() in ("p", "pence")
    has_currency = bool(currencies) or is_pence
    if not has_currency and _OTHER_FIGURE.fullmatch(core):
        return None
    if body.strip("0") == "" and len(body) > 1:
        return None  # the unit "£000"
    first = start + len(match["about"] or "") + len(match["bound"] or "")
    first += len(pre) - len(pre.lstrip())
    last = start + len(core) - len(match["stop"])
    while core[last - start - 1].isspace():
        last -= 1
    suffix = "" if is_pence else _suffix_scale(match["suffix"])
    reading = _read_body(body, match["part"] or "", suffix, scale, has_currency=has_currency)
    money, alternative, doubt, mended = reading
    if post and core[match.start("post") - 1].isspace():
        post = f" {post}"  # "£1,000 -": a dash that stands off is hardly a minus
    money, alternative, doubt = _signed(pre, post.rstrip(), money, alternative, doubt)
    if is_pence:
        money, alternative = _in_pence(money), None
        if suffix == "" and currencies:
            money, doubt = None, doubt or "both pounds and pence are printed"
    if len(currencies) > 1 or pre.count("£") + post.count("£") > 1:
        money, alternative, doubt = None, alternative or money, doubt or "more than one currency sign"
    elif currencies and currencies != {"GBP"}:
        money, alternative = _in_currency(money, *currencies), None
        doubt = doubt or "not in pounds"
    if match["side"]:
        money, alternative, doubt = (
            None,
            alternative or money,
            doubt or "credit or debit, the sign is not clear",
        )
    if match["bound"]:
        doubt = doubt or f"a limit ({match['bound'].strip()}), not a sum"
    if match["stop"] == ",":
        money, alternative, doubt = (
            None,
            alternative or money,
            doubt or "it ends with a comma, the rest may be missing",
        )
    if "+" in post:  # "£1,000+"
        doubt = doubt or "at least this sum"
    if match["about"]:
        mended = mended or "the sum is printed as approximate"
    own = 1 if is_pence or not suffix else _SCALES[suffix]
    return ScannedMoney(first, last, money, "sum", doubt, "" if doubt else mended, has_currency, own, alternative)


def _odd_cell(core: str, start: int) -> ScannedMoney | None:
    """Say what a cell is that is no clean sum: a doubt when it looks like money, None when it does not."""
    end = start + len(core)
    if _CURRENCY_SIGN.search(core) is None:
        return _odd_bare_cell(core, start)
    if _DIGIT.search(core) is None and not _WORD_SUM_HINT.search(core):
        return None
    hits = find_money(core)
    letters = len(_WORDS.findall(_CURRENCY_WORDS.sub("", core)))
    if len(hits) > 1:
        outside = len(_WORDS.findall(_cut(core, hits)))
        if outside > 2:
            return None
        return ScannedMoney(start, end, doubt="more than one sum", has_currency=True)
    if len(hits) == 1:
        hit = hits[0]
        before, after = core[: hit.start].strip(), core[hit.end :]
        hit = attrs.evolve(hit, start=hit.start + start, end=hit.end + start)
        if _RATE.match(after) and not before:
            return attrs.evolve(hit, doubt=hit.doubt or "a rate, not a sum", mended="")
        if _CAP.search(core[: hits[0].start]):
            return attrs.evolve(hit, doubt=hit.doubt or f"a limit ({before.lower()}), not a sum", mended="")
        if hit.doubt and not before:
            return hit
        if len(_WORDS.findall(before)) == 0 and letters <= 4:
            loose = bool(after) and (not after[0].isspace() and not after[0].isalpha())
            loose = loose or _DIGIT.search(after) is not None
            money, other = (None, hit.money) if loose else (hit.money, hit.alternative)
            doubt = hit.doubt or f"'{after.strip()[:30] or before[:30]}' stands beside the sum"
            return attrs.evolve(hit, money=money, alternative=other, doubt=doubt, mended="")
        return None
    if letters > 1 or " " in core.strip("£ "):
        return None
    if find_scale(core) is not None:
        return None
    return ScannedMoney(start, end, doubt="it cannot be read as a sum", has_currency=True)


def _odd_bare_cell(core: str, start: int) -> ScannedMoney | None:
    if _DIGIT.search(core) is None:
        if _WORD_SUM_HINT.search(core):
            hits = _sums_in_words(core)
            if len(hits) == 1 and hits[0].start == 0 and hits[0].end == len(core):
                return attrs.evolve(hits[0], start=start, end=start + len(core))
        return None
    if "%" in core or _OTHER_FIGURE.fullmatch(core):
        return None
    misread = _MISREAD_SIGN.fullmatch(core)
    if misread is not None:
        money = Money(_tidy(misread[1].replace(",", "")))
        return ScannedMoney(
            start, start + len(core), money, mended="a letter stands for the pound sign", has_currency=True
        )
    if _NUMBERISH.match(core) is None or (core[0].isdigit() and _SPACED_WORD.search(core)):
        return None
    return ScannedMoney(start, start + len(core), doubt="it cannot be read as a sum")


_WORDS = re.compile(r"[^\W\d_]{2,}")
_CURRENCY_WORDS = re.compile(r"GBP|USD|EUR|million|thousand|billion", re.IGNORECASE)
_WORD_SUM_HINT = re.compile(r"pounds?\b|[½¼¾]", re.IGNORECASE)
_NUMBERISH = re.compile(r"[-+(~]*\.?[0-9]|[lIO][,.]?[0-9]|=")
_MISREAD_SIGN = re.compile(r"[fFEL]\s?([0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{2})?)")
"""A sum of a scanned page whose pound sign was read as a letter: "f412,310", "E280,668"."""


def has_pound_sign(text: str) -> bool:
    """Whether a cell has a pound sign, or a letter that a scanner took one for: "f412,310".

    >>> [has_pound_sign(text) for text in ("£75", "f412,310", "412,310", "L2", "F 1,004,191.20")]
    [True, True, False, False, True]
    """
    return "£" in text or (text[:1] in "fFEL" and _MISREAD_SIGN.fullmatch(text) is not None)


_SPACED_WORD = re.compile(r"\s(?:[^\W\d_]{2}|x\b)")


def _cut(core: str, hits: list[ScannedMoney]) -> str:
    parts, at = [], 0
    for hit in hits:
        parts.append(core[at : hit.start])
        at = hit.end
    return " ".join([*parts, core[at:]])


# --- signs, suffixes and currencies -------------------------------------------------------------------------

_SCALES: Final = {"k": 1000, "m": 10**6, "b": 10**9}
_PARTS: Final = {"½": "5", "¼": "25", "¾": "75"}
_CODES: Final = {"£": "GBP", "$": "USD", "€": "EUR"}
_CODE = re.compile(r"[£$€]|GBP|USD|EUR|pound|sterling", re.IGNORECASE)

_Reading = tuple[Money | None, Money | None, str, str]
"""The money, the other reading, the doubt, what was mended."""


def _suffix_scale(printed: str | None) -> str:
    """Return "k", "m", "b" or "" for a printed suffix: "K", "million", "bn", "thousand"."""
    if not printed:
        return ""
    letter = printed[0].lower()
    return "k" if letter == "t" else letter


def _currencies(signs: str) -> set[str]:
    if signs in ("£", ""):
        return {"GBP"} if signs else set()
    return {_CODES.get(code, code.upper() if len(code) == 3 else "GBP") for code in _CODE.findall(signs)}


def _signed(
    pre: str, post: str, money: Money | None, alternative: Money | None, doubt: str
) -> tuple[Money | None, Money | None, str]:
    """Give a reading its sign; signs that contradict or brackets that do not pair leave no safe reading."""
    minus, plus, opens, closes = pre.count("-"), pre.count("+"), pre.count("("), post.count(")")
    behind = post.count("-")
    if not (minus or plus or opens or closes or behind):
        return money, alternative, doubt
    if opens != closes or opens > 1:
        return None, alternative or _negative(money), doubt or "a bracket has no partner"
    if minus + plus + opens + behind > 1:
        return None, alternative or _negative(money), doubt or "more than one sign"
    if behind and post != "-":
        return None, alternative or money, doubt or "the dash behind the sum may be a minus"
    if plus:
        return money, alternative, doubt
    return _negative(money), _negative(alternative), doubt


def _negative(money: Money | None) -> Money | None:
    if money is None or money.amount.is_zero():
        return money
    return Money(money.amount.copy_negate(), money.currency)


def _in_pence(money: Money | None) -> Money | None:
    if money is None:
        return None
    return Money(_tidy(str(money.amount.scaleb(-2))), money.currency)


def _in_currency(money: Money | None, currency: str) -> Money | None:
    return None if money is None else Money(money.amount, currency)


# --- digits -------------------------------------------------------------------------------------------------

_GROUPS = re.compile(r"([ \u2009]?[,.'·_][ \u2009]?|[ \u2009])")
_LONGEST_BODY: Final = 48
_MOST_DIGITS: Final = 18
_UNSAFE_DIGITS: Final = 27
_MISPRINTED: Final = {
    "apostrophe": "an apostrophe stands for the comma",
    "space": "a space stands for the comma",
    "after": "a space stands after a comma",
    "stops": "full stops stand for the commas",
    "decimal": "a comma stands for the decimal point",
    "dot": "a raised dot stands for the decimal point",
    "lakh": "the commas part hundreds above the thousands",
    "zeros": "it begins with noughts",
    "tenths": "one digit of pence is printed",
}


@lru_cache(maxsize=8192)
def _read_body(body: str, part: str, suffix: str, scale: int, *, has_currency: bool) -> _Reading:
    """Read digits and separators: the money, the other reading, the doubt and what was mended."""
    if len(body) > _LONGEST_BODY:
        return None, None, "more digits than a sum has", ""
    pieces = _GROUPS.split(body) if not body.isdigit() else [body]
    groups, between = pieces[0::2], pieces[1::2]
    seps = "".join(sep.strip() or " " for sep in between)
    whole, fraction, doubt, mended, other = _grouped(groups, between, seps, has_currency=has_currency)
    own = _SCALES[suffix] if suffix else scale
    if doubt and whole is None:
        alternative = _value(*other, own) if other else None
        return None, alternative, doubt, ""
    if part:
        if fraction or seps:
            return None, None, "a fraction stands behind decimals", ""
        fraction = _PARTS[part]
    whole = whole or "0"
    digits = len(whole.lstrip("0")) + len(fraction)
    if digits > _UNSAFE_DIGITS:
        return None, None, "more digits than a sum has", ""
    money = _value(whole, fraction, own)
    alternative = _value(*other, own) if other else None
    if digits > _MOST_DIGITS:
        doubt = doubt or "more digits than a sum has"
    places = len(fraction.rstrip("0"))
    if len(fraction) > 2 and own == 1:
        return _long_fraction(groups, seps, whole, fraction, money)
    if places > {1: 2, 1000: 5, 10**6: 8, 10**9: 11}.get(own, 2):
        doubt = doubt or "more decimals than pence"
    if suffix in ("m", "b") and seps == ",":
        # "£115,350m" was £115.350m; "£1,200m" may be either.
        return None, _value(groups[0], groups[1], own), "a comma may stand for the decimal point", ""
    if not suffix and scale >= 1000 and abs(money.amount) > 10**11:
        doubt = doubt or "too large for the unit of its column, it may be printed in full"
        return None, _value(whole, fraction, 1), doubt, ""
    if not mended and len(whole) > 1 and whole[0] == "0":
        mended = _MISPRINTED["zeros"]
    if not mended and len(fraction) == 1 and own == 1 and not part and has_currency:
        mended = _MISPRINTED["tenths"]
    return money, alternative, doubt, mended


def _long_fraction(groups: list[str], seps: str, whole: str, fraction: str, exact: Money) -> _Reading:
    """Read more than two decimals where no unit explains them: "£590.574" among sums in full."""
    if not fraction.strip("0") and not whole.strip("0"):
        return exact, None, "", ""
    if seps.lstrip(",") == "." and len(fraction) == 3 and whole[0] != "0" and len(groups[0]) <= 3:
        reading = _value(whole + fraction, "", 1)
        return reading, exact, "a full stop may stand for the comma, or the unit is missing", ""
    return None, exact, "more decimals than pence", ""


def _grouped(
    groups: list[str], between: list[str], seps: str, *, has_currency: bool
) -> tuple[str | None, str, str, str, tuple[str, str] | None]:
    """Return whole digits (None: no safe reading), decimals, doubt, what was mended and the other reading."""
    if not seps:
        return groups[0], "", "", "", None
    last, decimals, mended, thousands = seps[-1], "", "", groups
    marks = seps
    if last in ".·" and seps.count(last) == 1:
        decimals, thousands, marks = groups[-1], groups[:-1], seps[:-1]
        if between[-1] != last:
            return None, "", "a blank stands beside the decimal point", "", None
        if last == "·":
            mended = _MISPRINTED["dot"]
            if len(decimals) > 2:
                return None, "", "a raised dot may stand for the comma", "", ("".join(groups), "")
    elif last == "," and len(seps) > 1 and "," not in seps[:-1] and len(groups[-1]) <= 2:
        decimals, thousands, marks, mended = groups[-1], groups[:-1], seps[:-1], _MISPRINTED["decimal"]
    if not marks:
        return thousands[0] or "0", decimals, "", mended, None
    if len(set(marks)) > 1 or marks[0] in "_·":
        return None, "", "its separators are mixed or unusual", "", None
    mark = marks[0]
    sizes = [len(group) for group in thousands]
    if not (1 <= sizes[0] <= 3 and all(size == 3 for size in sizes[1:])):
        return _ill_grouped(thousands, sizes, mark, decimals)
    loose = any(len(sep) > 1 for sep in between)
    doubt = ""
    if mark == "." and not mended:
        mended = _MISPRINTED["stops"]
    elif mark == "'":
        mended = mended or _MISPRINTED["apostrophe"]
    elif mark == " ":
        mended = mended or ("" if " " not in between else _MISPRINTED["space"])
    elif loose:
        mended = _MISPRINTED["after"]
        doubt = "" if has_currency else "a space stands after a comma, it may be two numbers"
    return "".join(thousands), decimals, doubt, mended, None


def _ill_grouped(
    thousands: list[str], sizes: list[int], mark: str, decimals: str
) -> tuple[str | None, str, str, str, tuple[str, str] | None]:
    if mark == " ":
        return None, "", "more than one number", "", None
    if mark != ",":
        return None, "", "its separators do not part thousands", "", None
    if len(sizes) > 2 and sizes[0] <= 2 and sizes[-1] == 3 and all(size == 2 for size in sizes[1:-1]):
        return "".join(thousands), decimals, "", _MISPRINTED["lakh"], None
    other = None
    if sizes[-1] == 4 and sizes[0] <= 3 and all(size == 3 for size in sizes[1:-1]) and not decimals:
        # "£66,3921" was "£66,392" with a raised note sign.
        other = ("".join(thousands)[:-1], "")
    return None, "", "the commas do not part thousands", "", other


def _value(whole: str, fraction: str, scale: int) -> Money:
    """Return whole and decimal digits, times *scale*, exactly."""
    places = len(fraction) - _ZEROS[scale]
    digits = whole + fraction
    if places <= 0:
        return Money(Decimal(int(digits) * 10**-places))
    digits = digits.rjust(places + 1, "0")
    return Money(_tidy(f"{digits[:-places]}.{digits[-places:]}"))


_ZEROS: Final = {1: 0, 1000: 3, 10**6: 6, 10**9: 9}


def _tidy(digits: str) -> Decimal:
    """Return printed digits as a `Decimal` of one form: "40000.00" is 40000, "0.5" is 0.50."""
    whole, _, fraction = digits.partition(".")
    fraction = fraction.rstrip("0")
    whole = whole.lstrip("0") or "0"
    return Decimal(f"{whole}.{fraction:0<2}") if fraction else Decimal(whole)


# --- running text -------------------------------------------------------------------------------------------

_SIGNED_SUM = re.compile(
    rf"""
    £(?P<easy>[1-9][0-9]{{0,2}}(?>(?:,[0-9]{{3}}){{0,4}})(?>(?:\.[0-9]{{2}})?))
      (?=\Z|[)?!;:\]]|\.(?:\s|\Z)|,\s[^\W\d]|\s[£(a-zA-Z](?<![kKmMbBtCDpPG]))
    | (?:£|\$|€|GBP|USD|EUR)(?![£$€])[ \u2009]?
      (?>(?P<sign>[-+(]{{1,2}}[ ]?)?)
      (?>(?P<body>\.?+[0-9]++(?>(?:[,.'·_][0-9]++|\u2009[0-9]{{3}}(?![0-9])){{0,60}}))?)
      (?>(?P<part>[½¼¾])?)
      (?>(?:[ \u2009]?(?P<suffix>(?i:{_SUFFIX}))(?![^\W_]))?)
    """,
    re.VERBOSE,
)
_YEAR_BEHIND = re.compile(r"£[ \u2009](?:19|20)[0-9]{2}[/–-](?:[0-9]{2}|20[0-9]{2})(?![0-9])")
_UNUSUAL_LEFT: Final = frozenset("-+(£$€")
_ODD_RUN = re.compile(r"[^\s£$€()\[\]/:;]{1,15}")
_GLUED_DIGITS = re.compile(r"[,.']?[^\W\d_]{1,12}[,.]?[0-9]|[0-9]")
_GLUED_WORD = re.compile(r"[^\W\d_]+")
_SIDE = re.compile(r"\s?(?:CR|DR)\b")
_BROKEN_BEHIND = re.compile(r"[/%]\s?[0-9]?|-[0-9]")
_LOOSE_GROUP = re.compile(r"(?:,\s{1,3}| )([0-9]{3})(?![0-9,%/:-]|\.[0-9])")
_SPACED_GROUPS = re.compile(
    r"(?> [0-9]{3}(?![0-9])){1,4}(?:\.[0-9]{2}(?![0-9]))?(?![,%/:-][0-9]|[%/]|\.[0-9]|-| ?[0-9])"
)
_APART: Final = ("\t", "\n", "  ")


def _signed_sums(clean: str, warning: str) -> list[ScannedMoney]:
    """Return the sums behind a currency sign."""
    found = []
    for match in _SIGNED_SUM.finditer(clean):
        start, end = match.span()
        easy = match[1]
        if easy is not None and not warning and (start == 0 or clean[start - 1] not in _UNUSUAL_LEFT):
            found.append(ScannedMoney(start, end, _easy_money(easy), "sum", "", "", True))
            continue
        hit = _signed_sum(match, clean)
        if hit is not None:
            if warning:
                hit = attrs.evolve(hit, money=None, doubt=warning)
            found.append(hit)
    return found


@lru_cache(maxsize=8192)
def _easy_money(digits: str) -> Money:
    return Money(_tidy(digits.replace(",", "")))


def _signed_sum(match: re.Match[str], clean: str) -> ScannedMoney | None:
    start, end = match.span()
    body, part, sign = match["easy"] or match["body"] or "", match["part"] or "", match["sign"] or ""
    printed = clean[start] if clean[start] in _CODES else clean[start : start + 3]
    if len(printed) == 3 and start and clean[start - 1].isalpha():
        return None
    if not body and not part:
        return _unreadable(clean, start, start + len(printed))
    if len(body) > 1 and not body.strip("0") and not part:
        return None  # the unit "£000"
    if _YEAR_BEHIND.match(clean, start):
        return None  # the unit "£" over one column, and the year of the next: "2018/19 £ 2017/18 £"
    suffix = _suffix_scale(match["suffix"])
    money, alternative, doubt, mended = _read_body(body, part, suffix, 1, has_currency=True)
    if sign:
        closes = ")" if "(" in sign and clean.startswith(")", end) else ""
        end += len(closes)
        money, alternative, doubt = _signed(sign, closes, money, alternative, doubt)
    else:
        start, end, signs, reason = _sign_before(clean, start, end)
        plain = money
        money, alternative, doubt = _signed(signs[0], signs[1], money, alternative, doubt)
        if reason and money is not None:
            alternative, doubt = plain, doubt or reason
    if start and clean[start - 1] in _CODES:
        start, money, alternative = start - 1, None, alternative or money
        doubt = doubt or "more than one currency sign"
    if not suffix:
        end, money, alternative, doubt, mended = _behind(clean, end, body, (money, alternative, doubt, mended))
    currency = _CODES.get(printed, printed)
    if currency != "GBP":
        money, alternative, doubt = _in_currency(money, currency), None, doubt or "not in pounds"
    own = _SCALES[suffix] if suffix else 1
    return ScannedMoney(start, end, money, "sum", doubt, "" if doubt else mended, True, own, alternative)


def _unreadable(clean: str, start: int, after: int) -> ScannedMoney | None:
    """Report "£l,000", a currency sign before what should be digits; a unit or a lone sign is nothing."""
    run = _ODD_RUN.match(clean, after)
    if run is None or _DIGIT.search(run[0]) is None or not run[0].strip("'0s,. "):
        return None
    if after - start == 3 and run[0][0].isalpha():
        return None
    end = run.start() + len(run[0].rstrip(".,"))
    return ScannedMoney(start, end, doubt="it cannot be read as a sum", has_currency=True)


def _sign_before(clean: str, start: int, end: int) -> tuple[int, int, tuple[str, str], str]:
    """Return the span with its sign, the signs before and behind, and why they may be mere punctuation."""
    before = clean[start - 1 : start]
    if before and before in "-+":
        prior = clean[max(0, start - 3) : start - 1]
        if not prior or prior[-1] in "\t\n(=:" or (prior[-1] == " " and (len(prior) < 2 or prior[0] in " \t\n=:")):
            return start - 1, end, (before, ""), ""
        if prior[-1].isspace():
            reason = "the dash before the sum may be a minus or only a dash" if before == "-" else ""
            return start - 1, end, (before, ""), reason
    elif before == "(" and clean.startswith(")", end):
        left, right = clean[max(0, start - 3) : start - 1], clean[end + 1 : end + 3]
        if start == 1 and end + 1 == len(clean):
            return start - 1, end + 1, ("(", ")"), "the brackets may mean negative or be only brackets"
        if (not left or left.endswith(_APART)) and (not right or right.startswith(_APART)):
            return start - 1, end + 1, ("(", ")"), ""
    return start, end, ("", ""), ""


def _behind(clean: str, end: int, body: str, reading: _Reading) -> tuple[int, Money | None, Money | None, str, str]:
    """Look at what stands right behind a sum without a suffix."""
    money, alternative, doubt, mended = reading
    if end == len(clean):
        return end, *reading
    if _GLUED_DIGITS.match(clean, end):
        run = _ODD_RUN.match(clean, end)
        end = end + len(run[0].rstrip(".,")) if run else end
        return end, None, None, doubt or "letters stand among the digits", ""
    glued = _GLUED_WORD.match(clean, end)
    if _SIDE.match(clean, end):
        return end, None, alternative or money, doubt or "credit or debit, the sign is not clear", ""
    if glued is not None:
        if len(glued[0]) == 1:
            return end + 1, None, alternative or money, doubt or f"'{glued[0]}' stands behind the sum", ""
        letter = glued[0][0].lower()
        if letter in _SCALES and money is not None and "," not in body:
            other = Money(_tidy(f"{money.amount * _SCALES[letter]:f}"))
            return end, money, other, doubt or f"'{glued[0][:20]}' may begin with a unit", ""
        return end, money, alternative, doubt, mended or "the next word is glued to the sum"
    if _BROKEN_BEHIND.match(clean, end):
        if clean[end] == "/" and not clean[end + 1 : end + 2].isdigit():
            return end, *reading
        return end, None, alternative or money, doubt or "a second number stands right behind it", ""
    spaced = _SPACED_GROUPS.match(clean, end) if len(body) <= 3 and money is not None and not doubt else None
    if spaced is not None:
        whole, _, odd, _ = _read_body(body + spaced[0].replace(" ", ","), "", "", 1, has_currency=True)
        if whole is not None and not odd:
            whole = _negative(whole) if money.amount < 0 else whole  # type: ignore[union-attr]
            return spaced.end(), whole, None, "", "blanks stand between the thousands"
    loose = _LOOSE_GROUP.match(clean, end)
    counts = loose is not None and "," in body and _COUNTED.match(clean, loose.end())  # "£241,600 812 people came"
    if loose is not None and money is not None and not doubt and "." not in body and not counts:
        whole, _, _, _ = _read_body(f"{body},{loose[1]}", "", "", 1, has_currency=True)
        if whole is not None:
            whole = _negative(whole) if money.amount < 0 else whole
            return loose.end(), whole, money, "the three digits behind a blank may belong to the sum", ""
    return end, money, alternative, doubt, mended


# --- numbers that are money by what stands behind them ------------------------------------------------------

_BARE_HINT = re.compile(
    r"[0-9½¼¾](?:(?:k|m|b)(?:n|il|ln|ill)?\b|\s?(?:million|billion|thousand|p\b|pence|pound|GBP|£))",
    re.IGNORECASE,
)
_BARE_SUM = re.compile(
    r"""
    [0-9](?<![\w.,/'£$€][0-9])[0-9]*+(?>(?:,[0-9]{3}(?![0-9])){0,60})(?>(?:\.[0-9]++)?)(?>(?P<part>[½¼¾])?)
    (?: (?P<suffix>k|mn|mil|mill|mln|m|bn|\s?(?:million|billion|thousand)s?)(?![\w½])
        (?P<word>\s?(?:GBP|pounds|sterling)\b)?
      | (?P<pence>p|\s?pence)(?![\w]|\.?m\b)
      | (?P<code>\s?(?:GBP|pounds?)\b|£(?!\s?[0-9]))
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\s(?:of\s)?(?:the\s)?(?:people|persons?|residents|children|adults|victims|offenders|calls|visits|visitors"
    r"|households|homes|crimes|offences|incidents|young|users|views|followers|hits|records|miles|words|runs?|races?"
    r"|walks?|hours|times|contacts|interactions|impressions|customers|members|homes|population|women|men|pupils)\b",
    re.IGNORECASE,
)


def _bare_sums(clean: str, warning: str) -> list[ScannedMoney]:
    """Return sums like "10k", "5.7 million pounds", "50p" and "1,000 GBP"."""
    if _BARE_HINT.search(clean) is None:
        return []
    found = []
    for match in _BARE_SUM.finditer(clean):
        start, end = match.span()
        body = _LEADING_BODY.match(clean, start)[0]  # type: ignore[index]  # the pattern begins with a digit
        part, suffix = match["part"] or "", _suffix_scale((match["suffix"] or "").strip())
        money, alternative, doubt, mended = _read_body(body, part, suffix, 1, has_currency=True)
        is_money = match["word"] or match["pence"] or match["code"]
        if not is_money and _COUNTED.match(clean, end):
            continue
        if match["pence"]:
            money, alternative = _in_pence(money), None
        if clean[start - 1 : start] == "-":
            prior = clean[start - 2 : start - 1]
            if prior.isdigit():
                continue  # "2013-14k"
            if start == 1 or prior.isspace() or prior == "(":
                start, money, alternative = start - 1, _negative(money), _negative(alternative)
        if not is_money:
            doubt = doubt or "no currency sign"
        own = _SCALES[suffix] if suffix else 1
        hit = ScannedMoney(
            start,
            end,
            money,
            "sum",
            warning or doubt,
            "" if doubt else mended,
            bool(is_money),
            own,
            alternative,
        )
        found.append(hit)
    return found


_LEADING_BODY = re.compile(r"[0-9]++(?>(?:,[0-9]{3}(?![0-9])){0,60})(?>(?:\.[0-9]++)?)")

_UNITS: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety"
_NUMBER_WORDS: Final = {word: number for number, word in enumerate(_UNITS.split())} | {
    word: 10 * number for number, word in enumerate(_TENS.split(), start=2)
}
_SCALE_WORDS: Final = {"thousand": 1000, "million": 10**6, "billion": 10**9}
_JOINING: Final = frozenset({"and", "a", "an", "of", "half", "quarter", "quarters", "hundred", *_SCALE_WORDS})
_POUNDS = re.compile(r"\b(?:pounds?|POUNDS?)\b")
_WORD = re.compile(r"[^\W_]+")
_FRACTION_OF = re.compile(
    r"(?:(a |one )?(half|quarter)|three (quarters))(?: of)?(?: an?)? (hundred|thousand|million|billion)\Z"
)
_AND_A_HALF = re.compile(r"(.+) and an? (half|quarter) (thousand|million|billion)\Z")


def _sums_in_words(clean: str) -> list[ScannedMoney]:
    """Return sums like "half a million pounds" and "fifty pounds"."""
    found = []
    for match in _POUNDS.finditer(clean):
        low = max(0, match.start() - 100)
        words = list(_WORD.finditer(clean, low, match.start()))
        run: list[re.Match[str]] = []
        for word in reversed(words):
            lower = word[0].lower()
            near = run[-1].start() if run else match.start()
            if (lower not in _NUMBER_WORDS and lower not in _JOINING) or clean[word.end() : near].strip(" -\n"):
                break
            run.append(word)
        run.reverse()
        while run and run[0][0].lower() in ("and", "of"):
            del run[0]
        if len(run) > 1 and run[0][0].lower() in ("a", "an") and run[1][0].lower() in _NUMBER_WORDS:
            del run[0]
        names = [word[0].lower() for word in run]
        if not names or names in (["a"], ["an"]):
            continue
        amount = _words_amount(" ".join(names))
        doubt = "" if amount is not None else "a sum in words that is not exact"
        money = None if amount is None else Money(Decimal(amount))
        found.append(ScannedMoney(run[0].start(), match.end(), money, "sum", doubt, "", True))
    return found


def _words_amount(words: str) -> int | None:
    """Return the whole number that *words* say, or None: "two million", "three quarters of a million"."""
    fraction = _FRACTION_OF.match(words)
    if fraction is not None:
        size = _SCALE_WORDS.get(fraction[4], 100)
        return 3 * size // 4 if fraction[3] else size // (2 if fraction[2] == "half" else 4)
    half = _AND_A_HALF.match(words)
    if half is not None:
        count = _words_amount(half[1])
        size = _SCALE_WORDS[half[3]]
        return None if count is None or count > 999 else count * size + size // (2 if half[2] == "half" else 4)
    total, current, limit, last = 0, 0, 10**12, ""
    for name in words.split():
        if name == "and":
            if last not in ("hundred", *_SCALE_WORDS):
                return None
        elif name in ("a", "an"):
            if last:
                return None
        elif name in _NUMBER_WORDS:
            number = _NUMBER_WORDS[name]
            room = 10 if last in _NUMBER_WORDS else 100
            if (
                last in ("a", "an")
                or current % room
                or (room == 10 and (number > 9 or not number or current % 100 < 20))
            ):
                return None
            current += number
        elif name == "hundred":
            if (current == 0 and last not in ("a", "an")) or current > 99:
                return None
            current = (current or 1) * 100
        elif name in _SCALE_WORDS:
            size = _SCALE_WORDS[name]
            if (current == 0 and last not in ("a", "an")) or size >= limit:
                return None
            total, current, limit = total + (current or 1) * size, 0, size
        else:
            return None
        last = name
    return None if last in ("and", "a", "an") else total + current


def _merged(first: list[ScannedMoney], second: list[ScannedMoney]) -> list[ScannedMoney]:
    """Return both in printed order, without those of *second* that overlap one of *first*."""
    if not first or not second:
        return first or second
    merged, at = [], 0
    for hit in second:
        while at < len(first) and first[at].end <= hit.start:
            merged.append(first[at])
            at += 1
        if at == len(first) or first[at].start >= hit.end:
            merged.append(hit)
    return merged + first[at:]


# --- units in headings --------------------------------------------------------------------------------------

_LONGEST_HEADING: Final = 400
_UNIT_SIZES: Final = {"thousand": 1000, "million": 10**6, "billion": 10**9, "one": 1}
_UNIT_HINTS: Final = ("£", "￡", "gbp", "thousand", "million", "billion", "000s", "in pounds")
"""What stands in every unit, in small letters: quick to say no, which is the usual answer."""
_UNIT = re.compile(
    r"""
      (?P<million> (?:[£￡]|GBP)\s?\(?(?:m|mn|mln|mill?|millions?)\b
        | \(\s?(?:millions?)\s?\) | \bin\s(?:£\s?)?millions?\b)
    | (?P<thousand> (?:[£￡]|GBP)\s?\(?(?:[,'’‘`]?\s?000(?:['’]?s)?(?![,.]?\d)|k\b|thousands?\b)
        | \(\s?(?:['’‘]?000['’]?s|thousands?)\s?\) | \bin\s(?:£\s?)?(?:thousands?|['’]?000['’]?s)\b
        | (?<![\d,])['’]?000['’]?s\b)
    | (?P<billion> (?:[£￡]|GBP)\s?\(?(?:bn|billions?)\b | \bin\s(?:£\s?)?billions?\b)
    | (?P<one> [£￡]s?(?![^\W_]|[-+(.,\s]{0,3}[0-9](?<!\s[12])|\s[12][0-9,]*+(?![-/–0-9]))
        | \bGBP\b(?!\s?[0-9]) | \bin\spounds\b)
    """,
    re.VERBOSE | re.IGNORECASE,
)


# --- signs of other scripts ---------------------------------------------------------------------------------

_UNUSUAL = re.compile(r"[^\x00-\x7f£½¼¾]")
_REMOVED = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad\u2066\u2067\u2068\u2069\u202a\u202b\u202c\u202d\u202e"
_HAS_REMOVED = re.compile(f"[{_REMOVED}]")
_FORCED = re.compile("[\u202d\u202e]")
_SAME = str.maketrans(
    "".join(chr(zero + digit) for zero in (0x660, 0x6F0, 0x966, 0xFF10) for digit in range(10))
    + "\u00a0\u2005\u2006\u2007\u2008\u200a\u202f\u3000"
    + "‐‑‒–—―−﹣－＋（）％￡＄，．٬٫’‘′ʼ＇‧∙․",
    "0123456789" * 4 + "\u2009" * 7 + " " + "-" * 9 + "+()%£$,.,." + "'" * 5 + "···",
)


def _clean(text: str) -> tuple[str, list[int] | None, str]:
    """Return *text* with plain digits and signs, offsets if characters went, a warning if order is forced."""
    if _UNUSUAL.search(text) is None:
        return text, None, ""
    clean = text.translate(_SAME)
    if _HAS_REMOVED.search(text) is None:
        return clean, None, ""
    removed = frozenset(_REMOVED)
    offsets = [at for at, sign in enumerate(text) if sign not in removed]
    clean = "".join([clean[at] for at in offsets])
    return (
        clean,
        offsets,
        "the direction of the text is forced, digits may be reversed" if _FORCED.search(text) else "",
    )


def _moved(found: ScannedMoney, offsets: list[int]) -> ScannedMoney:
    return attrs.evolve(found, start=offsets[found.start], end=offsets[found.end - 1] + 1)
