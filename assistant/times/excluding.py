"""Times that are named because they will not do: 除了周三都行, 周五没空, any day but Friday."""

import re

_BEFORE = re.compile(
    r"(?:除了|除开|除去|除咗|除|只要不是|只要不在|别约在?|"
    r"\bexcept(?: for)?|\bbut not|\bother than|\binstead of|\brather than|\bapart from|"
    r"\bany ?(?:day|time|one)? but|"
    r"\b(?:i'm|i am|we're|we are|he's|she's) (?:busy|working|away|at work)|"
    r"\bnot (?:free|here|home|available)|"
    r"\bnot|\bnever|\bcan(?:'t|not| not) (?:do|make))"
    r"[\s]*(?:on |in |at |the )*$"
)
_AS_WELL = re.compile(r"[^。.!！?？;；]{0,12}(?:也|还)")
"""After 除了周三 it is one more day that will do."""
_AFTER = re.compile(
    r"[\s，,]*(?:我们?|他们?|她|家里|那天|那会儿?|都|可能|恐怕|怕|就|是|也|又|实在|"
    r"are|is|am|i'm|i)*[\s]*"
    r"(?:以外|之外|太?晚了|来不及|不行(?!了)|不可以|不太?方便|没得?空|没有空|没时间|有事(?!情?[找问想请])|[要得]上[班课]|(?:很|太|最近)?忙|没[工功]夫|走不开|抽不开|"
    r"不得空|不在家|起不来|唔得|唔方便|冇空|冇时间|busy|not (?:available|possible)|no good|"
    r"(?:doesn't|does not|won't) work|won't do)"
    r"(?!\s*(?:吗|么|嘛|呢|的话就|[?？]))"
)


def will_not_do(before: str, following: str) -> bool:
    """Whether a time that stands between these words is one that will not do."""
    if _AFTER.match(following):
        return True
    found = _BEFORE.search(before)
    if not found:
        return False
    return not (found.group().startswith("除") and _AS_WELL.match(following))
