// Keys for the hand-check: each presses its button. While one writes in a field, with Ctrl, Alt or Meta held, or with
// the keys switched off, they do nothing; and not twice for the same mention, lest a quick second press label the
// first mention again instead of the next.
(function () {
  "use strict";

  var BUTTONS = {
    1: "m-negative", n: "m-negative", 2: "m-neutral", 0: "m-neutral", 3: "m-positive", p: "m-positive",
    u: "m-undo", s: "m-skip",
  };
  var PATIENCE = 3000; // milliseconds after which an answer that never came holds the keys up no longer
  var pressed = { step: null, at: 0 };

  function isWriting(target) {
    return target && target.closest && target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
  }

  document.addEventListener("keydown", function (event) {
    var button = document.getElementById(BUTTONS[event.key.toLowerCase()]);
    var item = document.querySelector("#m-item [data-step]");
    var keys = document.getElementById("m-keys");
    if (!button || !item || !keys || !keys.checked || button.closest("[hidden]") || event.repeat) {
      return;
    }
    if (event.ctrlKey || event.altKey || event.metaKey || isWriting(event.target)) {
      return;
    }
    var step = item.getAttribute("data-step");
    if (pressed.step === step + location.search && Date.now() - pressed.at < PATIENCE) {
      return;
    }
    pressed = { step: step + location.search, at: Date.now() };
    event.preventDefault();
    button.click();
  });

  // Brings the part of the page that the address names into view, after the page was put in place.
  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    worldtone_method: {
      reach: function (hash) {
        if (hash && hash.length > 1) {
          window.requestAnimationFrame(function () {
            var part = document.getElementById(decodeURIComponent(hash.slice(1)));
            if (part) {
              part.scrollIntoView();
            }
          });
        }
        return window.dash_clientside.no_update;
      },
    },
  });
})();
