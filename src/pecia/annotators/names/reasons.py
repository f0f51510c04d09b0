"""Why a word that stands alone was taken for a person, in words for an editor: the weightiest reason first."""

from __future__ import annotations

from pecia.annotators.names.around import bracketed, called, introduction, signs
from pecia.annotators.names.lexicon import FORENAME, STRONG, SURNAME, WEAK, Lexicon
from pecia.annotators.names.mentions import Mention
from pecia.annotators.names.people import Person
from pecia.annotators.names.tokens import Text

_LISTED = (
    (SURNAME, "is in the list of surnames"), (FORENAME, "is in the list of forenames"),
    (STRONG | WEAK, "ends as surnames do"),
)  # fmt: skip
_ELSEWHERE = "a word that no list has, with a capital within a sentence; its other places speak for a person"


def alone(text: Text, lexicon: Lexicon, index: int, *, named: bool) -> tuple[str, ...]:
    """The reasons for one place of a word. `named`: a title, an initial or a forename stands before it elsewhere."""
    said = ["the surname of somebody whom the document names with a title, an initial or a forename"] if named else []
    said += _beside(text, lexicon, index)
    token = text.tokens[index]
    for trait, what in _LISTED:
        if token.traits & trait:
            said.append(f"“{token.word}” {what}")
            break
    return tuple(said) or (_ELSEWHERE,)


def only_listed(evidence: tuple[str, ...]) -> bool:
    """Whether nothing speaks for a name but that a list has the word."""
    return len(evidence) == 1 and evidence[0].endswith(tuple(what for _, what in _LISTED))


def _beside(text: Text, lexicon: Lexicon, index: int) -> list[str]:
    """What stands right before and after."""
    token, said = text.tokens[index], []
    if called(text, lexicon, index):
        said.append(f"after “{text.tokens[index - 1].word}”")
    if introduced := introduction(text, lexicon, index):
        said.append(f"after “{introduced}”")
    if signs(text, index):
        said.append("alone on its line, as a signature")
    elif bracketed(text, token):
        said.append("alone in brackets, as the holder of an office")
    after = text.after(token.end)
    if after in lexicon.verbs and not text.possessive(token.end):
        said.append(f"before “{after}”")
    if lexicon.who.match(text.reading, token.end):
        said.append("before a clause that speaks of a person")
    return said


def identified(mention: Mention, person: Person) -> None:
    """Adds to a mention's evidence why it is this person's: the register, or a fuller form elsewhere."""
    if person.entry is not None:
        mention.evidence = (f"in the register: {person.entry.id}", *mention.evidence)
    elif not mention.forenames and person.forenames and (full := person.fullest()) != mention.name:
        mention.evidence = (f"surname of “{full}”, who is named in full elsewhere", *mention.evidence)
