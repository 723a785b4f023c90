"""Points at marks of charts as a reader does: until their words show."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as TooLate
from serving import settle

_TRIES = 20


def press(page: Page, place: Callable[[], tuple[float, float]]) -> None:
    """Points at a place until words show there, and clicks it.

    Where it is is asked anew each time: a busy page may still be moving when it was asked first. Each time the pointer
    comes from the window's corner, where no words show: a chart looks where the pointer is at most every 50 ms and
    takes a click for what it saw last, so that words of another mark would be clicked.
    """
    for _ in range(_TRIES):
        left, top = place()
        page.mouse.move(1, 1)
        expect(page.locator(".hoverlayer .hovertext")).to_have_count(0)
        page.mouse.move(left, top)
        try:
            page.wait_for_selector(".hoverlayer .hovertext", timeout=1_500)
        except TooLate:
            continue
        if place() == (left, top):
            page.mouse.click(left, top)
            return
    raise AssertionError(f"no words showed at {place()} in {_TRIES} tries")


def press_mark(page: Page, mark: Locator) -> None:
    """Brings a mark to the middle of the window, points at it until its words show, and clicks it."""

    def middle() -> tuple[float, float]:
        mark.evaluate("mark => mark.scrollIntoView({block: 'center', behavior: 'instant'})")
        box = mark.bounding_box()
        assert box is not None
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    mark.scroll_into_view_if_needed()
    settle(page)
    press(page, middle)
