"""From annotated pages to examples: candidates of each kind with their labels, claims of exercises out of fold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from pipeline.judge import Candidate, Judge, Verdict
from pipeline.kinds import KINDS, Kind
from pipeline.outline import Outline, outline
from pipeline.settings import load
from pipeline.text.sentence import load_model
from training.facts.dataset import AnnotatedPage
from training.facts.labelling import label
from training.facts.learning import STRENGTH, Example, learn
from training.facts.scorer import Scorer

FOLDS = 5
# What is learned from pages of each source. Readers of sentences noted no names of exercises. Pages of our own are tidier
# than real ones: on sites left out they gain for causes (F1 .807 to .819) and for the precision of exercises (.91 to .95),
# and cost for advice.
LEARNED = {"gold": ("exercises", "causes", "advice"), "digests": ("causes", "advice"), "own": ("exercises", "causes")}
# From which probability on a candidate is kept; chosen on folds (`python -m training.facts.cross_validate --thresholds`).
THRESHOLDS = {"exercises": 0.42, "causes": 0.45, "advice": 0.5}


@dataclass(slots=True)
class ReadPage:
    """An annotated page read: its outline, and candidates and labels by kind."""

    page: AnnotatedPage
    outline: Outline
    candidates: dict[str, list[Candidate]] = field(default_factory=dict)
    labels: dict[str, list[int]] = field(default_factory=dict)
    verdicts: dict[str, list[Verdict]] = field(default_factory=dict)

    def kept(self, kind: str) -> list[tuple[Candidate, Verdict]]:
        """Return the candidates of a kind that were judged and kept."""
        pairs = zip(self.candidates[kind], self.verdicts[kind], strict=True)
        return [(candidate, verdict) for candidate, verdict in pairs if verdict.kept]


def folds(pages: Sequence[AnnotatedPage]) -> dict[str, int]:
    """Return the fold of each site: sites stay together, folds hold about the same number of words."""
    sizes = Counter[str]()
    for page in pages:
        if page.source == "gold" and page.site is not None:
            sizes[page.site] += len(page.article.text)
    loads = [0] * FOLDS
    found: dict[str, int] = {}
    for site, size in sorted(sizes.items(), key=lambda item: (-item[1], item[0])):
        fold = min(range(FOLDS), key=lambda n: (loads[n], n))
        found[site] = fold
        loads[fold] += size
    return found


def judged(pages: Sequence[AnnotatedPage], scorer: Scorer, note: Callable[[str], None] = print) -> list[ReadPage]:
    """Return the pages with the candidates of all kinds, each judged by weights that learned nothing from its site."""
    nlp = load_model(load().extract.model)
    read = [ReadPage(page, outline(page.article, nlp)) for page in pages]
    fold_of = folds(pages)
    for kind in KINDS:
        for one in read:
            asked = one.page.source != "own" or kind.name in LEARNED["own"]
            claims = {} if kind.claims_first else _claims(one)
            one.candidates[kind.name] = kind.propose(one.outline, claims) if asked else []
            one.labels[kind.name] = label(one.page, kind.name, one.candidates[kind.name], scorer)
        _judge(read, kind, fold_of)
        note(f"{kind.name}: {sum(len(one.candidates[kind.name]) for one in read)} candidates")
    return read


def _claims(one: ReadPage) -> dict[tuple[int, int], str]:
    found: dict[tuple[int, int], str] = {}
    for kind in KINDS:
        if kind.claims is not None and kind.name in one.verdicts:
            found.update(kind.claims(one.outline, one.kept(kind.name)))
    return found


def _judge(read: Sequence[ReadPage], kind: Kind, fold_of: dict[str, int]) -> None:
    for fold in range(FOLDS):
        others = [one for one in read if fold_of.get(one.page.site or "") != fold]
        judge = _learn(others, kind.name)
        for one in read:
            # pages of no fold are only learned from; the first fold's weights judge them
            if fold_of.get(one.page.site or "", 0) == fold:
                one.verdicts[kind.name] = [judge.verdict(candidate.signs) for candidate in one.candidates[kind.name]]


def examples(read: Sequence[ReadPage], kind: str) -> list[Example]:
    """Return what is learned from pages about a kind."""
    found = []
    for one in read:
        if kind not in LEARNED[one.page.source]:
            continue
        pairs = zip(one.candidates[kind], one.labels[kind], strict=True)
        found += [Example(one.page.name, candidate.signs, value) for candidate, value in pairs]
    return found


def final(read: Sequence[ReadPage], kind: str) -> Judge:
    """Return the judge learned from all pages."""
    return _learn(read, kind)


def _learn(read: Sequence[ReadPage], kind: str) -> Judge:
    return learn(examples(read, kind), THRESHOLDS[kind], strength=STRENGTH[kind])
