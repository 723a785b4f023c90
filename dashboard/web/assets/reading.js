// Shows the note of a marked word (its data-note) beside it while one points at it or the keyboard is on it. Escape
// puts it away. Screen readers get the same words from aria-description.
(function () {
  "use strict";

  var note = null;

  function holder(target) {
    return target && target.closest ? target.closest("[data-note]") : null;
  }

  function hide() {
    if (note) {
      note.hidden = true;
    }
  }

  function show(mark) {
    if (!note) {
      note = document.createElement("div");
      note.id = "wt-note";
      note.setAttribute("aria-hidden", "true");
      document.body.appendChild(note);
    }
    note.textContent = mark.getAttribute("data-note");
    note.hidden = false;
    var place = mark.getClientRects()[0];
    var size = note.getBoundingClientRect();
    var left = Math.min(Math.max(8, place.left + place.width / 2 - size.width / 2), window.innerWidth - size.width - 8);
    var above = place.top - size.height - 6;
    note.style.left = left + "px";
    note.style.top = (above > 60 ? above : place.bottom + 6) + "px";
  }

  ["mouseover", "focusin"].forEach(function (kind) {
    document.addEventListener(kind, function (event) {
      var mark = holder(event.target);
      if (mark) {
        show(mark);
      }
    });
  });
  ["mouseout", "focusout"].forEach(function (kind) {
    document.addEventListener(kind, function (event) {
      if (holder(event.target)) {
        hide();
      }
    });
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") {
      hide();
    }
  });
  // The keyboard brings a mark into view by scrolling: its note goes along, any other is put away.
  document.addEventListener("scroll", function () {
    var mark = holder(document.activeElement);
    if (mark && note && !note.hidden) {
      show(mark);
    } else {
      hide();
    }
  }, { capture: true, passive: true });

  // "Back", on a page that has no page before it in this window, leads to the overview.
  document.addEventListener("click", function (event) {
    if (event.target.closest && event.target.closest("[data-wt-back]")) {
      if (window.history.length > 1) {
        window.history.back();
      } else {
        window.location.assign("/");
      }
    }
  });
})();
