// Writes the tables from their rows in data-wt-table: see components/table.py. Their parts have roles, since a phone
// shows rows as blocks, and browsers then forget what the elements are.
(function () {
  "use strict";

  function part(tag, role) {
    var element = document.createElement(tag);
    element.setAttribute("role", role);
    return element;
  }

  function fill(element, value) {
    if (Array.isArray(value)) {
      var link = document.createElement("a");
      link.className = "wt-go";
      link.textContent = value[0];
      link.href = value[1];
      element.append(link);
    } else {
      element.textContent = value;
    }
    return element;
  }

  function line(cells, given) {
    var row = part("tr", "row");
    cells.forEach(function (value, place) {
      var cell = place ? part("td", "cell") : part("th", "rowheader");
      if (!place) {
        cell.scope = "row";
      }
      cell.dataset.head = given.head[place];
      cell.classList.toggle("wt-strong", given.strong.includes(place));
      row.append(fill(cell, value));
    });
    return row;
  }

  function group(tag, rows) {
    var made = part(tag, "rowgroup");
    rows.forEach(function (row) { made.append(row); });
    return made;
  }

  function written(given) {
    var table = part("table", "table"), head = part("tr", "row");
    given.head.forEach(function (words) {
      var cell = fill(part("th", "columnheader"), words);
      cell.scope = "col";
      head.append(cell);
    });
    table.className = "wt-table";
    table.setAttribute("aria-label", given.label);
    table.append(group("thead", [head]), group("tbody", given.rows.map(function (row) { return line(row, given); })));
    if (given.foot.length) {
      table.append(group("tfoot", [line(given.foot, given)]));
    }
    return table;
  }

  function write() {
    document.querySelectorAll("[data-wt-table]").forEach(function (place) {
      var text = place.getAttribute("data-wt-table");
      if (place.wtText !== text) {
        place.wtText = text;
        place.replaceChildren(written(JSON.parse(text)));
      }
    });
  }

  new MutationObserver(write).observe(document.documentElement, {
    attributeFilter: ["data-wt-table"], childList: true, subtree: true,
  });
})();
