// What only the browser can do: bring the list of articles into view after a mark was clicked, and tell how wide
// the window is.
window.dash_clientside = Object.assign({}, window.dash_clientside, {
  worldtone: {
    narrow: function () {
      return window.innerWidth < 700;
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
