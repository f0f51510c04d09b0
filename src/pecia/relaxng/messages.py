"""What an editor reads: every sentence of the engine's findings is here, each with the hint that goes with it.

`{…}` are filled in; names of elements come in angle brackets, names of attributes bare.
"""

from __future__ import annotations

from collections.abc import Sequence

LONGEST = 200
"""No sentence and no hint is longer, in characters."""

UNKNOWN = "{element} is not an element of this schema"
UNKNOWN_NAMESPACE = "{element} is in {namespace}, where the schema does not know it"
MISPLACED = "{element} may not stand in {parent}"
OUT_OF_ORDER = "{element} may not stand at this place"
TOO_EARLY = "{element} comes too early in {parent}"
WRONG_ROOT = "a document of this schema does not begin with {element}"
INCOMPLETE = "{element} is not complete"
NO_ATTRIBUTE = "{element} has no attribute {attribute}"
NOT_BESIDE = "{element} may not have the attribute {attribute} here"
MISSING_ATTRIBUTE = "{element} needs the attribute {attribute}"
MISSING_ONE_OF = "{element} needs one of the attributes {attributes}"
NO_DATE = "{attribute}={value} of {element} is no date"
NOT_LISTED = "{attribute}={value} is not among the values that {element} may have"
WRONG_VALUE = "{attribute}={value} of {element} is not {wanted}"
NO_VALUE = "{attribute} of {element} has no value"
WRONG_TEXT = "{element} may not have the text {text}"
NO_TEXT = "{element} may not have text of its own: {text}"
DOUBLED_ID = "the {attribute} {value} of {element} is there twice"
DANGLING_ID = "{attribute}={value} of {element} refers to an id that is not there"

DID_YOU_MEAN = "did you mean {name}?"
ITS_NAMESPACE = "its namespace is {namespace}"
ALLOWED_IN = "allowed in {parents}, not in {parent}"
ALLOWED_HERE = "here may stand {names}"
ALLOWED_AT_END = "{names} is missing at its end"
ALLOWED_MISSING = "first comes {names}"
ATTRIBUTES_HERE = "it may have {names}"
BELONGS_TO = "{attribute} is an attribute of {elements}"
BESIDE = "not together with the others, or not twice"
ONE_OF = "it may be {values}"
DATE_FORMS = "write 1932, 1932-09 or 1932-09-23"
PUT_INTO = "put it into {names}"
MUST_BE_EMPTY = "it must be empty"
NOTHING_MORE = "nothing more may come here"
NOWHERE = "it stands nowhere but at the top"
ONCE = "an id is there once in a document"

ANY_ELEMENT = "any element"
ANY_OF = "an element in {namespace}"
TEXT = "text"
AND_MORE = "{names} or {count} more"

KINDS = {
    "anyURI": "an address such as #kirov or https://example.org/",
    "boolean": "true or false",
    "date": "a date such as 1932-09-23",
    "decimal": "a number",
    "double": "a number",
    "float": "a number",
    "duration": "a duration such as P1Y",
    "ID": "a name: a letter first, then letters, digits, - _ .",
    "IDREF": "the id of an element",
    "integer": "a whole number",
    "language": "the tag of a language such as en or ru-Latn",
    "Name": "a name: a letter first, then letters, digits, - _ . :",
    "NCName": "a name: a letter first, then letters, digits, - _ .",
    "NMTOKEN": "a word of letters, digits, - _ . :",
    "nonNegativeInteger": "a whole number from 0 on",
    "positiveInteger": "a whole number from 1 on",
    "token": "one word, or one of the form that the schema asks for",
    "string": "a text of the form that the schema asks for",
}
WORD = "one word without white space"
LIKE = "of the form {pattern}"
A_VALUE = "a value that the schema allows"


def quoted(text: str, most: int = 40) -> str:
    """As a value is written in a document, shortened."""
    shown = text if len(text) <= most else text[: most - 1] + "…"
    return f"'{shown}'" if "'" not in shown else f'"{shown}"'


def spoken(text: str, most: int = 30) -> str:
    """A piece of text, shortened, in quotation marks."""
    bare = text.strip()
    return f"“{bare[:most]}…”" if len(bare) > most else f"“{bare}”"


def some(names: Sequence[str], room: int = 90) -> str:
    """The names that there is room for, in characters, and how many are left out."""
    shown: list[str] = []
    length = 0
    for name in names:
        length += len(name) + 2
        if shown and length > room:
            return AND_MORE.format(names=", ".join(shown), count=len(names) - len(shown))
        shown.append(name if len(name) <= room else name[:room] + "…")
    return " or ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else "".join(shown)


def sentence(template: str, **parts: str) -> str:
    """The sentence, no longer than a line of an editor's list."""
    said = template.format(**parts)
    return said if len(said) <= LONGEST else said[: LONGEST - 1] + "…"
