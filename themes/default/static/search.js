// The search page. Words become stems as src/search/words.rs makes them; MiniSearch finds and ranks; indexes and texts come as
// scripts, which a page opened from a disk may load as well.
(function (scope) {
  'use strict';

  // --- Words -------------------------------------------------------------------------------------------------------

  var WORD = /[\p{Alphabetic}\p{N}\u0300-\u036f\u00ad'’ʼ]+/gu;
  var SILENT = /[\u0300-\u036f\u00ad'’ʼ]/g;
  var COMMON = {};
  ('на по за из от до не для при или как что это под над без об во со ко ' +
    'па са пры або як што гэта аб ва да ад').split(' ').forEach(function (word) { COMMON[word] = true; });

  function fold(word) {
    word = word.toLowerCase().replace(/и\u0306/g, 'й').replace(/у\u0306/g, 'ў').replace(SILENT, '').replace(/ё/g, 'е');
    if (/[\u0400-\u04ff]/.test(word)) word = word.replace(/i/g, 'і');
    return word.replace(/^ў/, 'у');
  }

  function isWord(word) { return word && !COMMON[word] && !(word.length === 1 && /\p{Alphabetic}/u.test(word)); }

  function words(text) { return (text.match(WORD) || []).map(fold).filter(isWord); }

  // After Snowball's stemmer for Russian, https://snowballstem.org/algorithms/russian/stemmer.html
  var GERUND = /(?:[ыи]?(?:вшись|вши|в))$/;
  var ADJECTIVE = /(?:ему|ому|ых|их|ую|юю|ею|ою|яя|ая|ые|ее|ие|ое|ыми|ими|ый|ей|ий|ой|ым|ем|им|ом|его|ого)$/;
  var PARTICIPLE = /(?:[ыи]?вш|ующ|ющ|щ|ем|нн)$/;
  var VERB = /(?:ыт|уют|ют|ят|ует|ет|ит|ены|ны|ыть|ить|ть|ешь|ишь|ую|ю|ыла|ила|ла|ена|на|ете|ите|уйте|ейте|йте|ыли|или|ли|уй|ей|й|ыл|ил|л|ым|ем|им|ен|н|ыло|ило|ло|ено|нно|но)$/;
  var VERB_AFTER_A = /^(?:ют|ет|ны|ть|ешь|ла|на|ете|йте|ли|й|л|ем|н|ло|но|нно)$/;
  var NOUN = /(?:у|иях|ях|ах|ы|ь|ию|ью|ю|ия|ья|я|а|ев|ов|ие|ье|е|иями|ями|ами|еи|ии|и|ией|ей|ой|ий|й|иям|ям|ием|ем|ам|ом|о)$/;

  // The first form of each line is the stem of all.
  function table(lines) {
    var stems = Object.create(null);
    lines.split(',').forEach(function (line) {
      var forms = line.split(' ');
      forms.forEach(function (form) { stems[form] = forms[0]; });
    });
    return stems;
  }
  var RUSSIAN = table('день дня дню днем дне дни дней дням днями днях,дети детей детям детьми детях,люди людей людям людьми людях,' +
    'друг друга другу другом друге друзья друзей друзьям друзьями друзьях,семья семьи семье семью семьей семей семьям семьями семьях,' +
    'мать матери матерью матерей матерям матерями матерях,дочь дочери дочерью дочерей дочерям дочерями дочерях,' +
    'отец отца отцу отцом отце отцы отцов отцам отцами отцах,окно окна окну окном окне окон окнам окнами окнах,' +
    'письмо письма письму письмом письме писем письмам письмами письмах,песня песни песне песню песней песен песням песнями песнях');
  var BELARUSIAN = table('дзень дня дню днем дні дзен дням днямі днях,дзеці дзяцей дзецям дзецьмі дзецях,' +
    'сямя сямі сямю сямей семі семям семямі семях,вучань вучня вучню вучнем вучні вучняў вучням вучнямі вучнях,' +
    'кніга кнігі кнізе кнігу кнігай кніг кнігам кнігамі кнігах,песня песні песню песняй песень песням песнямі песнях,' +
    'рака ракі рацэ раку ракой рэкі рэк рэкам рэкамі рэках,веска вескі весцы веску вескай весак вескам вескамі весках');

  // Its own steps, within what stands behind the first vowel and behind so many letters: four for a verb's ending.
  function snowball(word, least) {
    var vowel = word.search(/[аеиоуыэюя]/) + 1;
    if (!vowel) return word;
    var start = Math.max(vowel, least);
    var verbs = Math.max(vowel, 4);
    var second = /^[^аеиоуыэюя]*[аеиоуыэюя]+[^аеиоуыэюя]+[аеиоуыэюя]+[^аеиоуыэюя]/.exec(word);
    var stem = word;
    function cut(from, pattern, needsA) {
      var found = pattern.exec(stem.slice(from));
      if (!found) return false;
      if (needsA && needsA(found[0]) && !/[ая]$/.test(stem.slice(from, from + found.index))) return false;
      stem = stem.slice(0, from + found.index);
      return true;
    }
    if (!cut(verbs, GERUND, function (ending) { return ending[0] === 'в'; })) {
      cut(start, /(?:сь|ся)$/);
      if (cut(start, ADJECTIVE)) {
        cut(verbs, PARTICIPLE, function (ending) { return !/^(?:[ыи]вш|ующ)$/.test(ending); });
      } else if (!cut(verbs, VERB, function (ending) { return VERB_AFTER_A.test(ending); })) {
        cut(start, NOUN);
      }
    }
    cut(start, /и$/);
    if (second) cut(Math.max(start, second[0].length), /ость?$/);
    if (!cut(start, /ейше?$/)) cut(start, /ь$/);
    return stem.slice(0, start) + stem.slice(start).replace(/нн$/, 'н');
  }

  // Asked again until nothing changes; then without a vowel left at the end, and without a fleeting one before к and ц.
  function russian(word) {
    if (RUSSIAN[word]) return RUSSIAN[word];
    var before;
    var stem = snowball(word, 3);
    do { before = stem; stem = snowball(before, 4); } while (stem !== before);
    if (stem.length > 3) stem = stem.replace(/[аеиоуыэюя]$/, '');
    return stem.length > 4 ? stem.replace(/([^аеиоуыэюя])[оеь]([кц])$/, '$1$2') : stem;
  }

  var ENDINGS = ('іямі ыямі іях ыях іям ыям іяй ыяй ымі імі амі ямі ага яга аму яму ыя ія ыі іі ыю ію ый ій ая яя ую юю ай ' +
    'яй ой ою аю яю ею ое ае яе ых іх ым ім ам ям ом ем ах ях аў яў оў еў ь й а я о е э ы і у ю').split(' ');

  function belarusian(word) {
    if (BELARUSIAN[word]) return BELARUSIAN[word];
    var cut = function (ending) {
      return word.length >= ending.length + 3 && word.slice(-ending.length) === ending ? word.slice(0, -ending.length) : '';
    };
    word = cut('ся') || cut('цца') || word;
    for (var i = 0; i < ENDINGS.length; i++) {
      var left = cut(ENDINGS[i]);
      if (left) { word = left; break; }
    }
    return (word.length > 3 ? word.replace(/[аеіоуыэюя]$/, '') : word).replace(/в$/, 'ў');
  }

  // A word of unknown language has a stem in each. Its letters often tell.
  function stems(word) {
    var letter = /[іўищъ]/.exec(word);
    if (letter) return [letter[0] === 'і' || letter[0] === 'ў' ? belarusian(word) : russian(word)];
    var both = [russian(word), belarusian(word)];
    return both[0] === both[1] ? [both[0]] : both;
  }

  // --- The index ---------------------------------------------------------------------------------------------------

  var LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_';
  var VALUE = {};
  LETTERS.split('').forEach(function (letter, value) { VALUE[letter] = value; });

  // Bits from letters, six a letter.
  function reader(letters) {
    var at = 0;
    var left = 0;
    var value = 0;
    function bit() {
      if (!left) { value = VALUE[letters[at++]] || 0; left = 6; }
      left -= 1;
      return (value >> left) & 1;
    }
    function bits(count) { var number = 0; while (count--) number = number * 2 + bit(); return number; }
    return {
      bits: bits,
      gamma: function () {
        var width = 0;
        while (at <= letters.length && !bit()) width++;
        return Math.pow(2, width) + bits(width);
      },
      rice: function (width) {
        var high = 0;
        while (bit()) high++;
        return high * Math.pow(2, width) + bits(width);
      }
    };
  }

  var MARK_WIDTH = 3;

  // Calls `take(stem, page, place)` for all of an index. Place: 0 title, 1 heading, 2 text and often, 3 text.
  function unpack(data, take) {
    var places = reader(data.places);
    var marks = reader(data.marks);
    var plain = marks.rice(MARK_WIDTH);
    var stem = '';
    (data.stems.match(/[A-Z][^A-Z]*/g) || []).forEach(function (part) {
      stem = stem.slice(0, part.charCodeAt(0) - 65) + part.slice(1);
      var holders = places.gamma();
      var width = 0;
      while (holders * Math.pow(2, width + 1) * 13 <= data.pages.length * 9) width++;
      var page = -1;
      for (var i = 0; i < holders; i++) {
        page += places.rice(width) + 1;
        var place = 3;
        if (plain-- === 0) {
          place = marks.bits(2);
          plain = marks.rice(MARK_WIDTH);
        }
        take(stem, page, place);
      }
    });
  }

  var same = function (text) { return text; };
  var OPTIONS = { fields: ['title', 'headings', 'text'], tokenize: function (text) { return [text]; }, processTerm: same };

  // A page that only lists others stands behind them, and behind what it is named after.
  var LIST_WEIGHT = 0.4;

  // MiniSearch over several indexes at once, so that a word is as rare as it is among all of them.
  function engine(MiniSearch, indexes) {
    var pages = [];
    var terms = Object.create(null);
    var lengths = {};
    var sums = [0, 0, 0];
    indexes.forEach(function (data) {
      var first = pages.length;
      data.pages.forEach(function (page, number) {
        pages.push({ data: data, number: number, address: data.base + page[0], title: page[1], kind: data.kinds[page[2]], date: page[3], weight: data.lists.indexOf(page[2]) < 0 ? 1 : LIST_WEIGHT });
        lengths[first + number] = data.lengths.slice(number * 3, number * 3 + 3);
        lengths[first + number].forEach(function (length, field) { sums[field] += length; });
      });
      unpack(data, function (stem, page, place) {
        var term = terms[stem] || (terms[stem] = {});
        var field = Math.min(place, 2);
        (term[field] || (term[field] = {}))[first + page] = place === 2 ? 3 : 1;
      });
    });
    var count = Math.max(pages.length, 1);
    var ids = {};
    pages.forEach(function (page, id) { ids[id] = id; });
    var mini = MiniSearch.loadJS({
      documentCount: pages.length, nextId: pages.length, documentIds: ids, fieldIds: { title: 0, headings: 1, text: 2 },
      fieldLength: lengths, averageFieldLength: sums.map(function (sum) { return sum / count; }), storedFields: {}, dirtCount: 0,
      index: Object.keys(terms).map(function (stem) { return [stem, terms[stem]]; }), serializationVersion: 2
    }, OPTIONS);
    return { pages: pages, mini: mini };
  }

  // With so few results, those of like words are shown after them.
  var FEW = 5;

  // All words in their forms, the last one perhaps not typed to its end; then like words, misspelt or with a fleeting
  // vowel; then most of the words; failing that, any of them.
  function find(found, text) {
    var list = words(text);
    if (!list.length) return [];
    var unfinished = /[\p{Alphabetic}\p{N}]$/u.test(text);
    var query = function (combineWith, fuzzy) {
      return {
        combineWith: combineWith,
        queries: list.map(function (word, index) {
          var last = unfinished && index === list.length - 1;
          var own = stems(word);
          var queries = own.map(function (stem) {
            // Endings that our cut does not know are covered by the beginning.
            var loose = last || (stem === belarusian(word) && stem.length > 3);
            return { queries: [stem], prefix: loose, fuzzy: fuzzy && stem.length > 4 ? 0.25 : false };
          });
          if (last && own.indexOf(word) < 0) queries.push({ queries: [word], prefix: true });
          return { combineWith: 'OR', queries: queries };
        })
      };
    };
    var options = {
      boost: { title: 4, headings: 2 },
      weights: { prefix: 0.5, fuzzy: 0.3 },
      boostDocument: function (id) { return found.pages[id].weight; }
    };
    var results = found.mini.search(query('AND', false), options);
    var append = function (others) {
      var known = {};
      results.forEach(function (result) { known[result.id] = true; });
      results = results.concat(others.filter(function (result) { return !known[result.id]; }));
    };
    if (results.length < FEW) append(found.mini.search(query('AND', true), options));
    if (results.length < FEW && list.length > 1) {
      var any = found.mini.search(query('OR', true), options);
      append(any.filter(function (result) {
        var met = list.filter(function (word) {
          return stems(word).some(function (stem) { return result.queryTerms.indexOf(stem) >= 0; });
        });
        return met.length * 5 >= list.length * 3;
      }));
      if (!results.length) results = any;
    }
    return results.map(function (result) {
      return { page: found.pages[result.id], terms: result.terms };
    });
  }

  // Titles only, for a region too large to load: a stem is where a word begins.
  function findTitles(institutions, text) {
    var tests = words(text).map(function (word) {
      return new RegExp('(?:^|[^\\p{Alphabetic}\\p{N}])(?:' + stems(word).join('|') + ')', 'u');
    });
    if (!tests.length) return [];
    var hits = [];
    institutions.forEach(function (institution) {
      institution[1].forEach(function (page) {
        var title = page[1].toLowerCase().replace(/ё/g, 'е').replace(/['’ʼ]/g, '');
        var count = tests.filter(function (test) { return test.test(title); }).length;
        if (count) hits.push({ count: count, page: { data: { name: institution[2] }, address: institution[0] + page[0], title: page[1], kind: page[2], date: '' }, terms: null });
      });
    });
    var most = Math.max.apply(null, hits.map(function (hit) { return hit.count; }).slice(0, 100000));
    return hits.filter(function (hit) { return hit.count === most; })
      .sort(function (one, other) { return one.page.title.length - other.page.title.length; });
  }

  // Where a text's words are that were found: [[start, end, term]].
  function marks(text, terms) {
    var found = [];
    var match;
    WORD.lastIndex = 0;
    while ((match = WORD.exec(text))) {
      var word = fold(match[0]);
      if (!isWord(word)) continue;
      var hit = stems(word).filter(function (stem) { return terms.indexOf(stem) >= 0; })[0];
      if (hit) found.push([match.index, match.index + match[0].length, hit]);
    }
    return found;
  }

  // The piece of a page's text that has most of the words, and a window of it.
  function passage(pieces, terms) {
    var best = null;
    pieces.forEach(function (piece) {
      var places = marks(piece[1], terms);
      for (var i = 0; i < places.length; i++) {
        var kinds = {};
        var last = i;
        for (var j = i; j < places.length && places[j][1] - places[i][0] < 160; j++) { kinds[places[j][2]] = true; last = j; }
        var score = Object.keys(kinds).length * 10 + Math.min(last - i, 4);
        if (!best || score > best.score) best = { score: score, anchor: piece[0], text: piece[1], from: places[i][0], places: places };
      }
    });
    if (!best) return pieces.length ? { anchor: '', text: pieces[0][1].slice(0, 200), places: [] } : null;
    var start = Math.max(0, best.from - 60);
    if (start) start = best.text.indexOf(' ', start) + 1;
    var end = Math.min(best.text.length, start + 220);
    if (end < best.text.length) end = Math.max(best.text.lastIndexOf(' ', end), best.from + 1);
    return {
      anchor: best.anchor,
      text: (start ? '… ' : '') + best.text.slice(start, end) + (end < best.text.length ? ' …' : ''),
      places: best.places.filter(function (place) { return place[0] >= start && place[1] <= end; })
        .map(function (place) { var shift = start ? 2 - start : 0; return [place[0] + shift, place[1] + shift]; })
    };
  }

  // --- The page ----------------------------------------------------------------------------------------------------

  var SHOWN = 10;
  var list = [];
  var limit = 0;
  var indexes = {};
  var texts = {};
  var titles = null;
  var scripts = {};

  scope.letopisSearch = {
    list: function (entries, allAtOnce) { list = entries; limit = allAtOnce; if (scope.document) start(); },
    index: function (data) { indexes[data.base] = data; },
    texts: function (base, number, pieces) { texts[base + ' ' + number] = pieces; },
    titles: function (institutions) { titles = institutions; }
  };
  if (typeof module !== 'undefined') {
    module.exports = { words: words, stems: stems, russian: russian, belarusian: belarusian, unpack: unpack, engine: engine, find: find, passage: passage };
  }

  // Tells when a script has been run, or could not be had; what could not be had is asked for again next time.
  function load(address, done) {
    if (scripts[address] === true) { done(true); return; }
    if (scripts[address]) { scripts[address].push(done); return; }
    scripts[address] = [done];
    var script = document.createElement('script');
    script.src = address;
    script.onload = script.onerror = function (event) {
      var waiting = scripts[address];
      var good = event.type === 'load';
      scripts[address] = good;
      script.remove();
      waiting.forEach(function (one) { one(good); });
    };
    document.head.appendChild(script);
  }

  function loadAll(addresses, done) {
    var left = addresses.length;
    var all = true;
    if (!left) done(all);
    addresses.forEach(function (address) {
      load(address, function (good) { all = all && good; if (!--left) done(all); });
    });
  }

  function start() {
    var form = document.querySelector('[data-search-form]');
    if (!form) return;
    var field = form.querySelector('[name=q]');
    var where = form.querySelector('[name=in]');
    var status = document.querySelector('[data-search-count]');
    var results = document.querySelector('[data-search-results]');
    var more = document.querySelector('[data-search-more]');
    var index = document.querySelector('[data-search-index]');
    var note = document.querySelector('[data-search-note]');
    var words = form.dataset;
    var engines = {};
    var turn = 0;
    var shown = SHOWN;
    var pagesOfAll = list.reduce(function (sum, entry) { return sum + entry[3]; }, 0);
    var large = pagesOfAll > limit;
    form.hidden = false;

    if (where && list.length > 1) {
      list.forEach(function (entry) {
        var option = document.createElement('option');
        option.value = entry[2].replace(/\/$/, '');
        option.textContent = entry[0] + (entry[1] ? ', ' + entry[1] : '');
        where.appendChild(option);
      });
      where.closest('[data-search-where]').hidden = false;
    }

    function chosen() {
      if (!where || !where.value) return list;
      return list.filter(function (entry) { return entry[2] === where.value + '/'; });
    }

    function run() {
      var mine = ++turn;
      var text = field.value.trim();
      var all = chosen().length > 1 || list.length === 1;
      var onlyTitles = large && chosen().length > 1;
      if (note) note.hidden = !onlyTitles;
      remember(text);
      if (index && !text) index.hidden = false;
      if (!text) { results.textContent = status.textContent = ''; if (more) more.hidden = true; return; }
      status.textContent = words.loading;
      if (onlyTitles) {
        load('titles.js', function (good) {
          if (mine !== turn) return;
          var named = (titles || []).map(function (one) {
            var entry = list.filter(function (entry) { return entry[2] === one[0]; })[0];
            return [one[0], one[1], entry ? entry[0] : ''];
          });
          show(findTitles(named, field.value), good);
        });
        return;
      }
      var entries = chosen();
      loadAll(entries.map(function (entry) { return '../' + entry[2] + 'search-index.js'; }), function (good) {
        if (mine !== turn) return;
        var key = all ? '' : entries[0][2];
        var made = engines[key] ||
          engine(scope.MiniSearch, entries.map(function (entry) { return indexes[base(entry)]; }).filter(Boolean));
        if (good) engines[key] = made;
        show(find(made, field.value), good);
      });
    }

    // The site's own pages have their index beside the search page, and lie at the root.
    function base(entry) { return entry[2] === 'search/' ? '' : entry[2]; }
    function folder(data) {
      var own = list.filter(function (entry) { return base(entry) === data.base; })[0];
      return own ? own[2] : data.base;
    }

    function show(found, whole) {
      var count = found.length ? words.found + ' ' + found.length : whole ? words.none : '';
      status.textContent = [count, whole ? '' : words.failed].filter(Boolean).join('. ');
      results.textContent = '';
      // Whoever has found something has no need of the list of all pages.
      if (index) index.hidden = found.length > 0;
      found.slice(0, shown).forEach(function (result) { results.appendChild(item(result)); });
      if (more) more.hidden = found.length <= shown;
    }

    function item(result) {
      var page = result.page;
      var entry = document.createElement('li');
      var link = document.createElement('a');
      link.href = '../' + page.address + 'index.html';
      write(link, page.title, result.terms ? marks(page.title, result.terms) : []);
      var heading = document.createElement('h2');
      heading.appendChild(link);
      entry.appendChild(heading);
      var meta = document.createElement('p');
      meta.className = 'meta';
      var name = list.length > 1 ? page.data.name : '';
      meta.textContent = [page.kind, page.date, name].filter(Boolean).join(' · ');
      entry.appendChild(meta);
      if (result.terms) passageOf(result, entry, link);
      return entry;
    }

    function passageOf(result, entry, link) {
      var page = result.page;
      var number = Math.floor(page.number / page.data.per);
      load('../' + folder(page.data) + 'search-text-' + (number + 1) + '.js', function () {
        var pieces = (texts[page.data.base + ' ' + number] || [])[page.number % page.data.per];
        var cut = pieces && passage(pieces, result.terms);
        if (!cut) return;
        var text = document.createElement('p');
        write(text, cut.text, cut.places);
        entry.appendChild(text);
        if (cut.anchor && cut.places.length) link.href += '#' + cut.anchor;
      });
    }

    function write(into, text, places) {
      var at = 0;
      places.forEach(function (place) {
        into.appendChild(document.createTextNode(text.slice(at, place[0])));
        var mark = document.createElement('mark');
        mark.textContent = text.slice(place[0], place[1]);
        into.appendChild(mark);
        at = place[1];
      });
      into.appendChild(document.createTextNode(text.slice(at)));
    }

    // So that «back» from a result returns to the results. A page from a disk may be refused it.
    function remember(text) {
      try {
        var query = new URLSearchParams();
        if (text) query.set('q', text);
        if (where && where.value !== '') query.set('in', where.value);
        history.replaceState(null, '', location.pathname + (String(query) ? '?' + query : ''));
      } catch (error) { /* The results are there all the same. */ }
    }

    var waiting;
    var soon = function () { shown = SHOWN; clearTimeout(waiting); waiting = setTimeout(run, 120); };
    field.addEventListener('input', soon);
    if (where) where.addEventListener('change', soon);
    if (more) more.addEventListener('click', function () { shown += SHOWN; run(); });
    form.addEventListener('submit', function (event) { event.preventDefault(); clearTimeout(waiting); run(); });
    var asked = new URLSearchParams(location.search);
    if (asked.get('in') && where) {
      where.value = asked.get('in');
      // An institution that is there no more.
      if (where.selectedIndex < 0) where.value = '';
    }
    if (asked.get('q')) { field.value = asked.get('q'); run(); }
  }
})(typeof window === 'undefined' ? globalThis : window);
