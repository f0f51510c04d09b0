"""Numbers of authorities: how each is written, which of its characters checks the others, at which address it stands.

The rules: GND, the German National Library (since 2012 one way of reckoning for all new numbers; those with a hyphen
keep that of the older files of subjects and corporate bodies); ISNI and ORCID, ISO 7064 mod 11-2; VIAF, Wikidata and
GeoNames have no check digit.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote


@dataclass(frozen=True, slots=True)
class Authority:
    """One authority file: `shape` is what a number of it looks like, `address` where it stands on the web.

    `hosts` is what the beginnings of its addresses have in common, without the protocol and `www.`; `spoken` how an
    editor would describe a number.
    """

    name: str
    shape: re.Pattern[str]
    address: str
    hosts: tuple[str, ...]
    spoken: str
    checked: Callable[[str], str] = lambda number: ""
    """The character that would be the right one at the end of this number; "" where nothing is checked."""


def _gnd(number: str) -> str:
    body, hyphen = number[:-1].rstrip("-"), "-" in number
    total = sum(weight * int(digit) for weight, digit in enumerate(reversed(body), 2))
    check = total % 11 if hyphen else -total % 11
    return "X" if check == 10 else str(check)


def _isni(number: str) -> str:
    total = 0
    for digit in number[:15]:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    return "X" if check == 10 else str(check)


def _shape(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII)


AUTHORITIES: dict[str, Authority] = {
    authority.name: authority
    for authority in (
        Authority(
            "GND",
            _shape(r"1[0-9]{7,8}[0-9X]|3[0-9]{7}[0-9X]|[1-9][0-9]{0,7}-[0-9X]"),
            "https://d-nb.info/gnd/{}",
            ("d-nb.info/gnd", "lobid.org/gnd", "explore.gnd.network/gnd"),
            "nine or ten digits, or up to eight, a hyphen and one more; the last may be an X",
            _gnd,
        ),
        Authority("VIAF", _shape(r"[1-9][0-9]{1,21}"), "https://viaf.org/viaf/{}", ("viaf.org/viaf",), "digits only"),
        Authority(
            "Wikidata",
            _shape(r"Q[1-9][0-9]{0,11}"),
            "https://www.wikidata.org/entity/{}",
            ("wikidata.org/entity", "wikidata.org/wiki"),
            "the letter Q and digits",
        ),
        Authority(
            "GeoNames",
            _shape(r"[1-9][0-9]{0,8}"),
            "https://sws.geonames.org/{}/",
            ("sws.geonames.org", "geonames.org"),
            "digits only",
        ),
        Authority(
            "ISNI",
            _shape(r"[0-9]{15}[0-9X]"),
            "https://isni.org/isni/{}",
            ("isni.org/isni", "isni-url.oclc.nl/isni"),
            "sixteen digits, the last may be an X",
            _isni,
        ),
        Authority(
            "ORCID",
            _shape(r"[0-9]{15}[0-9X]"),
            "https://orcid.org/{}",
            ("orcid.org",),
            "four times four digits with hyphens, the last may be an X",
            _isni,
        ),
    )
}
_BY_NAME = {name.casefold(): authority for name, authority in AUTHORITIES.items()} | {
    "d-nb": AUTHORITIES["GND"], "dnb": AUTHORITIES["GND"], "pnd": AUTHORITIES["GND"], "wd": AUTHORITIES["Wikidata"],
    "geonames.org": AUTHORITIES["GeoNames"], "gn": AUTHORITIES["GeoNames"], "wikidata.org": AUTHORITIES["Wikidata"],
}  # fmt: skip
_PROTOCOL = re.compile(r"https?://(?:www\.)?", re.ASCII | re.IGNORECASE)


def authority_named(name: str) -> Authority | None:
    """The authority that this is a name of, in whatever case: `gnd`, `Wikidata`."""
    return _BY_NAME.get(name.strip().casefold())


def authority_at(address: str) -> Authority | None:
    """The authority that an address, or the beginning of one, belongs to: `http://www.wikidata.org/entity/`."""
    found = _PROTOCOL.match(address.strip())
    rest = address.strip()[found.end() :].lower().rstrip("/") if found else ""
    for authority in AUTHORITIES.values():
        if any(rest == host or rest.startswith(f"{host}/") for host in authority.hosts):
            return authority
    return None


def canonical(kind: str, written: str) -> tuple[str, str]:
    """The authority's name and the bare number, whichever way an `<idno type="kind">` was written: as a number, with
    spaces or hyphens that mean nothing, or as an address (`gnd`, `https://d-nb.info/gnd/118609807/`).

    What belongs to no known authority comes back as it is, but for white space around it.
    """
    number = " ".join(written.split())
    addressed = authority_at(number)
    authority = addressed or authority_named(kind)
    if authority is None:
        return kind.strip(), number
    if addressed is not None:
        parts = [unquote(part) for part in _PROTOCOL.sub("", number).partition("#")[0].partition("?")[0].split("/")]
        # GeoNames puts the place's name behind the number.
        number = next((part for part in parts[1:] if re.search(r"\d", part)), "")
    number = re.sub(r"^\((?:DE-588|uri|orcid)\)\s*", "", number, flags=re.IGNORECASE).strip()
    if authority.name == "GND":
        number = number.upper().replace("–", "-")
    elif authority.name == "Wikidata":
        number = number.upper()
    elif authority.name in ("ISNI", "ORCID"):
        number = re.sub(r"[\s-]", "", number).upper()
    return authority.name, number


def written(kind: str, number: str) -> str:
    """A canonical number as its authority prints it: an ORCID in four groups, all others as they are."""
    if kind == "ORCID" and len(number) == 16:
        return "-".join(number[i : i + 4] for i in range(0, 16, 4))
    return number


def address_of(kind: str, number: str) -> str:
    """Where the number stands on the web; "" for an authority that is not known."""
    authority = authority_named(kind)
    return authority.address.format(written(authority.name, number)) if authority else ""


def fault(kind: str, number: str) -> str:
    """What is wrong with a number of this authority, in words; "" where nothing is, or nobody here can know."""
    name, bare = canonical(kind, number)
    authority = AUTHORITIES.get(name)
    if authority is None:
        return ""
    if not authority.shape.fullmatch(bare):
        return f"is no number of {name}: it has {authority.spoken}"
    right = authority.checked(bare)
    if right and right != bare[-1]:
        return f"is no number of {name}: after {written(name, bare)[:-1]} its last character would be {right}"
    return ""
