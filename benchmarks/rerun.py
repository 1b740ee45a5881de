"""What a run costs that finds every page unchanged, and one that finds a single page edited, beside the first run.

    python -m benchmarks.rerun [--pages 2000]

Makes plain-text pages from the lexicon's names and a few kinds of sentence, builds a knowledge base of them, and builds it
again. The figures are CPU seconds of the whole run, without what starting costs: the same over one page. All work is
done in one process, since what forked workers use cannot be asked for. The unchanged run is to cost at most 5 % of the
first.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from pydantic import ConfigDict

from pipeline.knowledge import Entry, read_lines

ROOT = Path(__file__).resolve().parent.parent
_PARTS = ("knee", "hip", "ankle", "shoulder", "neck", "wrist", "elbow", "lower back", "calf", "foot", "groin", "shin")
_STATES = ("pain", "stiffness", "swelling", "soreness", "weakness")
_CAUSES = (
    "{state} in the {part} is often caused by {habit}.",
    "{habit} can lead to {part} {state}.",
    "Many people blame {part} {state} on {habit}, and with reason: it strains the joint for {number} hours a day.",
    "The {part} also suffers from {habit}.",
)
_HABITS = (
    "sitting for {number} hours", "running on hard ground", "lifting heavy boxes", "weak muscles around the {part}",
    "worn shoes", "poor posture at the desk", "a sudden twist of the {part}", "too little sleep", "tight {part} muscles",
    "carrying a bag of {number} kilos on one side",
)
_ADVICE = (
    "You should rest the {part} for {number} days.", "Apply ice to the {part} for {number} minutes after training.",
    "Avoid {habit} while the {part} hurts.", "Warm up for {number} minutes before you train the {part}.",
    "See a doctor if the {part} is still sore after {number} weeks.", "Do not stretch the {part} into sharp pain.",
    "Take a break every {number} minutes when you work at a desk.",
)
_STEPS = (
    "Stand with your feet apart.", "Lie on your back with your knees bent.", "Bend the {part} slowly.",
    "Lift your arms to shoulder height.", "Hold for {number} seconds.", "Lower the leg with control.",
    "Repeat {number} times on each side.", "Breathe out as you push.",
)
_FILLING = (
    "The clinic sees {number} people a week with this trouble.", "Nobody needs a gym for what follows.",
    "A sore {part} spoils many a walk, as every walker of {number} years can tell.",
    "The {part} is a joint that most of us forget until it hurts.", "What follows takes {number} minutes of your day.",
)


class _Name(Entry):
    """What is read of the lexicon here."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    name: str


def page(number: int) -> str:
    """Return the text of a page, the same for the same number.

    >>> page(3) == page(3) != page(4)
    True
    """
    choice = random.Random(number)
    names = read_lines("exercises.jsonl", _Name)

    def say(sentence: str) -> str:
        while "{" in sentence:
            sentence = sentence.format(
                part=choice.choice(_PARTS),
                state=choice.choice(_STATES),
                habit=choice.choice(_HABITS),
                number=choice.randint(2, 60),
            )
        return sentence[0].upper() + sentence[1:]

    def some(kinds: tuple[str, ...], count: int) -> str:
        return " ".join(say(sentence) for sentence in choice.choices(kinds, k=count))

    lines = [say("{part} {state}: {number} things to know"), some(_FILLING, 3), some(_CAUSES, 3), some(_FILLING, 2)]
    for place, entry in enumerate(choice.sample(names, 4), 1):
        lines += [f"{place}. {entry.name.capitalize()}", some(_STEPS, 4)]
    return "\n\n".join([*lines, some(_ADVICE, 4), some(_FILLING, 2)]) + "\n"


def cpu(raw: Path, output: Path) -> float:
    """Run the pipeline and return its CPU seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "pipeline", str(raw), "--output", str(output), "--quiet", "--workers", "1"]
    subprocess.run(command, check=True, cwd=ROOT)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=2000)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        raw, one = Path(folder, "raw"), Path(folder, "one")
        raw.mkdir()
        one.mkdir()
        (one / "page.txt").write_text(page(0), encoding="utf-8")
        for number in range(args.pages):
            (raw / f"{number:05}.txt").write_text(page(number), encoding="utf-8")
        start, again = (cpu(one, Path(folder, "one-out")) for _ in range(2))
        first = cpu(raw, Path(folder, "out")) - start
        unchanged = cpu(raw, Path(folder, "out")) - again
        (raw / "00000.txt").write_text(page(args.pages), encoding="utf-8")
        edited = cpu(raw, Path(folder, "out")) - start
    print(f"{args.pages} pages; CPU seconds beyond the {start:.2f} (nothing changed: {again:.2f}) that one page costs")
    print(f"first run      {first:8.2f}")
    for name, seconds in (("nothing new", unchanged), ("one page new", edited)):
        print(f"{name:14} {seconds:8.2f}  {100 * seconds / first:6.2f} % of the first")


if __name__ == "__main__":
    main()
