// The page "Add articles": sends files as they are to our own server, for a callback would hold them in memory as text.
(function () {
  "use strict";

  function set(id, props) {
    window.dash_clientside.set_props(id, props);
  }

  function sizeInWords(bytes) {
    return Math.floor(bytes / 1048576).toLocaleString("en") + " MiB";
  }

  // Sends one file; gives the answer's token, or throws an Error with a sentence.
  async function sendOne(file, name, pasted) {
    var drop = document.getElementById("add-drop");
    var most = Number(drop.dataset.most);
    if (file.size > most) {
      throw new Error(name + " was not taken: it is larger than " + sizeInWords(most) +
        ". Read it with worldtone ingest in a terminal.");
    }
    var query = new URLSearchParams({ token: drop.dataset.token || "", name: name, pasted: pasted ? "1" : "" });
    var answer;
    try {
      answer = await fetch("/add/files?" + query, { method: "POST", body: file });
    } catch (error) {
      throw new Error(name + " could not be read. Folders cannot be dropped; drop the files in them.");
    }
    var said = {};
    try {
      said = await answer.json();
    } catch (error) {
      // No JSON: the server refused before it came to us; the words below stand for it.
    }
    if (!answer.ok || !said.token) {
      throw new Error(said.error || name + " was not taken: the server answered " + answer.status + ".");
    }
    drop.dataset.token = said.token;
    return said.token;
  }

  var sending = false;

  async function send(files, pasted) {
    if (sending || !files.length) {
      return;
    }
    sending = true;
    var token = "";
    var problems = [];
    for (var place = 0; place < files.length; place += 1) {
      var name = pasted ? "Pasted article" : files[place].name;
      set("add-said", { children: "Reading " + name + " (" + (place + 1) + " of " + files.length + ") …" });
      try {
        token = await sendOne(files[place], name, pasted);
      } catch (error) {
        problems.push(error.message);
      }
    }
    sending = false;
    set("add-problems", { children: problems.join("\n") });
    if (token) {
      set("add-held", { data: { token: token, at: Date.now() } });
    } else {
      set("add-said", { children: "" });
    }
  }

  document.addEventListener("click", function (event) {
    if (!event.target.closest || !event.target.closest("#add-choose")) {
      return;
    }
    var chooser = document.createElement("input");
    chooser.type = "file";
    chooser.multiple = true;
    chooser.addEventListener("change", function () {
      send(Array.from(chooser.files), false);
    });
    chooser.click();
  });

  ["dragover", "dragleave", "drop"].forEach(function (kind) {
    document.addEventListener(kind, function (event) {
      var drop = document.getElementById("add-drop");
      if (!drop) {
        return;
      }
      // A file dropped beside the field would else replace the page.
      event.preventDefault();
      var inside = drop.contains(event.target);
      drop.classList.toggle("wt-over", inside && kind === "dragover");
      if (inside && kind === "drop") {
        send(Array.from(event.dataTransfer.files), false);
      }
    });
  });

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    worldtone_add: {
      // Checks the form, and sends it as a file of one record, so that one path reads all that comes in.
      paste: function (clicks, title, day, outlet, url, text) {
        var faults = {
          text: (text || "").trim() ? "" : "Paste the article’s text.",
          day: day ? "" : "Give the day on which it was published.",
          url: !url || /^https?:\/\/\S+$/i.test(url.trim()) ? "" : "An address begins with http:// or https://.",
        };
        if (clicks && !faults.text && !faults.day && !faults.url) {
          var record = { title: title || "", date: day, source: outlet || "", url: (url || "").trim(), text: text };
          send([new Blob([JSON.stringify(record)])], true);
        }
        return [faults.text, faults.day, faults.url];
      },
      // On a phone, what was found lies below the window.
      reveal: function (children) {
        if (children) {
          window.requestAnimationFrame(function () {
            var calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
            var said = document.getElementById("add-said");
            if (said && window.innerWidth < 700) {
              said.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "start" });
            }
          });
        }
        return children ? "yes" : "no";
      },
    },
  });
})();
