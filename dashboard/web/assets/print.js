// Fits the charts to the paper before the page is printed, in the light scheme, and puts both back afterwards.
(function () {
  "use strict";

  var WIDTH = 680; // pixels: the width of an A4 page between its margins
  var scheme = "data-mantine-color-scheme", before = null;

  function graphs(work) {
    document.querySelectorAll(".wt-graph .js-plotly-plot").forEach(function (graph) {
      if (window.Plotly && graph._fullLayout && graph.offsetParent) {
        work(graph);
      }
    });
  }

  window.addEventListener("beforeprint", function () {
    before = document.documentElement.getAttribute(scheme);
    document.documentElement.setAttribute(scheme, "light");
    graphs(function (graph) { window.Plotly.relayout(graph, { width: WIDTH, autosize: false }); });
  });

  window.addEventListener("afterprint", function () {
    if (before) {
      document.documentElement.setAttribute(scheme, before);
    }
    graphs(function (graph) { window.Plotly.relayout(graph, { width: null, autosize: true }); });
  });
})();
