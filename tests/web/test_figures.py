import itertools
import json
from datetime import date

from dashboard.types import Point
from dashboard.web import figures, theme

NAMES = {"RUS": "Russia", "UKR": "Ukraine"}


def point(month: int, articles: int, mean: float, country: str = "RUS") -> Point:
    banded = articles >= 5
    return Point(
        country,
        f"2023-{month:02}",
        date(2023, month, 1),
        articles,
        mean,
        mean - 0.1 if banded else None,
        mean + 0.1 if banded else None,
    )


LINE = [point(1, 9, -0.2), point(2, 7, -0.1), point(3, 2, 0.4), point(5, 6, 0.0)]


def traces(figure: figures.Figure, kind: str) -> list[dict[str, object]]:
    return [trace for trace in figure["data"] if trace["type"] == kind]


def test_a_month_without_articles_is_a_gap_not_a_zero() -> None:
    figure = figures.tone_lines({"RUS": LINE}, "month", NAMES, "axis")
    line = next(trace for trace in figure["data"] if trace.get("mode") == "lines+markers")
    assert line["x"] == ["2023-01-01", "2023-02-01", "2023-03-01", "2023-04-01", "2023-05-01"]
    assert line["y"] == [-0.2, -0.1, 0.4, None, 0.0]
    assert line["connectgaps"] is False


def test_few_articles_make_an_open_mark_and_no_band() -> None:
    figure = figures.tone_lines({"RUS": LINE}, "month", NAMES, "axis")
    band, line = figure["data"][0], figure["data"][1]
    assert line["marker"]["symbol"][2] == "circle-open"
    assert line["marker"]["symbol"][0] == "circle"
    assert band["x"] == ["2023-01-01", "2023-02-01", "2023-02-01", "2023-01-01", None]
    assert line["error_y"]["array"] == [None, None, None, None, 0.1]


def test_bars_count_articles_and_every_mark_knows_its_period() -> None:
    figure = figures.tone_lines({"RUS": LINE, "UKR": [point(2, 5, 0.1, "UKR")]}, "month", NAMES, "axis")
    bars = traces(figure, "bar")
    assert [bar["y"] for bar in bars] == [[9, 7, 2, 6], [5]]
    assert bars[1]["customdata"] == [["UKR", "2023-02-01", "2023-02-28"]]


def test_names_at_the_ends_of_lines_do_not_overprint() -> None:
    lines = {code: [point(1, 9, 0.001 * i, code)] for i, code in enumerate(["AAA", "BBB", "CCC", "DDD"])}
    figure = figures.tone_lines(lines, "month", {code: code for code in lines}, "axis")
    heights = sorted(label["y"] for label in figure["layout"]["annotations"])
    low, high = figure["layout"]["yaxis"]["range"]
    assert all(b - a > 0.05 * (high - low) for a, b in itertools.pairwise(heights))
    assert {label["font"]["color"] for label in figure["layout"]["annotations"]} == set(theme.LINES[:4])


def test_the_map_never_asks_for_bounds_and_keeps_a_fixed_range() -> None:
    figure = figures.tone_map([point(1, 9, -0.2)], NAMES, "Tone")
    assert figure["layout"]["geo"]["fitbounds"] is False
    (trace,) = figure["data"]
    assert (trace["zmin"], trace["zmax"]) == (-theme.TONE_RANGE, theme.TONE_RANGE)


def test_the_ranking_goes_from_negative_to_positive_with_counts() -> None:
    ranking = [point(1, 12, 0.3, "UKR"), point(1, 1_200, -0.3, "RUS")]
    (trace,) = figures.ranked(ranking, NAMES, ["UKR"], "axis")["data"]
    assert trace["y"] == ["Russia (1,200)", "Ukraine (12)"]
    assert trace["marker"]["color"] == ["#868e96", theme.LINES[0]]


def test_figures_of_nothing_are_figures() -> None:
    for figure in (
        figures.tone_lines({"RUS": []}, "month", NAMES, "axis"),
        figures.tone_map([], NAMES, "Tone"),
        figures.ranked([], NAMES, [], "axis"),
    ):
        assert json.loads(json.dumps(figure)) == figure


def test_tones_read_with_sign_and_word() -> None:
    assert [theme.signed(value) for value in (-0.304, 0.0, 0.004, 0.2)] == ["−0.30", "0.00", "0.00", "+0.20"]
    assert [theme.tone_word(value) for value in (-0.2, 0.19, 0.2)] == ["negative", "neutral", "positive"]
