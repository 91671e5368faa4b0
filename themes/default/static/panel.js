// The panel «Версия для слабовидящих». Runs in the head, so that the reader's choice is there before the first paint:
// each choice is a data-… attribute of <html>, and the style sheet does the rest. No cookies; local storage where it works.
(function () {
  'use strict';
  var root = document.documentElement;
  var key = 'letopis-panel';
  var known = {
    size: ['150', '200'], letters: ['2', '3'], lines: ['2', '3'], font: ['sans', 'serif'],
    scheme: ['black-on-white', 'white-on-black', 'blue', 'brown', 'green'], images: ['grey', 'off']
  };
  var names = Object.keys(known);
  var chosen = {};

  // Other pages of this host may keep something of theirs under the same name.
  try {
    var kept = JSON.parse(localStorage.getItem(key)) || {};
    names.forEach(function (name) { if (known[name].indexOf(kept[name]) >= 0) chosen[name] = kept[name]; });
  } catch (e) { /* a private window, or not ours */ }

  function keep() {
    try { localStorage.setItem(key, JSON.stringify(chosen)); } catch (e) { /* a private window, or a file: lives as long as the page */ }
  }

  function show() {
    names.forEach(function (name) {
      if (chosen[name]) root.setAttribute('data-' + name, chosen[name]);
      else root.removeAttribute('data-' + name);
    });
  }

  root.classList.add('js');
  show();

  document.addEventListener('DOMContentLoaded', function () {
    var panel = document.getElementById('_panel');
    var opener = document.querySelector('.panel-button');
    if (!panel || !opener) return;

    function press() {
      panel.querySelectorAll('[data-set]').forEach(function (button) {
        var on = (chosen[button.dataset.set] || '') === button.dataset.value;
        button.setAttribute('aria-pressed', String(on));
      });
      if (chosen.images === 'off') describe();
    }

    // Beside each picture its text, which is shown when pictures are not.
    function describe() {
      document.querySelectorAll('main img, .brand img').forEach(function (image) {
        var next = image.nextElementSibling;
        if (!image.alt || (next && next.className === 'alt')) return;
        var text = document.createElement('span');
        text.className = 'alt';
        text.textContent = image.alt;
        image.after(text);
      });
    }

    function open(yes) {
      panel.hidden = !yes;
      opener.setAttribute('aria-expanded', String(yes));
    }

    opener.addEventListener('click', function () {
      open(panel.hidden);
      if (!panel.hidden) panel.querySelector('button').focus();
    });
    panel.addEventListener('click', function (event) {
      var button = event.target.closest('button');
      if (!button) return;
      if (button.dataset.set) chosen[button.dataset.set] = button.dataset.value;
      else if ('reset' in button.dataset) chosen = {};
      else { open(false); opener.focus(); return; }
      keep();
      show();
      press();
    });
    panel.addEventListener('keydown', function (event) {
      if (event.key === 'Escape') { open(false); opener.focus(); }
    });
    press();
  });
})();
