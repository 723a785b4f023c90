// Brings the list of articles into view after a mark was clicked: the element whose content changed.
window.dash_clientside = Object.assign({}, window.dash_clientside, {
  worldtone_opened: {
    reveal: function (children) {
      var id = window.dash_clientside.callback_context.outputs_list.id;
      if (children) {
        window.requestAnimationFrame(function () {
          var list = document.getElementById(id);
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
