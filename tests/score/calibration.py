"""How often a claim is right when it says `high`, `medium` or `low`, by gold and kind; which kinds are taken for which;
and the errors, the surest and the commonest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from score.gold import LEVELS, TAGS, Verdict

PROMISED = 98.0
"""Of the claims with `high`, so many in a hundred are right: what `docs/certainty.md` promises."""


@dataclass(frozen=True, slots=True)
class Level:
    """Of one kind and certainty: how many claims, and how many of them right (a date with its value)."""

    tag: str
    certainty: str
    claims: int
    right: int

    @property
    def share(self) -> float:
        return 100 * self.right / max(1, self.claims)


def levels(found: Iterable[Verdict]) -> tuple[Level, ...]:
    """The claims that count, by kind and certainty; a kind or level without one is left out."""
    claims: Counter[tuple[str, str]] = Counter()
    right: Counter[tuple[str, str]] = Counter()
    for verdict in found:
        if verdict.outcome in ("right", "false"):
            claims[verdict.tag, verdict.certainty] += 1
            right[verdict.tag, verdict.certainty] += verdict.outcome == "right" and verdict.valued is not False
    return tuple(
        Level(tag, level, claims[tag, level], right[tag, level])
        for tag in TAGS
        for level in LEVELS
        if claims[tag, level]
    )


def calibration(by_gold: dict[str, Sequence[Verdict]]) -> Iterator[str]:
    """The table, and below it what stands below its promise."""
    yield f"{'gold':22} {'kind':10} {'cert':7} {'claims':>6} {'right':>6}"
    for name, found in by_gold.items():
        for level in levels(found):
            low = "  below its promise" if level.certainty == "high" and level.share < PROMISED else ""
            row = f"{level.tag:10} {level.certainty:7} {level.claims:6} {level.share:6.1f}{low}"
            yield f"{name:22} {row}"


def confusion(found: Sequence[Verdict]) -> Iterator[str]:
    """What the gold has (rows) by what was made of it: the same stretch, another stretch, or nothing."""
    columns = [*(f"={tag}" for tag in TAGS), *(f"~{tag}" for tag in TAGS), "nothing"]
    table = {tag: Counter[str]() for tag in (*TAGS, "nothing")}
    for verdict in found:
        if verdict.outcome == "right":
            table[verdict.tag][f"={verdict.tag}"] += 1
        elif verdict.outcome == "missed":
            table[verdict.tag][f"{'=' if verdict.exact else '~'}{verdict.beside}" if verdict.beside else "nothing"] += 1
        elif verdict.outcome == "false" and not verdict.beside:
            table["nothing"][f"={verdict.tag}"] += 1
    used = [name for name in columns if any(row[name] for row in table.values())]
    yield f"{'gold / made':12}" + "".join(f"{name:>12}" for name in used)
    for tag, row in table.items():
        if row:
            yield f"{tag:12}" + "".join(f"{row[name] or '.':>12}" for name in used)


def errors(found: Sequence[Verdict], tag: str, most: int = 20) -> Iterator[str]:
    """The worst: false claims by how sure they were and how often they come, then what is missed most."""
    groups: dict[tuple[str, str, str], list[Verdict]] = {}
    for verdict in found:
        if verdict.tag == tag and (verdict.outcome in ("false", "missed") or verdict.valued is False):
            kind = verdict.outcome if verdict.outcome != "right" else "wrong value"
            groups.setdefault((kind, verdict.words, verdict.certainty), []).append(verdict)
    ranks = {level: rank for rank, level in enumerate(LEVELS)}
    ordered = sorted(groups.items(), key=lambda group: (-len(group[1]), ranks.get(group[0][2], 1), group[0]))
    for (kind, _, certainty), group in ordered[:most]:
        first = group[0]
        taken = f" ({'marked as' if kind == 'missed' else 'in the gold'} {first.beside})" if first.beside else ""
        why = f" because {'; '.join(first.evidence[:2])}" if first.evidence else ""
        yield f"{len(group):3} × {kind} {certainty}: {first.context}{taken}{why}"
    if len(ordered) > most:
        yield f"    and {len(ordered) - most} more"
