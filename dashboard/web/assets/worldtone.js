// What only the browser can do: bring the list of articles into view after a mark was clicked, tell how wide the
// window is, name the document, and show the band of the line that is pointed at.
window.dash_clientside = Object.assign({}, window.dash_clientside, {
  worldtone: {
    narrow: function () {
      return window.innerWidth < 700;
    },
    entitle: function (title) {
      if (title) {
        document.title = title;
      }
      return title || "";
    },
    // Marks the present page in the navigation.
    arrive: function (path) {
      document.querySelectorAll(".wt-nav").forEach(function (link) {
        if (link.getAttribute("href") === path) {
          link.setAttribute("aria-current", "page");
        } else {
          link.removeAttribute("aria-current");
        }
      });
      return path || "";
    },
    same: function (value) {
      return value;
    },
    // Shows the band of the line that is pointed at, where not all bands are seen.
    band: function (hover) {
      var graph = document.querySelector("#o-lines .js-plotly-plot");
      var mark = hover && hover.points && hover.points[0].customdata;
      if (graph && mark) {
        var bands = [], shown = [], changed = false;
        graph.data.forEach(function (trace, place) {
          if (trace.meta && trace.meta.band) {
            var opacity = trace.meta.seen || trace.meta.band === mark[0] ? 1 : 0;
            changed = changed || opacity !== trace.opacity;
            bands.push(place);
            shown.push(opacity);
          }
        });
        if (changed) {
          window.Plotly.restyle(graph, { opacity: shown }, bands);
        }
      }
      return window.dash_clientside.no_update;
    },
    reveal: function (children) {
      if (children) {
        window.requestAnimationFrame(function () {
          var list = document.getElementById("o-opened");
          var calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
          if (list) {
            list.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "nearest" });
          }
        });
      }
      return children ? "yes" : "no";
    },
  },
});
