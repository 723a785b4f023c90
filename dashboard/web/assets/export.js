// Makes files of a chart in the browser: its numbers as CSV or JSON, its picture as PNG or SVG, each with the stamp
// that the figure carries in layout.meta, or a table in data-wt-meta. Nothing is sent anywhere.
(function () {
  "use strict";

  function lines(text) {
    return String(text || "").split(/\r\n|\r|\n/);
  }

  // A spreadsheet would run a cell that begins so; a leading apostrophe makes it plain text again. Where it takes
  // other signs than ours for the ends of cells, one begins within the text.
  function harmless(text, ends) {
    return text.replace(new RegExp("(^|[" + ends + "])(?=[=+\\-@\uff1d\uff0b\uff0d\uff20])", "g"), "$1'");
  }

  function cell(value) {
    if (value === null || value === undefined) {
      return "";
    }
    var text = String(value);
    if (typeof value !== "number" && !/^[+-]?\d+(\.\d+)?$/.test(text)) {
      text = harmless(text.replace(/^(?=[\t\r])/, "'"), ";\\t\\r\\n");
    }
    return /[",\r\n]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
  }

  function csv(meta) {
    var head = lines(meta.stamp).map(function (line) { return "# " + harmless(line, ",;\\t"); });
    var rows = [meta.columns].concat(meta.rows).map(function (row) { return row.map(cell).join(","); });
    return "\ufeff" + head.concat(rows).join("\r\n") + "\r\n";
  }

  function json(meta) {
    var rows = meta.rows.map(function (row) {
      var record = {};
      meta.columns.forEach(function (name, place) { record[name] = row[place]; });
      return record;
    });
    return JSON.stringify({ title: meta.title, stamp: lines(meta.stamp), rows: rows }, null, 1) + "\n";
  }

  function plain(text) {
    return String(text).replace(/&/g, "&amp;").replace(/</g, "&lt;");
  }

  // Words in lines that the width can hold, both in pixels.
  function wrapped(text, width, letter) {
    var most = Math.max(20, Math.floor(width / letter));
    var found = [];
    lines(text).forEach(function (line) {
      while (line.length > most) {
        var cut = line.lastIndexOf(" ", most);
        cut = cut > 0 ? cut : most;
        found.push(line.slice(0, cut));
        line = line.slice(cut).trim();
      }
      found.push(line);
    });
    return found;
  }

  function picture(graph, meta, kind) {
    var stamp = wrapped(meta.stamp, graph.offsetWidth - 16, 5.9);
    var title = wrapped(meta.title, graph.offsetWidth - 24, 10.2);
    var layout = JSON.parse(JSON.stringify(graph.layout));
    var margin = layout.margin || {};
    var foot = 14 * stamp.length + 16, head = 16 + 20 * title.length;
    // Long labels push the plot to the right of its margin; what is set beside the plot must go back as far.
    var left = graph._fullLayout._size.l;
    layout.title = {
      text: "<b>" + title.map(plain).join("<br>") + "</b>", x: 0, xref: "container", xanchor: "left",
      pad: { l: 12, t: 2 + 10 * title.length }, // further lines push the first one up
      y: 1, yref: "container", yanchor: "top", font: { size: 16, color: "#212529" },
    };
    layout.margin = Object.assign({}, margin, { t: (margin.t || 0) + head, b: (margin.b || 0) + foot });
    layout.paper_bgcolor = layout.plot_bgcolor = "#ffffff";
    layout.annotations = (layout.annotations || []).concat([{
      text: stamp.map(plain).join("<br>"), showarrow: false, align: "left", font: { size: 10, color: "#5c636a" },
      xref: "paper", x: 0, xanchor: "left", xshift: 8 - left,
      yref: "paper", y: 0, yanchor: "top", yshift: -(margin.b || 0),
    }]);
    var height = graph.offsetHeight + head + foot;
    layout.height = height;
    layout.width = graph.offsetWidth;
    var config = { topojsonURL: graph._context.topojsonURL };
    var whole = { data: cleaned(graph.data), layout: cleaned(layout), config: config };
    var size = { format: kind, width: graph.offsetWidth, height: height, scale: kind === "png" ? 2 : 1 };
    return window.Plotly.toImage(whole, size).then(function (address) {
      return kind === "svg"
        ? new Blob([sound(decodeURIComponent(address.slice(address.indexOf(",") + 1)))], { type: "image/svg+xml" })
        : new Blob([bytes(address)], { type: "image/png" });
    });
  }

  // XML has no way to write these characters, nor half a pair of them; there would be no picture, or none that opens.
  function sound(text) {
    return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu, "\ufffd");
  }

  function cleaned(value) {
    if (typeof value === "string") {
      return sound(value);
    }
    if (Array.isArray(value)) {
      return value.map(cleaned);
    }
    if (!value || value.constructor !== Object) {
      return value;
    }
    return Object.fromEntries(Object.entries(value).map(function (pair) { return [pair[0], cleaned(pair[1])]; }));
  }

  function bytes(address) {
    var text = window.atob(address.slice(address.indexOf(",") + 1));
    return Uint8Array.from(text, function (sign) { return sign.charCodeAt(0); });
  }

  function save(blob, name) {
    var link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    document.body.appendChild(link);
    link.click();
    link.remove();
    window.setTimeout(function () { URL.revokeObjectURL(link.href); }, 10000);
  }

  function take(id, kind) {
    var holder = document.getElementById(id);
    var graph = holder && holder.querySelector(".js-plotly-plot");
    var table = holder && holder.getAttribute("data-wt-meta");
    var meta = table ? JSON.parse(table) : graph && graph.layout && graph.layout.meta;
    if (!meta) {
      return;
    }
    // How far the store was checked, or that it is damaged, as the page says it now.
    var checked = document.getElementById("checked");
    if (checked && checked.textContent) {
      meta = Object.assign({}, meta, { stamp: meta.stamp + "\n" + checked.textContent });
    }
    var name = "worldtone-" + meta.title.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "") + "." + kind;
    if (kind === "csv") {
      save(new Blob([csv(meta)], { type: "text/csv;charset=utf-8" }), name);
    } else if (kind === "json") {
      save(new Blob([json(meta)], { type: "application/json" }), name);
    } else {
      picture(graph, meta, kind).then(function (blob) { save(blob, name); });
    }
  }

  document.addEventListener("click", function (event) {
    var item = event.target.closest ? event.target.closest("[data-wt-take]") : null;
    if (item) {
      take(item.getAttribute("data-wt-graph"), item.getAttribute("data-wt-take"));
    }
    // A menu closes when something in it was chosen, or when one clicks beside it.
    document.querySelectorAll("details.wt-take[open]").forEach(function (menu) {
      if (item || !menu.contains(event.target)) {
        menu.open = false;
      }
    });
  });
})();
