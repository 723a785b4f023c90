"""The hand-check as one sees it: a sentence to be labelled, and then how well the scores agree with the labels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html

from dashboard import names
from dashboard.types import Label
from dashboard.web.components.aria import aria
from dashboard.web.hand_check import NUMBERS, Draw, Item, Key, Progress
from dashboard.web.stamp import narrowed, span_asked
from dashboard.web.wording import counted

# Action, key, and label; the ids are "m-" and the action.
LABELS: tuple[tuple[str, str, Label], ...] = (("negative", "1", -1), ("neutral", "2", 0), ("positive", "3", 1))
WORDS: Mapping[int, str] = {label: word for word, _, label in LABELS}

_GUIDE = (
    (
        "Negative",
        "The sentence blames, accuses or threatens the country, shows it doing wrong, failing, weak or dangerous, "
        "also when a speaker does so and nobody answers.",
    ),
    (
        "Neutral",
        "The country is a place, a topic, a victim or the one who speaks; praise and blame cancel; or you are torn.",
    ),
    ("Positive", "Praise, credit, courage, help, success, or a friendship sought for the country's merits."),
)


def start_form(judged: int) -> Any:
    """The choice of how many mentions to draw, a button to begin, and a way to take the judgements along."""
    so_far = f"This store holds {counted(judged, 'judged mention')}." if judged else "No mention was judged yet."
    return html.Div(
        [
            html.Div(
                [
                    dmc.Select(
                        id="m-number",
                        label="Mentions to draw",
                        data=[{"value": str(number), "label": str(number)} for number in NUMBERS],
                        value=str(NUMBERS[0]),
                        allowDeselect=False,
                        w=150,
                    ),
                    dmc.Button("Draw a sample", id="m-draw"),
                ],
                className="wt-form",
            ),
            html.P(so_far, className="wt-caption"),
            download(),
        ]
    )


def download() -> Any:
    """The button that saves all judgements of the store as a file."""
    return html.Div(
        [
            dmc.Button("Save all judgements (JSON Lines)", id="m-save", variant="default", size="xs", mt="xs"),
            html.Div(id="m-saved", className="wt-caption", **aria(live="polite")),
            dcc.Download(id="m-file"),
        ]
    )


def check(draw: Draw, items: Sequence[Item], progress: Progress, labelled: Mapping[Key, Label], result: Any) -> Any:
    """The page on which one labels; `result` is shown beneath where nothing is left to label."""
    return dmc.Stack(
        [
            html.Div(
                [
                    dmc.Title("Hand-check", order=1, size="h2"),
                    html.P(
                        [
                            f"{counted(len(items), 'mention')} drawn by chance, one an article: "
                            f"{in_words(draw)}. Each label is stored as you give it; scores stay hidden until you ask "
                            "for them. ",
                            dcc.Link("Back to the method", href="/method#hand-check"),
                        ],
                        className="wt-lede",
                    ),
                ]
            ),
            dmc.Paper(
                [
                    html.Div(shown(items, progress, labelled, 0), id="m-item", className="wt-check", **_live()),
                    _buttons(progress.at is None, bool(left_of(items, labelled))),
                    _keys(),
                    dcc.Store(id="m-state", data=state(progress, 0)),
                ],
                withBorder=True,
                p="lg",
            ),
            html.Div(result, id="m-result", className="wt-stack", **aria(live="polite")),
            download(),
        ],
        gap="md",
    )


def in_words(draw: Draw) -> str:
    """From what was drawn, and by which seed."""
    query = draw.query
    countries = ", ".join(names.country_name(code) for code in query.countries) or "all countries"
    narrower = narrowed(replace(query, measure="tone", baseline="raw"))
    return "; ".join((countries, span_asked(query.start, query.end), *narrower, f"seed {draw.seed}"))


def state(progress: Progress, step: int) -> dict[str, Any]:
    """What the browser keeps between two labels; `step` counts what it was shown."""
    return {"at": progress.at, "path": list(progress.path), "step": step}


def shown(items: Sequence[Item], progress: Progress, labelled: Mapping[Key, Label], step: int) -> Any:
    """The mention to be labelled, or what to do when all were shown; the key script reads the step."""
    given = len(items) - left_of(items, labelled)
    if progress.at is None:
        left = f"{counted(len(items) - given, 'mention')} skipped" if given < len(items) else "none skipped"
        return html.Div(
            [
                dmc.Title("The sample is through", order=2, size="h4"),
                html.P(f"{given} of {len(items)} mentions judged, {left}.", className="wt-finding"),
            ],
            **_step(step),
        )
    item = items[progress.at]
    name = names.country_name(item.country)
    before = labelled.get(item.key)
    note = "" if before is None else f"You said {WORDS[before]}. Another label replaces it; “skip” leaves it."
    return html.Div(
        [
            html.P(f"Mention {progress.at + 1} of {len(items)} · {given} judged", className="wt-caption"),
            dmc.Progress(value=100 * given / len(items), size="sm", mb="md", **aria(label="Mentions judged")),
            dmc.Title(["How does this sentence speak of ", html.Span(name), "?"], order=2, size="h4"),
            html.Blockquote(list(sentence(item)), className="wt-text wt-quote"),
            html.P(note, className="wt-caption wt-note"),
        ],
        className="wt-check-item",
        **_step(step),
    )


def left_of(items: Sequence[Item], labelled: Mapping[Key, Label]) -> int:
    """How many of the mentions have no label yet."""
    return sum(item.key not in labelled for item in items)


def sentence(item: Item) -> Iterator[Any]:
    """The sentence with the country's mentions marked, the drawn one as the target."""
    at = 0
    for start, end in item.mentions:
        yield item.sentence[at:start]
        own = (start, end) == (item.start, item.end)
        yield html.Mark(item.sentence[start:end], className="wt-mention wt-own" if own else "wt-mention")
        at = end
    yield item.sentence[at:]


def _buttons(through: bool, left: bool) -> Any:
    labels = [
        dmc.Button(
            [word.capitalize(), dmc.Kbd(key, ml="xs", size="xs")],
            id=f"m-{word}",
            variant="default",
            className=f"wt-label wt-{word}",
            **aria(keyshortcuts=key),
        )
        for word, key, _ in LABELS
    ]
    return html.Div(
        [
            html.Div(labels, id="m-labels", hidden=through, className="wt-labels", role="group", **aria(label="Label")),
            html.Div(
                [
                    dmc.Button("Judge the skipped ones", id="m-again", variant="default", disabled=not left),
                    dmc.Button("Draw another sample", id="m-another", variant="default"),
                ],
                id="m-end",
                hidden=not through,
                className="wt-labels",
            ),
            html.Div(
                [
                    _small("Step back", "undo", "u"),
                    html.Div(
                        [
                            _small("Skip", "skip", "s"),
                            dmc.Button("Agreement so far", id="m-show", variant="default", size="xs"),
                        ],
                        id="m-skipping",
                        hidden=through,
                    ),
                ],
                className="wt-labels wt-others",
            ),
        ]
    )


def _small(words: str, name: str, key: str) -> Any:
    kbd = dmc.Kbd(key, ml="xs", size="xs")
    return dmc.Button([words, kbd], id=f"m-{name}", variant="default", size="xs", **aria(keyshortcuts=key))


def _keys() -> Any:
    guide = [html.Li([html.Strong(word + ". "), words]) for word, words in _GUIDE]
    return html.Div(
        [
            html.Details(
                [
                    html.Summary("What counts as what"),
                    html.Ul(guide),
                    html.P(
                        "Judge only toward the marked country, as the state, its government and its people, and only "
                        "by this sentence: in “Russia bombed Ukraine”, Russia is negative, Ukraine neutral.",
                        className="wt-caption",
                    ),
                ],
                className="wt-details",
            ),
            dmc.Switch(
                id="m-keys",
                checked=True,
                label="Keys: 1 or n negative, 2 or 0 neutral, 3 or p positive, u back, s skip",
                size="sm",
                mt="sm",
            ),
        ],
        className="wt-check-foot",
    )


def _step(step: int) -> dict[str, Any]:
    return {"data-step": str(step)}


def _live() -> dict[str, Any]:
    return aria(live="polite", atomic="true")
