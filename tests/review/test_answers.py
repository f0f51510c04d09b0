"""What each answer of a reviewer does to the file, and what is shown before."""

from __future__ import annotations

import re
from pathlib import Path

from pecia.engines.trees import local, parse, tei
from reviewing import MARKED, carried_out, listed, pecia, review


def test_the_least_certain_are_asked_first_and_the_sure_ones_only_when_wanted(chapter: Path) -> None:
    doubtful = [row["certainty"] for row in listed(chapter)]
    assert doubtful == sorted(doubtful, key=["low", "medium"].index)
    assert {"low", "medium"} == set(doubtful)
    assert "high" in {row["certainty"] for row in listed(chapter, "--all")}
    assert {row["certainty"] for row in listed(chapter, "--level", "low")} == {"low"}
    assert {row["kind"] for row in listed(chapter, "--kind", "date", "--all")} == {"date"}


def test_a_question_shows_sentence_entry_mentions_and_what_can_be_done(chapter: Path) -> None:
    shown = review(chapter, "x").stdout
    assert "person “Smith” · low certainty" in shown
    assert "General [[Smith]] had read the Appeal." in shown
    assert "#john-smith, proposed by pecia" in shown
    assert "other mention" in shown
    assert "a accept · r reject · k kind" in shown
    assert "\x1b" not in shown


def test_what_is_accepted_has_the_reviewer_and_nothing_else_changes(chapter: Path) -> None:
    result = review(chapter, "a", "q")
    assert result.exit_code == 0
    assert "1 decided (1 accepted) by Ada Example" in result.stderr
    statement = """        <respStmt xml:id="ada-example">
          <resp>marks of names, dates, notes and corrections reviewed by</resp>
          <name>Ada Example</name>
        </respStmt>
"""
    expected = MARKED.replace(
        'resp="#pecia" cert="low">Smith</persName> had', 'resp="#ada-example">Smith</persName> had'
    )
    expected = expected.replace('"john-smith" resp="#pecia">', '"john-smith" resp="#ada-example">')
    expected = expected.replace("      </titleStmt>\n", f"{statement}      </titleStmt>\n")
    assert chapter.read_text("utf-8") == expected


def test_what_is_rejected_leaves_its_words_and_a_word_on_that(chapter: Path) -> None:
    assert review(chapter, "R", "q", options=("--kind", "persName", "--level", "medium")).exit_code == 0
    text = chapter.read_text("utf-8")
    said = '<certainty locus="name" assertedValue="persName" degree="0" resp="#ada-example"/>'
    assert f"<seg>Na{said}</seg> saw <seg>Na{said}</seg>.</p>" in text
    # The rest of the paragraph, and its odd lines, are as they were.
    assert MARKED[MARKED.index("<p xml") : MARKED.index('<persName ref="#na"')] in text


def test_undo_goes_back_any_number_of_steps(chapter: Path) -> None:
    before = chapter.read_bytes()
    result = review(chapter, "a", "r", "s", "u", "u", "u", "u", "q")
    assert "Nothing to undo." in result.stdout
    assert "nothing decided, nothing written" in result.stderr
    assert chapter.read_bytes() == before


def test_a_capital_letter_decides_all_that_are_alike(chapter: Path) -> None:
    result = review(chapter, "R", "q", options=("--kind", "persName", "--level", "medium"))
    assert "2 decided (2 rejected)" in result.stderr
    assert chapter.read_text("utf-8").count('assertedValue="persName"') == 2
    # Nothing points to the entry that the machine had made of it.
    assert 'xml:id="na"' not in chapter.read_text("utf-8")


def test_a_new_entry_is_the_persons_own(chapter: Path) -> None:
    result = review(chapter, "n General Adam Smith", "q")
    assert "1 with a new entry" in result.stderr
    root = parse(chapter.read_bytes(), "c.xml")
    [entry] = [
        e for e in root.iter(tei("person")) if e.get("{http://www.w3.org/XML/1998/namespace}id") == "general-adam-smith"
    ]
    assert entry.get("resp") == "#ada-example"
    assert '<persName ref="#general-adam-smith" resp="#ada-example">Smith</persName>' in chapter.read_text("utf-8")


def test_two_entries_become_one(chapter: Path) -> None:
    result = review(chapter, "m", "mary", "1", "q")
    assert "1 merged" in result.stderr
    text = chapter.read_text("utf-8")
    assert "john-smith" not in text
    assert '<persName type="variant">John Smith</persName>' in text
    assert pecia("compare", chapter.with_suffix(".txt"), chapter).exit_code == 0


def test_a_part_of_a_name_is_decided_with_the_name(chapter: Path) -> None:
    role = '<roleName resp="#pecia" cert="medium">Miss</roleName> '
    chapter.write_text(MARKED.replace(">Mary Smith</persName>.", f">{role}Mary Smith</persName>."), "utf-8")
    assert "roleName" not in {row["kind"] for row in listed(chapter, "--all")}
    [row] = [row for row in listed(chapter, "--all") if row["words"] == "Miss Mary Smith"]
    assert carried_out(chapter, row | {"do": "accept"}).exit_code == 0
    assert '<roleName resp="#ada-example">Miss</roleName>' in chapter.read_text("utf-8")


def test_a_title_that_becomes_a_name_says_no_more_what_only_titles_say(chapter: Path) -> None:
    title = '<title level="m" ref="#na" resp="#pecia" cert="low">Na</title>'
    chapter.write_text(MARKED.replace("Moscow Committee</orgName>.", f"Moscow Committee</orgName> {title}."), "utf-8")
    result = review(chapter, "s", "s", "k l", "zz", "+Naples", "q", options=("--level", "low"))
    assert "1 of another kind" in result.stderr
    said = '<certainty locus="name" assertedValue="title" degree="0" resp="#ada-example"/>'
    assert f'<placeName ref="#naples" resp="#ada-example">Na{said}</placeName>' in chapter.read_text("utf-8")


def test_who_calls_a_person_a_work_has_no_person_found_in_its_title(encoded: Path) -> None:
    row = next(row for row in listed(encoded, "--all") if row["words"] in ("John Smith", "Smith"))
    assert carried_out(encoded, row | {"do": "kind", "to": "title"}).exit_code == 0
    assert pecia("encode", encoded).exit_code == 0
    root = parse(encoded.read_bytes(), "c")
    [title] = [e for e in root.iter(tei("title")) if e.get("resp") == "#ada-example"]
    assert [local(child) for child in title] == ["certainty"]


def test_words_are_chosen_one_by_one_and_never_across_another_mark(chapter: Path) -> None:
    text = chapter.read_text("utf-8")
    shown = review(chapter, "w General Smith", "w Smith left", "q")
    assert "2 with other words" in shown.stderr
    after = chapter.read_text("utf-8")
    assert '<persName ref="#john-smith" resp="#ada-example">General Smith</persName>' in after
    assert '<persName ref="#mary-smith" resp="#ada-example">Smith left</persName>' in after
    assert parse(text.encode(), "a").xpath("string(//*[local-name()='p'])") == (
        parse(after.encode(), "b").xpath("string(//*[local-name()='p'])")
    )


def test_a_correction_may_be_read_otherwise(chapter: Path) -> None:
    result = review(chapter, "v Cirov", "q", options=("--all", "--kind", "sic"))
    assert "1 with another reading" in result.stderr
    assert '<choice resp="#ada-example"><sic>ICirov</sic><corr resp="#ada-example">Cirov</corr></choice>' in (
        re.sub(r"</?persName[^>]*>", "", chapter.read_text("utf-8"))
    )


def test_what_cannot_be_done_is_said_and_asked_again(chapter: Path) -> None:
    shown = review(chapter, "w Moscow", "z", "x").stdout
    assert "No: “Moscow” does not stand here" in shown
    assert "Press one of a r k l n m w s u q x ?" in shown


def test_leaving_asks_before_it_throws_away_what_was_decided(chapter: Path) -> None:
    before = chapter.read_bytes()
    result = review(chapter, "a", "x", "n", "x", "y")
    assert "Leave 1 decided unsaved?" in result.stdout
    assert "left as it is" in result.stderr
    assert chapter.read_bytes() == before


def test_of_a_marker_the_beginning_of_its_note_is_shown(chapter: Path) -> None:
    marker = '<ref type="noteAnchor" xml:id="n1-ref" target="#n1" resp="#pecia" cert="medium">1</ref>'
    note = '<note xml:id="n1" n="1" target="#n1-ref"><label>1.</label> See the report of 1989.</note>'
    back = f'</body><back><div type="notes">{note}</div></back>'
    chapter.write_text(MARKED.replace("</p>", f"{marker}</p>").replace("</body>", back), "utf-8")
    shown = review(chapter, "r", "q", options=("--kind", "note"))
    assert "note marker “1”" in shown.stdout
    assert "note     1. See the report of 1989." in shown.stdout
    assert '<note xml:id="n1" n="1"><label>1.</label>' in chapter.read_text("utf-8")


def test_to_a_listener_the_letters_are_told_only_when_they_change(chapter: Path) -> None:
    shown = review(chapter, "s", "s", "s", "x").stdout
    assert shown.count("a accept · r reject · k kind") == 2
    assert shown.count("a accept · r reject · v value") == 1
    assert "──" not in shown


def test_two_entries_that_contradict_each_other_do_not_become_one(chapter: Path) -> None:
    born = '<person xml:id="{0}" resp="#pecia"><birth when="{1}"/>'
    text = MARKED.replace('<person xml:id="john-smith" resp="#pecia">', born.format("john-smith", "1870"))
    chapter.write_text(text.replace('<person xml:id="mary-smith" resp="#pecia">', born.format("mary-smith", "1880")))
    result = review(chapter, "m", "mary", "1", "a", "q")
    assert "No: mary-smith: <birth> is" in result.stdout
    assert "pecia register merge lets you say whose is right" in result.stdout
    assert "1 decided (1 accepted)" in result.stderr


def test_no_name_is_put_around_what_may_not_stand_in_a_name(chapter: Path) -> None:
    chapter.write_text(MARKED.replace("General ", "General <stage>aside</stage> "), "utf-8")
    shown = review(chapter, "w General aside Smith", "x").stdout
    assert "No: “aside” is marked there as stage." in shown
