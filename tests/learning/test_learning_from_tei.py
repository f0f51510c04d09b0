"""What `pecia train` learns from an edition: contexts, its manner, and the same again from the same files."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pecia.annotators import Knowledge
from pecia.annotators.names import ANNOTATOR
from pecia.core.errors import SourceError
from pecia.core.register import Register
from pecia.core.text import Block, Document, Source, Span
from pecia.edition.pipeline import Desk, encode
from pecia.edition.settings import Settings
from pecia.edition.training import Lesson, train
from pecia.learning.files import Model, read, written

sys.path.insert(0, str(Path(__file__).resolve().parent))
from letters import NAMES, TEI, letters


def learnt(texts: list[str], **wishes: bool) -> Lesson:
    sources = [Source(f"{n}.xml", text.encode()) for n, text in enumerate(texts)]
    return train(sources, Register(), **wishes)


def persons(text: str, *models: Model) -> list[str]:
    document = Document("a.txt", text, (Block("p", Span(0, len(text))),)).having(language="en")
    claims = ANNOTATOR.annotate(document, Knowledge(models=models)).value.annotations
    return [document.covered(claim.span) for claim in claims if claim.kind == "persName"]


def test_contexts_are_learnt_and_hold_for_names_not_seen() -> None:
    lesson = learnt(list(letters(30)))
    text = "I had a long letter from Vantongeren yesterday."
    assert persons(text) == []
    assert persons(text, lesson.model) == ["Vantongeren"]


def test_no_name_and_no_place_of_the_texts_is_in_the_model() -> None:
    content = written(learnt(list(letters(30))).model).decode().lower()
    assert [name for name in (*NAMES, "Reading", "Bristol") if name.lower() in content] == []


def test_a_lesson_says_what_it_was_learnt_from() -> None:
    lesson = learnt(list(letters(30)))
    assert (lesson.texts, lesson.names, lesson.language) == (30, 180, "en")
    assert lesson.model.get("learnt from").startswith("30 texts, ")


def test_whether_titles_belong_to_a_name_is_learnt() -> None:
    outside = learnt(list(letters(30, "Miss <persName>{}</persName>")))
    inside = learnt(list(letters(30, "<persName>Miss {}</persName>")))
    text = "We dined with Miss Vantongeren at Reading."
    assert (outside.manner.titles, inside.manner.titles) == (False, True)
    for lesson, name in ((outside, "Vantongeren"), (inside, "Miss Vantongeren")):
        desk = Desk(Settings(Path()), models=(lesson.model,))
        document = encode(Source("a.txt", text.encode()), desk).value.document
        assert [document.covered(claim.span) for claim in document.of_kind("persName")] == [name]


def test_everyday_words_that_an_edition_marks_are_learnt() -> None:
    texts = [text.replace("the children", "my <persName>father</persName>") for text in letters(30)]
    lesson = learnt(texts)
    text = "Give my love to Vantongeren and to my father."
    assert lesson.manner.own_words == {"father"}
    assert persons(text, lesson.model) == ["Vantongeren", "father"]
    plain = learnt(texts, plain=True)
    assert plain.manner.own_words == frozenset()
    assert persons(text, plain.model) == ["Vantongeren"]


def test_what_only_the_machine_has_marked_is_not_learnt_from() -> None:
    with pytest.raises(SourceError, match=r"no name of a person is marked by hand in 3 texts.*resp"):
        learnt(list(letters(3, '<persName resp="#pecia">{}</persName>')))


def test_a_text_in_another_language_is_left_out_and_named() -> None:
    french = TEI.replace('"en"', '"fr"').format("<p>J’ai vu <persName>Dupont</persName> hier.</p>")
    assert learnt([*letters(10), french]).others == ("10.xml",)


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        (TEI.format("<p>Nobody is marked.</p>"), "no name of a person is marked by hand in 1 text: mark persons by"),
        (TEI.format("<p><persName>he</persName> came.</p>"), "none of the 1 names"),
        ("<html/>", "is not TEI"),
        ("<TEI", "0.xml"),
    ],
)
def test_what_cannot_be_learnt_from_is_said_with_a_way_out(text: str, trouble: str) -> None:
    with pytest.raises(SourceError, match=trouble):
        learnt([text])


def test_two_processes_make_the_same_bytes(tmp_path: Path) -> None:
    for number, text in enumerate(letters(20)):
        (tmp_path / f"{number:02}.xml").write_text(text, "utf-8")
    made = []
    for seed in ("1", "2"):
        output = tmp_path / f"{seed}.model"
        files = sorted(map(str, tmp_path.glob("*.xml")))
        code = "import sys; from pecia.cli.main import main; main()"
        subprocess.run(
            [sys.executable, "-c", code, "train", *files, "-o", str(output), "--quiet"],
            env={**os.environ, "PYTHONHASHSEED": seed}, check=True,
        )  # fmt: skip
        made.append(output.read_bytes())
    assert made[0] == made[1]
    assert read(made[0], "a.model").get("learnt from").startswith("20 texts")
