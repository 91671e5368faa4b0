// Conveniences: the menu on phones, filters of a plan and of the list of institutions, the picture viewer, printing.
// Every page is whole without them.
(function () {
  'use strict';
  var all = function (selector, within) { return Array.prototype.slice.call((within || document).querySelectorAll(selector)); };
  var one = function (selector, within) { return (within || document).querySelector(selector); };

  fold('.menu-button');
  fold('.filter-button');
  tabs();
  plan();
  institutions();
  // A table of running text that is wider than a phone scrolls within itself: by keyboard as well.
  all('.prose table').forEach(function (table) { if (table.scrollWidth > table.clientWidth) table.tabIndex = 0; });
  all('[data-gallery]').forEach(function (list) { later(all('noscript', list)); gallery(list); });
  all('[data-print]').forEach(function (item) {
    item.hidden = false;
    one('button', item).addEventListener('click', function () { print(); });
  });

  // On phones the menu and the filters of a plan are folded behind a button.
  function fold(selector) {
    var button = one(selector);
    var box = button && document.getElementById(button.getAttribute('aria-controls'));
    if (!box) return;
    function open(yes) {
      box.classList.toggle('open', yes);
      button.setAttribute('aria-expanded', String(yes));
    }
    button.addEventListener('click', function () { open(!box.classList.contains('open')); });
    box.addEventListener('keydown', function (event) {
      if (event.key === 'Escape' && button.offsetParent) { open(false); button.focus(); }
    });
  }

  // The tabs are one row, which scrolls where it is longer than the window: the current one is in sight.
  function tabs() {
    var current = one('.tabs [aria-current]');
    if (!current) return;
    var row = current.closest('ul'), place = current.parentNode;
    row.scrollLeft = place.offsetLeft - row.offsetLeft - (row.clientWidth - place.offsetWidth) / 2;
  }

  // An activity is its row with an id and the rows of its further stages; it is shown or hidden as a whole.
  function plan() {
    var form = one('[data-filters]');
    var table = one('table.plan');
    if (!form || !table) return;
    var activities = [];
    all('tr[data-status]', table).forEach(function (row) {
      if (row.id || !activities.length) activities.push({ rows: [], section: row.parentNode.id });
      activities[activities.length - 1].rows.push(row);
    });
    var some = function (activity, test) { return activity.rows.some(test); };
    var statuses = {};
    var buttons = all('[data-legend] li').map(function (item) {
      var label = one('.status', item);
      var button = document.createElement('button');
      button.type = 'button';
      button.className = label.className;
      button.innerHTML = label.innerHTML;
      button.setAttribute('aria-pressed', 'false');
      label.replaceWith(button);
      button.addEventListener('click', function () {
        var code = item.dataset.status;
        statuses[code] = !statuses[code];
        button.setAttribute('aria-pressed', String(statuses[code]));
        apply();
      });
      return button;
    });
    var value = function (id) { var field = document.getElementById(id); return field ? field.value : ''; };
    var shown = one('[data-shown]', form);

    function apply() {
      var section = value('f-section'), person = value('f-responsible'), month = value('f-month'), count = 0;
      var any = Object.keys(statuses).some(function (code) { return statuses[code]; });
      activities.forEach(function (activity) {
        var yes = (!any || statuses[activity.rows[0].dataset.status]) &&
          (!section || activity.section === section) &&
          (!person || some(activity, function (row) { return (row.dataset.responsible || '').split('|').indexOf(person) >= 0; })) &&
          (!month || some(activity, function (row) { return (row.dataset.months || '').split(' ').indexOf(month) >= 0; }));
        activity.rows.forEach(function (row) { row.hidden = !yes; });
        if (yes) count++;
      });
      all('tbody', table).forEach(function (body) {
        var band = one('.band', body);
        if (band) band.hidden = !one('tr[data-status]:not([hidden])', body);
      });
      var filtered = any || section || person || month;
      shown.textContent = filtered ? shown.dataset.shown + ' ' + count : '';
    }

    form.addEventListener('change', apply);
    form.addEventListener('submit', function (event) { event.preventDefault(); });
    form.addEventListener('reset', function () {
      statuses = {};
      buttons.forEach(function (button) { button.setAttribute('aria-pressed', 'false'); });
      setTimeout(apply);
    });
    addEventListener('hashchange', function () {
      var row = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (row && row.hidden) { form.reset(); setTimeout(function () { row.scrollIntoView(); }); }
    });
    apply();
  }

  function institutions() {
    var box = one('[data-find]');
    if (!box) return;
    var field = one('input', box), status = one('[role=status]', box), rows = all('[data-search]');
    var fold = function (text) { return text.toLowerCase().replace(/ё/g, 'е').trim(); };
    box.hidden = false;
    field.addEventListener('input', function () {
      var words = fold(field.value).split(/\s+/), count = 0;
      rows.forEach(function (row) {
        var text = row.folded || (row.folded = fold(row.dataset.search));
        row.hidden = !words.every(function (word) { return text.indexOf(word) >= 0; });
        if (!row.hidden) count++;
      });
      all('.locality').forEach(function (place) { place.hidden = !one('[data-search]:not([hidden])', place); });
      all('.jump').forEach(function (list) { list.hidden = !!field.value; });
      status.textContent = !field.value ? '' : count ? status.dataset.found + ' ' + count : status.dataset.none;
    });
  }

  // The further pictures of a gallery stand in <noscript>: each is asked for when it is nearly in sight.
  function later(boxes) {
    if (!boxes.length) return;
    var images = boxes.map(function (box) {
      var holder = document.createElement('template');
      holder.innerHTML = box.textContent;
      var image = holder.content.firstChild;
      image.dataset.src = image.getAttribute('src');
      image.dataset.srcset = image.getAttribute('srcset') || '';
      image.removeAttribute('srcset');
      image.src = 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg"/>';
      box.replaceWith(image);
      return image;
    });
    function show(image) {
      image.srcset = image.dataset.srcset;
      image.src = image.dataset.src;
    }
    if (typeof IntersectionObserver !== 'function') return images.forEach(show);
    var observer = new IntersectionObserver(function (entries) {
      entries.forEach(function (entry) {
        if (!entry.isIntersecting) return;
        observer.unobserve(entry.target);
        show(entry.target);
      });
    }, { rootMargin: '200px' });
    images.forEach(function (image) { observer.observe(image); });
    addEventListener('beforeprint', function () { images.forEach(show); });
  }

  // A picture opens large over the page; without this, or without <dialog>, its link opens the picture itself.
  function gallery(list) {
    var links = all('a', list);
    if (!links.length || typeof HTMLDialogElement !== 'function') return;
    var at = 0;
    var dialog = document.createElement('dialog');
    dialog.className = 'viewer';
    var figure = document.createElement('figure'), image = new Image(), caption = document.createElement('figcaption'), bar = document.createElement('p');
    figure.append(image, caption);
    dialog.append(figure, bar);
    button('‹', list.dataset.previous, function () { go(-1); });
    button('›', list.dataset.next, function () { go(1); });
    button('×', list.dataset.close, function () { dialog.close(); });
    document.body.append(dialog);

    function button(sign, name, act) {
      if (links.length < 2 && sign !== '×') return;
      var made = document.createElement('button');
      made.type = 'button';
      made.textContent = sign;
      made.setAttribute('aria-label', name);
      made.addEventListener('click', act);
      bar.append(made);
    }
    function go(step) {
      at = (at + step + links.length) % links.length;
      var small = one('img', links[at]);
      image.src = links[at].href;
      image.alt = small.alt;
      caption.textContent = (small.alt ? small.alt + ' · ' : '') + (at + 1) + ' / ' + links.length;
      dialog.setAttribute('aria-label', small.alt || String(at + 1));
    }
    links.forEach(function (link, index) {
      link.addEventListener('click', function (event) {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        at = index;
        go(0);
        dialog.showModal();
        // The way on, or with a single picture the way out.
        (one('button:nth-child(2)', bar) || one('button', bar)).focus();
      });
    });
    dialog.addEventListener('keydown', function (event) {
      if (event.key === 'ArrowLeft') go(-1);
      if (event.key === 'ArrowRight') go(1);
    });
    dialog.addEventListener('click', function (event) { if (event.target === dialog) dialog.close(); });
    dialog.addEventListener('close', function () { links[at].focus(); });
  }
})();
