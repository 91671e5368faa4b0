// The preview's part in a page: keeps the bar true, shows errors over the page, and loads the page anew when it is another.
(function () {
  "use strict";
  var bar = document.getElementById("letopis-preview");
  if (!bar || !window.WebSocket) return;
  var link = bar.querySelector("a");
  var scrollKey = "letopis-scroll " + location.pathname;
  var closedKey = "letopis-closed";
  var overlay = null;
  var wait = 250;

  // Browsers keep the position over a reload by themselves, unless the page's height comes late.
  function remembered(key) {
    try { return sessionStorage.getItem(key); } catch (error) { return null; }
  }
  function remember(key, value) {
    try {
      if (value === null) sessionStorage.removeItem(key);
      else sessionStorage.setItem(key, value);
    } catch (error) { /* without storage the browser's own way remains */ }
  }
  var position = remembered(scrollKey);
  if (position !== null) {
    remember(scrollKey, null);
    var restore = function () {
      var place = position.split(" ");
      window.scrollTo({ left: +place[0], top: +place[1], behavior: "instant" });
    };
    restore();
    window.addEventListener("load", restore);
  }

  function reload() {
    remember(scrollKey, window.scrollX + " " + window.scrollY);
    location.reload();
  }

  function close(key) {
    if (key) remember(closedKey, key);
    if (overlay) overlay.remove();
    overlay = null;
  }

  function showProblems(state) {
    if (!state.errors) {
      remember(closedKey, null);
      close();
      return;
    }
    // The preview's own pages show the problems themselves; and what was closed stays closed until it changes.
    if (document.body.classList.contains("letopis-own") || remembered(closedKey) === state.key) return close();
    if (!overlay) {
      overlay = document.createElement("div");
      overlay.id = "letopis-overlay";
      overlay.lang = bar.lang;
      overlay.setAttribute("role", "alertdialog");
      overlay.setAttribute("aria-labelledby", "letopis-overlay-title");
      var title = document.createElement("h2");
      title.id = "letopis-overlay-title";
      title.textContent = bar.dataset.title;
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = bar.dataset.close;
      overlay.append(title, button, document.createElement("pre"));
      document.body.append(overlay);
    }
    overlay.querySelector("button").onclick = function () { close(state.key); };
    overlay.dataset.key = state.key;
    overlay.querySelector("pre").textContent = state.problems;
  }

  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && overlay) close(overlay.dataset.key);
  });

  function compare(state) {
    if (state.assets !== bar.dataset.assets) {
      return fetch(location.pathname, { method: "HEAD", cache: "no-store" }).then(function (answer) {
        if (answer.ok) reload();
      });
    }
    return fetch(location.pathname, { method: "HEAD", cache: "no-store" }).then(function (answer) {
      var page = answer.headers.get("X-Letopis-Page");
      if (page && page !== bar.dataset.page) reload();
      else if (answer.status === 404) link.textContent = bar.dataset.gone;
    });
  }

  function connect() {
    var scheme = location.protocol === "https:" ? "wss://" : "ws://";
    var socket = new WebSocket(scheme + location.host + "/.letopis/live");
    socket.onmessage = function (event) {
      var state = JSON.parse(event.data);
      wait = 250;
      link.textContent = state.bar;
      bar.dataset.state = state.errors ? "errors" : state.warnings ? "warnings" : "good";
      showProblems(state);
      compare(state).catch(function () { /* the next message will tell */ });
    };
    socket.onclose = function () {
      link.textContent = bar.dataset.lost;
      setTimeout(connect, wait);
      wait = Math.min(wait * 2, 4000);
    };
  }
  connect();
})();
