// Writes the lists of articles from their rows in data-wt-rows, a page at a time, with a button for the next page.
(function () {
  "use strict";

  function make(tag, name, text) {
    var element = document.createElement(tag);
    if (name) {
      element.className = name;
    }
    if (text) {
      element.textContent = text;
    }
    return element;
  }

  function item(row) {
    var words = make("div"), link = make("a", "wt-go", row[1]), chip = make("span", "wt-chip wt-" + row[4]);
    link.href = row[0];
    words.append(link, make("div", "wt-caption", row[2]));
    chip.append(make("span", "wt-number", row[3]), " " + row[4]);
    var line = make("li");
    line.append(words, chip);
    return line;
  }

  function pageLength() {
    return window.innerWidth < 700 ? 15 : 50;
  }

  // Adds the next page of a list; returns its first line.
  function add(list) {
    var rows = list.wtRows, from = list.wtShown || 0, to = Math.min(rows.length, from + pageLength());
    var old = list.querySelector(".wt-more");
    if (old) {
      old.remove();
    }
    rows.slice(from, to).forEach(function (row) { list.append(item(row)); });
    list.wtShown = to;
    if (to < rows.length) {
      var next = Math.min(pageLength(), rows.length - to);
      var more = make("li", "wt-more"), button = make("button", "", "Show " + next + " more of " + (rows.length - to));
      button.type = "button";
      more.append(button);
      list.append(more);
    }
    return list.children[from];
  }

  function write() {
    document.querySelectorAll("ul[data-wt-rows]").forEach(function (list) {
      var text = list.getAttribute("data-wt-rows");
      if (list.wtText !== text) {
        list.wtText = text;
        list.wtRows = JSON.parse(text);
        list.wtShown = 0;
        list.replaceChildren();
        add(list);
      }
    });
  }

  document.addEventListener("click", function (event) {
    var more = event.target.closest(".wt-more button"), link = event.target.closest("a.wt-go");
    if (more) {
      var first = add(more.closest("ul"));
      first.querySelector("a").focus();
    } else if (link && event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)) {
      // As a dcc.Link does: the page changes, the document stays.
      event.preventDefault();
      window.dash_clientside.set_props("url", { pathname: link.pathname, search: link.search, hash: "" });
      window.scrollTo(0, 0);
    }
  });

  new MutationObserver(write).observe(document.documentElement, {
    attributeFilter: ["data-wt-rows"], childList: true, subtree: true,
  });
})();
