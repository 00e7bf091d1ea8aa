"""What the classifier is measured beside: a regular expression for each label, and TF-IDF with logistic regression over whole messages."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from outreach_lint.training.evaluate import LABELS, Judged
from outreach_lint.training.scores import Score, score

_ASKS = r"\b(?:could|can|would|will) you\b|\bplease\b|\blet me know\b|\bi(?:'d| would) (?:love|like|appreciate)\b|\bwondering (?:if|whether)\b"
_ABOUT = r"\byour (?:\w+ ){0,2}(?:talk|post|article|paper|work|book|project|podcast|episode|research|blog)\b"
_GREETING = r"^\s*(?:hi|hello|hey|dear)\b[^,\n]*[,\n]\s*"
# A line each, written in good faith: what a person would try first.
REGEXES = {
    "opens-with-request": rf"{_GREETING}[^.!?\n]*(?:{_ASKS})",
    "request-before-reference": rf"^(?:(?!{_ABOUT}).)*?(?:{_ASKS})",
    "contains-request": _ASKS,
    "job-ask": r"\b(?:job|position|opening|vacancy|internship|referral|refer me|hiring|my (?:resume|cv))\b",
    "specific-reference": _ABOUT,
    "asks-about-recipient": r"\b(?:how|what|why|when) (?:did|do|are|were|made) you\b",
    "introduces": r"\b(?:i am|i'm|my name is)\b",
    "offers": r"\bi (?:can|could|am happy to|would be glad to) (?:send|share|help|offer|introduce)\b",
    "pitch": r"\bwe (?:help|offer|provide|build|are hiring|are looking for)\b|\bour (?:product|platform|service|company|team)\b",
}


def regex_scores(judged: Sequence[Judged]) -> list[Score]:
    """Each message label by its regular expression."""
    patterns = {name: re.compile(pattern, re.IGNORECASE | re.DOTALL) for name, pattern in REGEXES.items()}
    return [
        score(name, [one.truth[name] for one in judged], [bool(patterns[name].search(one.text)) for one in judged])
        for name in LABELS
    ]


def bag_of_words_scores(train: Sequence[tuple[str, dict[str, bool]]], judged: Sequence[Judged]) -> list[Score]:
    """Each message label by TF-IDF over words and pairs of words, learnt from whole messages and their labels."""
    scores = []
    for name in LABELS:
        model = make_pipeline(
            TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True), LogisticRegression(C=10, max_iter=1000)
        )
        model.fit([text for text, _ in train], [labels[name] for _, labels in train])
        found = model.predict([one.text for one in judged])
        scores.append(score(name, [one.truth[name] for one in judged], [bool(value) for value in found]))
    return scores
