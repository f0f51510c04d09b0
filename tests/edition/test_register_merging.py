"""Merging, splitting and confirming: every pointer follows, and no other byte changes."""

from __future__ import annotations

import difflib
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import console
from pecia.core.errors import UsageError
from pecia.edition.register.holdings import Holdings, open_folder
from pecia.edition.register.merging import merge
from pecia.edition.register.splitting import confirm, split
from pecia.engines.trees import parse, tei
from pecia.validation import Checked, Exemplar
from pecia.validation.judge import by_rules

_TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0">%s</TEI>'


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    return console.with_sample(tmp_path) / "tei"


def _plain(folder: Path, **files: str) -> Holdings:
    for name, content in files.items():
        (folder / f"{name}.xml").write_text(_TEI % content, "utf-8")
    return open_folder(folder)


def _words(path: Path) -> str:
    return "".join(parse(path.read_bytes(), "x").find(tei("text")).itertext())


def _changed(before: str, after: str) -> list[str]:
    lines = difflib.ndiff(before.splitlines(), after.splitlines())
    return [line for line in lines if line[:1] in "+-"]


def test_all_mentions_follow_and_the_text_stays(edition: Path) -> None:
    chapter = edition / "chapters/ryutin.xml"
    words, before = _words(chapter), chapter.read_text("utf-8")
    holdings = open_folder(edition)
    count = {name: len(holdings.entry(name).mentions) for name in ("rykov", "tomsky")}
    lines = merge(holdings, holdings.entry("rykov"), [holdings.entry("tomsky")])
    holdings.save(registers_first=False)
    again = open_folder(edition)
    assert lines == ("tomsky → rykov: 1 mention",)
    assert len(again.entry("rykov").mentions) == sum(count.values())
    assert "tomsky" not in {entry.id for entry in again.entries}
    assert again.entry("rykov").variants == ("Tomsky",)
    assert _words(chapter) == words
    assert chapter.read_text("utf-8") == before.replace("persons.xml#tomsky", "persons.xml#rykov")
    assert not [f for f in by_rules(again.exemplar) if f.rule in ("P101", "P131")]


def test_what_a_merge_changes_in_a_register_is_the_two_entries(edition: Path) -> None:
    register = edition / "register/persons.xml"
    before = register.read_text("utf-8")
    holdings = open_folder(edition)
    merge(holdings, holdings.entry("rykov"), [holdings.entry("tomsky")])
    holdings.save(registers_first=False)
    assert _changed(before, register.read_text("utf-8")) == [
        '-       <person xml:id="rykov" resp="#pecia">',
        '+       <person xml:id="rykov">',
        '-       </person>',
        '-       <person xml:id="tomsky" resp="#pecia">',
        '-         <persName type="main">Tomsky</persName>',
        '+         <persName type="variant">Tomsky</persName>',
    ]  # fmt: skip


def test_a_merge_is_not_taken_back_by_the_next_encoding(edition: Path) -> None:
    # What today's annotators find besides comes in first.
    assert "[exit" not in console.run("pecia encode -q tei/chapters/ryutin.xml", edition.parent)
    holdings = open_folder(edition)
    count = sum(len(holdings.entry(name).mentions) for name in ("boris-starkov", "oleg-v-khlevniuk"))
    merge(holdings, holdings.entry("boris-starkov"), [holdings.entry("oleg-v-khlevniuk")])
    holdings.save(registers_first=False)
    kept = (edition / "register/persons.xml").read_bytes()
    assert "[exit" not in console.run("pecia encode -q tei/chapters/ryutin.xml", edition.parent)
    assert len(open_folder(edition).entry("boris-starkov").mentions) == count
    assert (edition / "register/persons.xml").read_bytes() == kept


def test_two_numbers_of_one_authority_are_not_merged_unasked(edition: Path) -> None:
    holdings = open_folder(edition)
    lenin, stalin = holdings.entry("lenin"), holdings.entry("stalin")
    with pytest.raises(
        UsageError, match=r"GND is 118640402 here and 118642499 in stalin.*--prefer keep, other or both"
    ):
        merge(holdings, lenin, [stalin])
    assert holdings.changed() == ()
    assert holdings.entry("stalin") is stalin


@pytest.mark.parametrize(
    ("prefer", "numbers", "births"),
    [
        ("keep", ("118640402",), ["1870-04-22"]),
        ("other", ("118642499",), ["1878-12-18"]),
        ("both", ("118640402", "118642499"), ["1870-04-22", "1878-12-18"]),
    ],
)
def test_where_they_contradict_the_editor_decides(
    edition: Path, prefer: str, numbers: tuple[str, ...], births: list[str]
) -> None:
    holdings = open_folder(edition)
    lenin = holdings.entry("lenin")
    lines = merge(holdings, lenin, [holdings.entry("stalin")], prefer)
    assert lenin.number("GND") == numbers
    assert [birth.get("when") for birth in lenin.element.iter(tei("birth"))] == births
    assert len(lines) == (1 if prefer == "both" else 5)


def test_a_day_that_is_more_exact_is_no_contradiction(tmp_path: Path) -> None:
    people = '<person xml:id="a"><persName>A</persName><birth when="1890"/></person>'
    people += '<person xml:id="b"><persName>B</persName><birth when="1890-02-13"/><note>B.</note></person>'
    holdings = _plain(tmp_path, register=f"<standOff><listPerson>{people}</listPerson></standOff>")
    merge(holdings, holdings.entry("a"), [holdings.entry("b")])
    [(_, content)] = holdings.changed()
    kept = '<person xml:id="a"><persName>A</persName><persName type="variant">B</persName>'
    assert f'{kept}<birth when="1890-02-13"/><note>B.</note></person></listPerson>' in content.decode()


def test_what_the_other_has_twice_replaces_what_was_there_once(tmp_path: Path) -> None:
    people = '<person xml:id="a"><persName>A</persName><birth when="1890"/></person>'
    people += '<person xml:id="b"><persName>B</persName><birth when="1891"/><birth when="1892"/></person>'
    holdings = _plain(tmp_path, register=f"<standOff><listPerson>{people}</listPerson></standOff>")
    merge(holdings, holdings.entry("a"), [holdings.entry("b")], "other")
    assert [birth.get("when") for birth in holdings.entry("a").element.iter(tei("birth"))] == ["1891", "1892"]


def test_an_entry_that_holds_others_does_not_go_with_them(tmp_path: Path) -> None:
    within = '<place xml:id="baku"><placeName>Baku</placeName></place>'
    places = f'<place xml:id="ussr"><placeName>USSR</placeName>{within}</place>'
    holdings = _plain(tmp_path, register=f"<standOff><listPlace>{places}</listPlace></standOff>")
    with pytest.raises(UsageError, match=r"other entries stand within it \(baku\)"):
        merge(holdings, holdings.entry("baku"), [holdings.entry("ussr")])
    merge(holdings, holdings.entry("ussr"), [holdings.entry("baku")])
    assert [(entry.id, entry.variants) for entry in holdings.entries] == [("ussr", ("Baku",))]


@pytest.mark.parametrize(
    ("keep", "other", "trouble"),
    [
        ("stalin", "stalin", "not merged with itself"),
        ("stalin", "moscow", "two kinds are not one"),
        ("stalin", "stalim", "there is no entry 'stalim'.*did you mean stalin"),
        ("nikolai", "stalin", "there is no entry 'nikolai'"),
    ],
)
def test_what_cannot_be_merged_says_why(edition: Path, keep: str, other: str, trouble: str) -> None:
    holdings = open_folder(edition)
    with pytest.raises(UsageError, match=trouble):
        merge(holdings, holdings.entry(keep), [holdings.entry(other)])


def test_files_with_lists_of_their_own_are_merged_across(tmp_path: Path) -> None:
    body = "<text><body><p>%s</p></body></text>"
    listed = (
        '<standOff>\n<listPerson>\n<person xml:id="k"><persName>%s</persName>%s</person>\n</listPerson>\n</standOff>\n'
    )
    holdings = _plain(
        tmp_path,
        a=listed % ("Kirov", "") + body % '<persName ref="#k" resp="#ada">K.</persName>',
        b=listed % ("Sergei Kirov", '<idno type="GND">1</idno>') + body % '<name ref="a.xml#k #k" ana="#k">K.</name>',
    )
    assert sorted(entry.address for entry in holdings.entries) == ["a.xml#k", "b.xml#k"]
    with pytest.raises(UsageError, match=r"is more than one entry: a\.xml#k, b\.xml#k"):
        holdings.entry("k")
    merge(holdings, holdings.entry("a.xml#k"), [holdings.entry(str(tmp_path / "b.xml#k"))])
    holdings.save(registers_first=False)
    assert (tmp_path / "b.xml").read_text("utf-8") == _TEI % (body % '<name ref="a.xml#k" ana="a.xml#k">K.</name>')
    assert '<persName ref="#k" resp="#ada">K.</persName>' in (tmp_path / "a.xml").read_text("utf-8")
    [entry] = open_folder(tmp_path).entries
    assert (entry.name, entry.variants, len(entry.mentions)) == ("Kirov", ("Sergei Kirov",), 3)


@given(
    st.lists(st.lists(st.integers(0, 5), min_size=1, max_size=3), max_size=8),
    st.permutations(range(6)),
    st.integers(1, 5),
)
def test_after_a_merge_every_mention_leads_to_the_one_it_led_to_or_to_the_one_that_was_kept(
    mentions: list[list[int]], order: list[int], gone: int
) -> None:
    keep, others = order[0], order[1 : 1 + gone]
    people = "".join(f'<person xml:id="p{n}"><persName>N{n}</persName></person>' for n in range(6))
    said = "".join(f'<name ref="{" ".join(f"#p{n}" for n in dict.fromkeys(row))}">x</name>' for row in mentions)
    content = _TEI % f"<standOff><listPerson>{people}</listPerson></standOff><text><body><p>{said}</p></body></text>"
    document = Checked("a.xml", parse(content.encode(), "a.xml"), content.encode())
    holdings = Holdings(Path(), None, [document])
    merge(holdings, holdings.entry(f"p{keep}"), [holdings.entry(f"p{n}") for n in others])
    meant = {n: keep if n in others else n for n in range(6)}
    expected = [" ".join(f"#p{n}" for n in dict.fromkeys(meant[n] for n in row)) for row in mentions]
    changed = holdings.changed()[0][1].decode()
    assert re.findall(r'ref="([^"]*)"', changed) == expected
    assert not [
        f for f in by_rules(Exemplar((Checked("a.xml", parse(changed.encode(), "a.xml")),))) if f.rule == "P101"
    ]
    assert {entry.id for entry in holdings.entries} == {f"p{n}" for n in range(6) if n not in others}


def test_mentions_that_are_split_off_are_a_persons_and_stay_where_they_were_put(edition: Path) -> None:
    assert "[exit" not in console.run("pecia encode -q tei/chapters/ryutin.xml", edition.parent)
    chapter = edition / "chapters/ryutin.xml"
    words = _words(chapter)
    holdings = open_folder(edition)
    before = len(holdings.entry("stalin").mentions)
    lines = split(
        holdings, holdings.entry("stalin"), places=["chapters/ryutin.xml#p1"], name="Vasily Stalin", by="Ada Example"
    )
    holdings.save(registers_first=True)
    assert lines == ("vasily-stalin (Vasily Stalin): a new entry with 1 mention of stalin",)
    assert "[exit" not in console.run("pecia encode -q tei/chapters/ryutin.xml", edition.parent)
    again = open_folder(edition)
    [mention] = again.entry("vasily-stalin").mentions
    assert mention.pointer.element.get("resp") == "#ada-example"
    assert mention.pointer.element.get("cert") is None
    assert (again.entry("vasily-stalin").made_by, again.entry("vasily-stalin").variants) == ("ada-example", ("Stalin",))
    assert len(again.entry("stalin").mentions) == before - 1
    assert _words(chapter) == words
    assert not [f for f in by_rules(again.exemplar) if f.rule in ("P101", "P140")]


def test_mentions_are_named_by_line_by_column_and_by_what_they_say(edition: Path) -> None:
    holdings = open_folder(edition)
    ryutin = holdings.entry("ryutin")
    where = str(ryutin.mentions[1])
    split(holdings, ryutin, places=[where], name="One", identifier="one")
    assert [str(m.form) for m in holdings.entry("one").mentions] == ["Martemyan Ryutin"]
    lines = split(holdings, holdings.entry("zinoviev"), forms=["Zinoviev"], name="Another")
    assert lines[1:] == ("Zinoviev is no variant of zinoviev any more", "nobody mentions zinoviev any more")


def test_the_pieces_of_a_broken_name_are_one_mention_and_move_together(tmp_path: Path) -> None:
    people = '<person xml:id="k"><persName>Kirov</persName></person>'
    pieces = '<persName ref="#k" xml:id="x" next="#y">Ser<hi>gei</hi></persName> '
    pieces += '<persName ref="#k" xml:id="y" prev="#x">K.</persName>'
    text = f"<text><body><p>{pieces}</p></body></text>"
    holdings = _plain(tmp_path, a=f"<standOff><listPerson>{people}</listPerson></standOff>{text}")
    assert len(holdings.entry("k").mentions) == 1
    split(holdings, holdings.entry("k"), forms=["Sergei K."])
    [(_, content)] = holdings.changed()
    assert content.decode().count('ref="#sergei-k"') == 2


@pytest.mark.parametrize(
    ("asked", "trouble"),
    [
        ({}, "which mentions of stalin"),
        (
            {"places": ["chapters/ryutin.xml:1"]},
            "no mention of stalin there; its mentions are .*chapters/ryutin.xml:99:",
        ),
        ({"places": ["chapters/ryutin.xml#p99"]}, "no mention of stalin there"),
        ({"forms": ["Koba"]}, "no mention of stalin says so"),
        ({"forms": ["Stalin"], "identifier": "lenin"}, "is taken already"),
        ({"forms": ["Stalin"], "name": "joseph stalin"}, "say with --name"),
        ({"forms": ["Stalin"], "name": "X", "by": "pecia"}, "is the name of the tool"),
    ],
)
def test_what_cannot_be_split_says_why(edition: Path, asked: dict[str, object], trouble: str) -> None:
    holdings = open_folder(edition)
    with pytest.raises(UsageError, match=trouble):
        split(holdings, holdings.entry("stalin"), **asked)  # type: ignore[arg-type]


def test_a_confirmed_entry_is_a_persons_in_all_that_it_says(edition: Path) -> None:
    register = edition / "register/persons.xml"
    before = register.read_text("utf-8")
    holdings = open_folder(edition)
    assert confirm(holdings, holdings.entry("yezhov"))
    assert not confirm(holdings, holdings.entry("stalin"))
    holdings.save(registers_first=True)
    wanted = before.replace('<person xml:id="yezhov" resp="#pecia">', '<person xml:id="yezhov">')
    assert register.read_text("utf-8") == wanted


def test_what_an_entry_keeps_when_it_is_split_is_vouched_for_and_stays_with_it(tmp_path: Path) -> None:
    folder = console.with_sample(tmp_path) / "tei"
    text = "On 9 May 1848 Robert Blum came to Vienna. Robert Blum was shot. Later Blum wrote a book.\n"
    (folder / "sources/blum.txt").write_text(text, "utf-8")
    assert "[exit" not in console.run("pecia encode -q tei/sources/blum.txt", tmp_path)
    holdings = open_folder(folder)
    last = holdings.entry("robert-blum").mentions[-1]
    lines = split(holdings, holdings.entry("robert-blum"), places=[str(last)], by="Ada Example")
    assert lines[-1] == "robert-blum: confirmed, for these are two"
    holdings.save(registers_first=True)
    assert "[exit" not in console.run("pecia encode -q tei/chapters/blum.xml", tmp_path)
    again = open_folder(folder)
    assert [len(again.entry(name).mentions) for name in ("robert-blum", "blum")] == [2, 1]
