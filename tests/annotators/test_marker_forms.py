"""Note markers as printers, scanners and transcribers set them; and digits that are none."""

from __future__ import annotations

import pytest

from pecia.annotators import Knowledge
from pecia.annotators.markers import annotate
from pecia.core.findings import Outcome
from pecia.core.text import Document, Source
from pecia.readers.plain_text import READER


def read(text: str) -> Document:
    outcome: Outcome[Document] = READER.read(Source("text.txt", text.encode()))
    return outcome.value


def markers(text: str) -> list[str]:
    """Each marker with the five characters before it: `left.|1`."""
    document = read(text)
    claims = annotate(document, Knowledge()).value.annotations
    return [f"{text[max(0, c.span.start - 5) : c.span.start]}|{document.covered(c.span)}" for c in claims]


SETTINGS = [
    ("He left.¹ She stayed,² and wrote³ to him.⁴", ["left.|¹", "ayed,|²", "wrote|³", " him.|⁴"]),
    ("He left.[1] She stayed [2] and wrote.[3]", ["left.|[1]", "ayed |[2]", "rote.|[3]"]),
    ("He left.[^1] She stayed.[^2]", ["left.|[^1]", "ayed.|[^2]"]),
    ("He left.^1 She stayed.^{2} He wrote.<sup>3</sup>", ["left.|^1", "ayed.|^{2}", "rote.|<sup>3</sup>"]),
    ("He left.fn1 She stayed,fn2 alone.", ["left.|fn1", "ayed,|fn2"]),
    ("He left.* She stayed.† He wrote.‡ She burnt it.§", ["left.|*", "ayed.|†", "rote.|‡", "t it.|§"]),
    ("He left.[*] She stayed.[†]", ["left.|[*]", "ayed.|[†]"]),
    ("He left.[a] She stayed.[b] He wrote.[c]", ["left.|[a]", "ayed.|[b]", "rote.|[c]"]),
    ("“Never,”1 he said;2 (so)3 and left.4", ["ver,”|1", "said;|2", " (so)|3", "left.|4"]),
    ("Was it?1 No!2 ‘Never.’3 Well …4 Well...5", ["s it?|1", "1 No!|2", "ver.’|3", "ell …|4", "ll...|5"]),
    ("The king’s1 men, the men's2 dogs, and he3—the man4—left.5", [
        "ing’s|1", "men's|2", "nd he|3", "e man|4", "left.|5"]),
    ("He came in 17141 with his wife.2", [" 1714|1", "wife.|2"]),
    ("He came in 1936.1 She left in July 1937,2 at night.3", ["1936.|1", "1937,|2", "ight.|3"]),
    ("On July 27,1 he wrote. On August 3,2 he slept. On May 14.3 he left.4", [
        "y 27,|1", "st 3,|2", "y 14.|3", "left.|4"]),
    ("He left.1 She stayed.2 He was born on May 33 in York.4", ["left.|1", "ayed.|2", "May 3|3", "York.|4"]),
    ("One.1 Two.2 Both of them.34 Five.5", ["One.|1", "Two.|2", "them.|3", "hem.3|4", "Five.|5"]),
    ("One.16 Both of them.1718 More.19", ["One.|16", "them.|17", "em.17|18", "More.|19"]),
    ("One.1 Both of them.2,3 More.4", ["One.|1", "them.|2", "em.2,|3", "More.|4"]),
    ("“Yes.”1 John 11:35.2 It cost £3,000.3 See p. 14.4 It had 37.5", [
        "Yes.”|1", "1:35.|2", ",000.|3", ". 14.|4", "d 37.|5"]),
    ("One.98 Two.99 Three.100 Four.101", ["One.|98", "Two.|99", "hree.|100", "Four.|101"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), SETTINGS, ids=[text[:24] for text, _ in SETTINGS])
def test_markers_are_found_however_they_are_set(text: str, found: list[str]) -> None:
    assert [m.strip() for m in markers(text)] == [f.strip() for f in found]


NONE = [
    "The U-2 flew, H2O froze, CO2 rose, and the B-52s and MI6 and the M1 were there.",
    "Telegram 1452 and despatch 305 said so on p. 14, vol. 3, no. 7, col. 2.",
    "Read Gen. 3:16, Matt. 5:3 and 1 Cor. 13, then Article XXVIII:4 and A/PV.658, and A/PV.571.",
    "At 3.15 p.m. a 4.5 inch gun cost $4.50, or 37.5% of the FY’60 budget.",
    "Fig.3 and Table2 show Apollo11. No2 is missing.",
    "The reasons: (1) rain, (2) snow, and (3) wind.",
    "The area is 12 km², the water 5 m³, the men 10⁶, and E = mc^2.",
    "The letter[s] were lost, and “[t]he man” with [sic] them in [1933].",
    "It ran 2 * 3 * 4, and * * * parted the pages.",
    "He was there on May 4. 1 man stayed.",
    "In 1714 and 17141 he counted.",
]


@pytest.mark.parametrize("text", NONE, ids=[text[:24] for text in NONE])
def test_a_digit_that_nothing_explains_stays_in_the_text(text: str) -> None:
    assert markers(text) == []


def test_a_note_in_brackets_is_one_wherever_it_stands_and_its_letter_leads_to_it() -> None:
    text = (
        "He left.[1] She stayed.[A] He wrote.[B]\n\n[Footnote 1: In fact he stayed.]\n\n[Footnote A: So did she.\n\n"
        "To the end.]\n\nThe text goes on.\n\n[Footnote B: To nobody.]\n"
    )
    document = read(text)
    notes = [(block.get("n"), document.covered(block.span)[-12:]) for block in document.blocks if block.kind == "note"]
    assert notes == [("1", " he stayed.]"), ("A", "To the end.]"), ("B", " To nobody.]")]
    assert markers(text) == ["left.|[1]", "ayed.|[A]", "rote.|[B]"]


def test_a_note_of_pandoc_is_one() -> None:
    text = "He left.[^1] She stayed.[^2]\n\n[^1]: In fact he stayed.\n\n[^2]: So did she.\n"
    assert [block.get("n") for block in read(text).blocks if block.kind == "note"] == ["1", "2"]


def test_a_blank_before_a_marker_does_no_harm_where_its_note_is_known() -> None:
    text = "He left. 1 She stayed. 2 They wrote.\n\nNotes\n\n1. In fact he stayed.\n\n2. So did she.\n"
    assert markers(text) == ["eft. |1", "yed. |2"]


def test_a_marker_out_of_all_counting_is_never_sure() -> None:
    claims = annotate(read("He left. She stayed.27 They wrote."), Knowledge()).value.annotations
    assert [claim.certainty for claim in claims] == ["medium"]
