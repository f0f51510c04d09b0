"""What is exported comes back as it was; what comes from elsewhere overwrites nothing in silence."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

import console
from pecia.core.errors import SourceError, UsageError
from pecia.core.identifiers import AUTHORITIES, canonical
from pecia.core.legal import illegal
from pecia.core.text import Source
from pecia.edition.register.catalogue import Wanted, chosen
from pecia.edition.register.holdings import Holdings, open_folder
from pecia.edition.register.importing import Importer, Taken
from pecia.edition.register.lists import read_lists, to_tei
from pecia.edition.register.records import DETAILS, Record, ordered, record_of
from pecia.edition.register.tables import read_table, to_csv, to_jsonl
from pecia.engines.trees import XML_ID, parse
from pecia.tei import entry as entries
from pecia.validation import Checked


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    return console.with_sample(tmp_path) / "tei"


def _words(**kept: int) -> st.SearchStrategy[str]:
    letters = st.characters(codec="utf-8", exclude_characters="\ufeff").filter(lambda c: not illegal(c))
    text = st.text(letters, max_size=12)
    words = text.map(lambda s: " ".join(s.split()))
    return words.filter(bool) if kept else words


_NUMBERS = st.lists(
    st.tuples(st.sampled_from([*AUTHORITIES, "pmb", "URI"]), _words(some=1)).map(lambda p: canonical(*p)), max_size=4
).map(lambda pairs: ordered(pair for pair in pairs if pair[1]))


@st.composite
def _records(draw: st.DrawFn) -> Record:
    name = draw(_words(some=1))
    variants = draw(st.lists(_words(some=1).filter(lambda v: v != name), max_size=3, unique=True))
    details = draw(st.dictionaries(st.sampled_from(DETAILS), _words(some=1)))
    return Record(
        draw(st.sampled_from(["", "stalin", "a.xml#b"])),
        draw(st.sampled_from(["person", "place", "org", "work"])),
        name,
        tuple(variants),
        draw(_NUMBERS),
        tuple((what, details[what]) for what in DETAILS if what in details),
        draw(st.sampled_from(["", "pecia", "ada"])),
    )


@given(st.lists(_records(), max_size=4))
def test_a_table_that_is_written_is_read_as_the_same_records(records: list[Record]) -> None:
    for form, content in (("csv", to_csv(records)), ("jsonl", to_jsonl(records))):
        table = read_table(Source("r", content), form=form)
        assert (table.records, table.unread) == (tuple(records), ())


def test_a_table_is_as_rfc_4180_has_it(edition: Path) -> None:
    content = to_csv([record_of(entry) for entry in open_folder(edition).entries])
    assert content.endswith(b"\r\n")
    assert content.count(b"\n") == content.count(b"\r\n")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8"), newline=""), strict=True))
    assert rows[0] == ["id", "kind", "name", "variants", *DETAILS, "made_by", "mentions", *AUTHORITIES]
    assert len({len(row) for row in rows}) == 1


def _import(folder: Path, source: Source, form: str, **options: object) -> tuple[Holdings, list[Taken]]:
    holdings = open_folder(folder)
    importer = Importer(holdings, by_id=form != "tei", **options)  # type: ignore[arg-type]
    records = read_lists(source) if form == "tei" else read_table(source, form=form).records
    taken = [importer.take(record) for record in records]
    importer.finish()
    return holdings, taken


@pytest.mark.parametrize("form", ["csv", "jsonl", "tei"])
def test_what_was_exported_comes_back_and_changes_no_byte(edition: Path, form: str) -> None:
    holdings = open_folder(edition)
    records = [record_of(entry) for entry in holdings.entries]
    written = {"csv": to_csv, "jsonl": to_jsonl}.get(form, lambda _: to_tei(holdings, holdings.entries))(records)
    again, taken = _import(edition, Source("x", written), form)
    assert {each.outcome for each in taken} == {"unchanged"}
    assert again.changed() == ()


@pytest.mark.parametrize("form", ["csv", "jsonl", "tei"])
def test_what_was_exported_fills_an_empty_edition_with_the_same_entries(
    edition: Path, tmp_path: Path, form: str
) -> None:
    holdings = open_folder(edition)
    records = [record_of(entry) for entry in holdings.entries]
    written = {"csv": to_csv, "jsonl": to_jsonl}.get(form, lambda _: to_tei(holdings, holdings.entries))(records)
    empty = tmp_path / "empty"
    (empty / "chapters").mkdir(parents=True)
    shutil.copy(edition / "pecia.toml", empty)
    shutil.copy(edition / "header.xml", empty)
    shutil.copy(edition / "chapters/ryutin.xml", empty / "chapters")
    made, taken = _import(empty, Source("x", written), form)
    made.save(registers_first=True)
    assert {each.outcome for each in taken} == {"added"}
    again = open_folder(empty)
    by_id = {record.id: record for record in map(record_of, again.entries)}
    assert by_id == {record.id: record for record in records}
    assert sum(len(entry.mentions) for entry in again.entries) == sum(len(entry.mentions) for entry in holdings.entries)
    if form == "tei":
        assert _entries(to_tei(again, chosen(again.entries, Wanted()))) == _entries(written)


def _entries(content: bytes) -> dict[str, bytes]:
    root = parse(content, "x")
    return {e.get(XML_ID, ""): etree.tostring(e, method="c14n", with_tail=False) for e in entries.entries_in(root)}


_SHEET = """id,kind,name,variants,GND,birth,whatever,recon
stalin,person,Josef Stalin,Stalin|Koba,118642499,1879,x,http://www.wikidata.org/entity/Q855
,person,Nadezhda Krupskaya,Krupskaya,118724355,1869-02-26,,http://www.wikidata.org/entity/Q1
,person,Yagoda,Genrikh Yagoda,,,,
bukharin,person,Somebody Else,,,,,
,place,Moscow,,4074987-3,,,
,person,Lenin,,118640403,,,
moscow,person,Moscow,,,,,
,person,Iosif Vissarionovich,,118642499,,,
nobody,person,,,,,,
"""


def test_what_is_new_is_added_what_is_known_extended_and_what_contradicts_told(edition: Path) -> None:
    holdings, taken = _import(edition, Source("s.csv", _SHEET.encode()), "csv")
    assert [(each.outcome, each.id) for each in taken] == [
        ("conflicting", "stalin"),
        ("added", "nadezhda-krupskaya"),
        ("extended", "yagoda"),
        ("conflicting", "bukharin"),
        ("extended", "moscow"),
        ("conflicting", "lenin"),
        ("conflicting", "moscow"),
        ("extended", "stalin"),
        ("conflicting", "nobody"),
    ]
    assert taken[0].gains == ("name Josef Stalin", "name Koba")
    assert [each.conflicts for each in taken if each.conflicts] == [
        ("birth is 1878-12-18 here and 1879 there",),
        ("name is Nikolai Bukharin here and Somebody Else there",),
        ("GND 118640403 is no number of GND: after 11864040 its last character would be 2",),
        ("is a place here and a person there",),
        ("there is no such entry, and no name to make one of",),
    ]
    stalin = holdings.entry("stalin")
    assert stalin.name == "Joseph Stalin"
    assert stalin.variants == ("Stalin", "Josef Stalin", "Koba", "Iosif Vissarionovich")
    krupskaya = record_of(holdings.entry("nadezhda-krupskaya"))
    assert krupskaya.numbers == (("GND", "118724355"), ("Wikidata", "Q1"))
    assert krupskaya.detail("birth") == "1869-02-26"
    assert {Path(document.path).name for document, _ in holdings.changed()} == {"persons.xml", "places.xml"}


def test_where_the_table_is_preferred_it_overwrites_but_for_numbers_that_cannot_be(edition: Path) -> None:
    holdings, taken = _import(edition, Source("s.csv", _SHEET.encode()), "csv", prefer="import")
    assert [each.outcome for each in taken].count("conflicting") == 3
    assert record_of(holdings.entry("stalin")).detail("birth") == "1879"
    assert holdings.entry("bukharin").name == "Somebody Else"
    assert holdings.entry("bukharin").variants == ("Nikolai Bukharin", "Bukharin")
    assert holdings.entry("lenin").number("GND") == ("118640402",)


def test_a_namesake_with_another_number_is_not_taken_for_the_same(edition: Path) -> None:
    sheet = "kind,name,GND\nperson,Joseph Stalin,118609807\n"
    holdings, [taken] = _import(edition, Source("s.csv", sheet.encode()), "csv")
    assert taken.conflicts == ("GND is 118642499 here and 118609807 there",)
    assert holdings.changed() == ()


def test_two_ids_in_a_file_are_two_entries_though_one_is_called_as_the_other_is_too(edition: Path) -> None:
    sheet = "id,kind,name,variants\nlace-1,person,Ada Lace,Lace\nlace-2,person,Lace,\n"
    holdings, taken = _import(edition, Source("s.csv", sheet.encode()), "csv")
    assert [(each.outcome, each.id) for each in taken] == [("added", "lace-1"), ("added", "lace-2")]
    assert holdings.entry("lace-1").variants == ("Lace",)
    again = _import(edition, Source("s.csv", b"kind,name\nperson,Ada Lace\n"), "csv")[1]
    assert [each.outcome for each in again] == ["added"]


def test_the_same_person_twice_in_a_file_is_one_entry(edition: Path) -> None:
    sheet = "kind,name,variants\nperson,Ada Example,\nperson,Ada Example,A. Example\n"
    holdings, taken = _import(edition, Source("s.csv", sheet.encode()), "csv", by="Bea Example")
    assert [each.outcome for each in taken] == ["added", "extended"]
    assert holdings.entry("ada-example").variants == ("A. Example",)
    assert holdings.entry("ada-example").made_by == "bea-example"


_OTHER = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body>
<listPerson>
    <person xml:id="pmb2121" ana="#author">
        <persName><surname>Schnitzler</surname><forename>Arthur</forename></persName>
        <birth><date when="1862-05-15">15. 5. 1862</date><settlement ref="pmb50">Wien</settlement></birth>
        <idno type="gnd">https://d-nb.info/gnd/118609807/</idno></person>
    <person xml:id="stalin"><persName type="pref">Bahr, Hermann</persName><sex value="1"/><note>Critic.</note></person>
    <person><persName>Trotzki</persName><idno type="URI">https://d-nb.info/gnd/118642979</idno></person>
</listPerson></body></text></TEI>"""


def test_lists_of_another_edition_are_taken_in_as_far_as_the_schema_has_room(edition: Path) -> None:
    holdings = open_folder(edition)
    importer = Importer(holdings, by_id=False)
    taken = [importer.take(record) for record in read_lists(Source("o.xml", _OTHER.encode()))]
    assert importer.finish() == 1
    assert [(each.outcome, each.id) for each in taken] == [
        ("added", "pmb2121"), ("added", "stalin-2"), ("extended", "trotsky")
    ]  # fmt: skip
    assert importer.left == {"@ana": 1, "sex": 1}
    schnitzler = record_of(holdings.entry("pmb2121"))
    assert (schnitzler.name, schnitzler.numbers) == ("Arthur Schnitzler", (("GND", "118609807"),))
    assert schnitzler.detail("birth") == "1862-05-15"
    assert holdings.entry("stalin-2").name == "Hermann Bahr"
    assert holdings.entry("trotsky").variants == ("Trotsky", "Trotzki")
    holdings.save(registers_first=True)
    assert "nothing to mend" in console.run("pecia validate tei/register", edition.parent)


def test_openrefines_exports_are_read_back() -> None:
    tsv = b"id\tname\tname id\tGND\nstalin\tJoseph Stalin\tQ855\t118642499\n\t\t\t118640402\n"
    [record] = read_table(Source("t.tsv", tsv), form="csv", kind="person", columns={"name id": "wikidata"}).records
    assert record == Record("stalin", "person", "Joseph Stalin", (), record.numbers)
    assert record.numbers == (("GND", "118642499"), ("GND", "118640402"), ("Wikidata", "Q855"))
    rows = {
        "rows": [{"id": "stalin", "name": "A|B", "variants": "S|T", "Wikidata": "http://www.wikidata.org/entity/Q855"}]
    }
    [record] = read_table(Source("t.json", json.dumps(rows).encode()), form="jsonl").records
    assert (record.name, record.variants, record.numbers) == ("A|B", ("S", "T"), (("Wikidata", "Q855"),))


def test_what_a_spreadsheet_makes_of_a_table_is_read_as_well() -> None:
    content = "\ufeffID;Name;Variants;gnd\r\nkirov;Kirov;S. M. Kirov;\r\n;;;\r\n"
    [record] = read_table(Source("t.csv", content.encode()), form="csv", kind="person").records
    assert (record.id, record.name, record.variants) == ("kirov", "Kirov", ("S. M. Kirov",))


@pytest.mark.parametrize(
    ("content", "form", "error", "trouble"),
    [
        (b"a,b\n1,2\n", "csv", UsageError, "neither a column id nor name"),
        (b"name,name\nx,y\n", "csv", SourceError, "two columns 'name'"),
        (b"id,name\nx,y,z\n", "csv", SourceError, "t:2: has 3 cells for 2 columns"),
        (b"id,kind\nx,animal\n", "csv", SourceError, "t:2: 'animal' is no kind"),
        (b'id,name\n"x,y\n', "csv", SourceError, "is no CSV"),
        (b"\r\x00", "csv", SourceError, "has 1 cells for 0 columns"),
        (b"id,name\n\xff,y\n", "csv", SourceError, "is not UTF-8"),
        (b'{"id": "x"}\n[1]\n', "jsonl", SourceError, "t:2: is no object"),
        (b'{"id": \n', "jsonl", SourceError, "is no JSON"),
        (b"[" * 100_000, "jsonl", SourceError, "is no JSON"),
        (b'{"rows": 5}', "jsonl", SourceError, "is no "),
    ],
)
def test_what_is_no_table_says_why(content: bytes, form: str, error: type[Exception], trouble: str) -> None:
    with pytest.raises(error, match=trouble):
        read_table(Source("t", content), form=form)


def test_a_column_that_is_not_there_or_means_nothing_is_refused() -> None:
    for columns in ({"nome": "name"}, {"name": "colour"}):
        with pytest.raises(UsageError, match=r"no such column|a column is id, kind"):
            read_table(Source("t", b"name\nx\n"), form="csv", columns=columns)


@given(st.binary(max_size=200), st.sampled_from(["csv", "jsonl"]))
def test_whatever_bytes_come_it_is_a_table_or_an_error_for_an_editor(content: bytes, form: str) -> None:
    with contextlib.suppress(SourceError, UsageError):
        read_table(Source("t", content), form=form, kind="person")


_FEW = st.lists(
    st.builds(
        Record,
        id=st.sampled_from(["", "a", "b"]),
        kind=st.sampled_from(["person", "place"]),
        name=st.sampled_from(["A", "B", "C D"]),
        variants=st.lists(st.sampled_from(["B", "E", "F"]), unique=True, max_size=2).map(tuple),
        numbers=st.lists(
            st.sampled_from([("GND", "118642499"), ("GND", "118640402"), ("URI", "x"), ("URI", "y")]),
            unique=True,
            max_size=2,
        ).map(ordered),
        details=st.sampled_from([(), (("birth", "1900"),), (("birth", "1901"), ("note", "N")), (("geo", "1 2"),)]),
    ),
    max_size=6,
)


_OWN = {"A": ("118642499", "x"), "B": ("118640402",), "C D": ("y",)}


@given(_FEW, st.sampled_from(["", "import"]), st.booleans())
def test_what_was_taken_in_once_brings_nothing_new_the_second_time(
    records: list[Record], prefer: str, by_id: bool
) -> None:
    # In one file an id, and a number, stands for one thing.
    records = [
        replace(
            record,
            id=record.id and f"{record.kind}-{record.name[0].lower()}",
            numbers=tuple(pair for pair in record.numbers if pair[1] in _OWN[record.name]),
        )
        for record in records
    ]
    content = b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><standOff>\n</standOff></TEI>'
    document = Checked("a.xml", parse(content, "a.xml"), content)
    holdings = Holdings(Path(), None, [document])
    for _ in range(2):
        importer = Importer(holdings, prefer=prefer, by_id=by_id)
        taken = [importer.take(record) for record in records]
        importer.finish()
        made = holdings.changed()[0][1] if holdings.changed() else content
        read = parse(made, "a.xml")
        assert len(set(read.xpath("//@xml:id"))) == len(read.xpath("//@xml:id"))
    again = parse(made, "a.xml")
    if prefer:
        return  # Where two rows contradict each other, each overwrites the other, every time.
    assert not [each for each in taken if each.gains], [each for each in taken if each.gains]
    assert [e.get(XML_ID) for e in entries.entries_in(again)] == [e.id for e in holdings.entries]


def test_a_number_that_comes_in_says_who_brought_it_where_somebody_is_named(edition: Path) -> None:
    sheet = b"id,Wikidata\nbukharin,http://www.wikidata.org/entity/Q313077\n"
    holdings, _ = _import(edition, Source("s.csv", sheet), "csv", by="Ada Example")
    [idno] = holdings.entry("bukharin").element.iter("{*}idno")
    assert (idno.get("type"), idno.get("resp"), idno.text) == ("Wikidata", "#ada-example", "Q313077")
