"""The persons of the acceptance chapter in the order in which it names them, counted by hand: facts, no sentence."""

from __future__ import annotations

from difflib import SequenceMatcher

from score.gold import ROOT, Row, annotated

SEED = ROOT.parent / "shared" / "seed" / "chapter.txt"
PERSONS = """
Stalin, Stalin, Ryutin, Stalin, Ryutin, Ryutin, Ryutin, Stalin, Stalin, Slepkov, Yan Sten, Zinoviev, Kamenev,
Ter-Vaganyan, Mrachkovsky, Uglanov, Stalin, Ryutin, Stalin, Ryutin, Ryutin, Stalin, Ryutin, Kirov, Kirov,
Ordzhonikidze, Kuibyshev, Kossior, Kalinin, Rudzutak, Stalin, Kaganovich, Molotov, Andreyev, IChrushchev, Stalin,
Nazaretyan, Ordzhonikidze, Stalin, Kirov, Kuibyshev, Stalin, Ryutin, Lenin, Zinoviev, Kamenev, Bukharin, Lenin,
Stalin, Ryutin, Ryutin, Stalin, Ryutin, Kirov, Zinoviev, Kamenev, Zinoviev, Kamenev, Uglanov, Ryutin, Ryutin, Stalin,
Zinoviev, Kamenev, Ivan Smirnov, Smilga, Mrachkovsky
"""
DEBATABLE = {"BukharinRykov", "Bukharin", "Rykov"}
"""Of the compound that the scan glued together: it names two persons in one word, and counts neither way."""


def persons() -> tuple[list[str], list[str]]:
    """What the chapter has, and what is found in it, without what is debatable."""
    text = SEED.read_text("utf-8")
    document = annotated(Row("chapter", "en", text, ()))
    found = [document.covered(a.span) for a in document.of_kind("persName")]
    at = text.find("BukharinRykov")
    glued = [document.covered(a.span) for a in document.of_kind("persName") if at <= a.span.start < at + 13]
    for word in glued:
        assert word in DEBATABLE
        found.remove(word)
    wanted = [" ".join(name.split()) for name in PERSONS.split(",")]
    return wanted, found


def f1() -> float:
    """Of the names in their order, in per cent."""
    wanted, found = persons()
    same = sum(block.size for block in SequenceMatcher(None, wanted, found, autojunk=False).get_matching_blocks())
    return 200 * same / (len(wanted) + len(found))
