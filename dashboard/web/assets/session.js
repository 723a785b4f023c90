// A session that has ended (or a server that was started anew) answers 401: the page is asked for again, and with it
// the password.
(function () {
  var ask = window.fetch;
  window.fetch = function () {
    return ask.apply(this, arguments).then(function (answer) {
      if (answer.status === 401) {
        window.location.reload();
      }
      return answer;
    });
  };
})();
