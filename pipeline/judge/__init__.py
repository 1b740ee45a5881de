"""Whether a candidate is a fact: learned weights over its signs, one line a sign, and the reasons for each verdict."""

from __future__ import annotations

from pipeline.judge.candidate import Candidate
from pipeline.judge.weights import Judge, Verdict, judge_of

__all__ = ["Candidate", "Judge", "Verdict", "judge_of"]
