import itertools
import json
from datetime import date

from dashboard.series import Mover, Movers, smooth
from dashboard.types import Note, Point
from dashboard.web import figures, theme
from dashboard.web.figures.parts import tone_ticks

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
    labels = figure["layout"]["annotations"]
    heights = sorted(label["y"] for label in labels)
    low, high = figure["layout"]["yaxis"]["range"]
    assert all(b - a > 0.05 * (high - low) for a, b in itertools.pairwise(heights))
    assert all(theme.country_colour(code) in "".join(label["text"] for label in labels) for code in lines)


def test_the_map_never_asks_for_bounds_and_keeps_a_fixed_range() -> None:
    figure = figures.tone_map([point(1, 9, -0.2)], NAMES, "Tone")
    assert figure["layout"]["geo"]["fitbounds"] is False
    (trace,) = figure["data"]
    assert (trace["zmin"], trace["zmax"]) == (-theme.TONE_RANGE, theme.TONE_RANGE)


def test_the_ranking_goes_from_negative_to_positive_with_counts() -> None:
    ranking = [point(1, 12, 0.3, "UKR"), point(1, 1_200, -0.3, "RUS")]
    (trace,) = figures.ranked(ranking, NAMES, ["UKR"], "axis")["data"]
    assert trace["y"] == ["Russia (1,200)", "Ukraine (12)"]
    assert trace["marker"]["color"] == [theme.UNCHOSEN, theme.country_colour("UKR")]


def test_figures_of_nothing_are_figures() -> None:
    for figure in (
        figures.tone_lines({"RUS": []}, "month", NAMES, "axis"),
        figures.tone_map([], NAMES, "Tone"),
        figures.ranked([], NAMES, [], "axis"),
        figures.movers(None, NAMES, []),
    ):
        assert json.loads(json.dumps(figure)) == figure


def test_the_eight_most_mentioned_countries_have_colours_of_their_own() -> None:
    first = theme.PROMINENT[:8]
    assert len({theme.country_colour(code) for code in first}) == 8
    assert theme.country_colour("RUS") == theme.country_colour("RUS")
    same = [code for code in theme.PROMINENT if theme.country_colour(code) == theme.country_colour("USA")][:3]
    assert list(theme.dashes(same).values()) == ["solid", "dash", "dot"]


def test_a_tone_axis_says_zero_without_a_sign() -> None:
    ticks = tone_ticks(-0.45, 0.3)
    assert ticks["ticktext"] == ["−0.4", "−0.3", "−0.2", "−0.1", "0", "+0.1", "+0.2", "+0.3"]
    assert tone_ticks(-1.05, 1.05)["ticktext"][0] == "−1.0"


def test_a_smoothed_line_keeps_the_raw_dots() -> None:
    smoothed = {"RUS": smooth(LINE, by="month")}
    figure = figures.tone_lines({"RUS": LINE}, "month", NAMES, "axis", smoothed=smoothed)
    line, dots = figure["data"][1], figure["data"][2]
    assert (line["mode"], dots["mode"]) == ("lines", "markers")
    assert dots["y"] == [-0.2, -0.1, 0.4, None, 0.0]
    assert line["y"][3] is None
    assert line["y"][0] == round((9 * -0.2 + 7 * -0.1) / 16, 4)


def test_the_intervals_of_many_lines_are_bars_beside_each_other_and_not_bands() -> None:
    lines = {code: [point(1, 9, 0.1, code), point(2, 9, 0.1, code)] for code in ("RUS", "UKR", "CHN", "USA")}
    names = {code: code for code in lines}
    drawn = figures.tone_lines(lines, "month", names, "axis")["data"]
    assert [trace["opacity"] for trace in drawn if trace.get("meta")] == [0, 0, 0, 0]
    marks = [trace for trace in drawn if trace.get("mode") == "lines+markers"]
    assert [trace["error_y"]["array"] for trace in marks] == [[0.1, 0.1]] * 4
    firsts = [trace["x"][0] for trace in marks]
    assert firsts == sorted(set(firsts))
    assert all(first.startswith("2023-01-") for first in firsts)
    del lines["USA"]
    drawn = figures.tone_lines(lines, "month", names, "axis")["data"]
    assert [trace["opacity"] for trace in drawn if trace.get("meta")] == [1, 1, 1]


def test_the_words_of_notes_stand_in_rows_and_do_not_overprint() -> None:
    notes = [Note(number, date(2023, 1, 5 + number), f"What happened {number}") for number in range(5)]
    layout = figures.tone_lines({"RUS": LINE}, "month", NAMES, "axis", notes=notes)["layout"]
    words = [words for words in layout["annotations"] if "hovertext" in words]
    assert [note["yshift"] for note in words[:3]] == [0, 16, 32]
    assert [note["text"] for note in words[3:]] == ["▾", "▾"]
    assert layout["margin"]["t"] == 12 + 3 * 16
    far = [Note(1, date(2023, 1, 5), "First"), Note(2, date(2023, 5, 20), "Second")]
    layout = figures.tone_lines({"RUS": LINE}, "month", NAMES, "axis", notes=far)["layout"]
    assert layout["margin"]["t"] == 12 + 16


def test_the_words_of_a_note_are_words_and_not_markup() -> None:
    note = Note(1, date(2023, 2, 6), '<a href="javascript:x">R&D</a>' + "long " * 20)
    figure = figures.tone_lines({"RUS": LINE}, "month", NAMES, "axis", narrow=True, notes=[note])
    (words,) = [words for words in figure["layout"]["annotations"] if "hovertext" in words]
    assert "<" not in words["text"] + words["hovertext"]
    assert words["text"].endswith("…")
    assert figure["layout"]["shapes"][-1]["x0"] == "2023-02-06"


def test_against_a_baseline_there_is_no_neutral_strip() -> None:
    figure = figures.tone_lines({"RUS": LINE}, "month", NAMES, "axis", band=None)
    assert figure["layout"]["shapes"] == []


def test_a_figure_carries_its_numbers() -> None:
    bare = figures.ranked([point(1, 12, 0.3)], NAMES, [], "axis")
    meta = figures.with_data(bare, "Title", "stamp", ("a", "b"), [(1, None)])["layout"]["meta"]
    assert meta == {"title": "Title", "stamp": "stamp", "columns": ["a", "b"], "rows": [[1, None]]}
    assert "meta" not in bare["layout"]


def test_movers_go_from_lowest_to_highest_and_know_their_span() -> None:
    found = Movers(
        (date(2023, 1, 1), date(2023, 1, 31)),
        (date(2023, 2, 1), date(2023, 2, 28)),
        (Mover("RUS", 9, 0.0, 7, 0.3, 0.3, 0.1, 0.5), Mover("UKR", 5, 0.0, 6, -0.2, -0.2, -0.5, 0.1)),
    )
    (trace,) = figures.movers(found, NAMES, ["RUS"])["data"]
    assert trace["y"] == ["Ukraine (5 → 6)", "Russia (9 → 7)"]
    assert trace["customdata"][0] == ["UKR", "2023-02-01", "2023-02-28"]


def test_tones_read_with_sign_and_word() -> None:
    assert [theme.signed(value) for value in (-0.304, 0.0, 0.004, 0.2)] == ["−0.30", "0.00", "0.00", "+0.20"]
    assert [theme.tone_word(value) for value in (-0.2, 0.19, 0.2)] == ["negative", "neutral", "positive"]
    assert [theme.tone_word(value, 0) for value in (-0.01, 0, 0.01)] == ["negative", "neutral", "positive"]
