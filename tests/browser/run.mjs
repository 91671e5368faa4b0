// The browser tests: node run.mjs [FOLDER OF A BUILT SITE]. Without a folder the demo is built by $LETOPIS (target/debug/letopis).
// Parts can be run alone: node run.mjs --only axe,print
import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { browser, build, pages, root, sample, scratch, serve } from './lib.mjs';
import * as access from './parts/access.mjs';
import * as gallery from './parts/gallery.mjs';
import * as keyboard from './parts/keyboard.mjs';
import * as network from './parts/network.mjs';
import * as paper from './parts/paper.mjs';
import * as places from './parts/places.mjs';
import * as search from './parts/search.mjs';
import * as widths from './parts/widths.mjs';
import * as words from './parts/words.mjs';
import * as xss from './parts/xss.mjs';

const args = process.argv.slice(2);
const only = args.includes('--only') ? args[args.indexOf('--only') + 1].split(',') : null;
const given = args.find((one, at) => !one.startsWith('--') && args[at - 1] !== '--only');

const began = Date.now();
const failures = [];
let passed = 0;

/** One finding. `detail` is what was seen; it is printed when the check fails. */
function check(name, good, detail = '') {
  if (good) { passed++; return true; }
  const text = typeof detail === 'string' ? detail : JSON.stringify(detail);
  failures.push(`${name}${text ? `: ${text.slice(0, 1200)}` : ''}`);
  console.log(`FAILED ${failures.at(-1)}`);
  return false;
}

const copy = given ? null : scratch('demo');
const chrome = await browser();
try {
  const folder = given ? resolve(given) : build(root, copy);
  const site = await serve(folder);
  const all = pages(folder);
  const kinds = sample(all);
  const stage = { chrome, site, folder, all, kinds, check, root, scratch, build };
  const parts = [
    ['words', words.run], ['network', network.run], ['places', places.run], ['keyboard', keyboard.run],
    ['widths', widths.run], ['paper', paper.run], ['axe', access.run], ['search', search.run], ['gallery', gallery.run], ['xss', xss.run],
  ].filter(([name]) => !only || only.includes(name));
  check('the demo has every kind of page', ['home', 'institution', 'project', 'plan', 'progress', 'reports', 'report', 'news', 'news_item', 'tag', 'page', 'search', '404'].every((kind) => kinds.some((page) => page.kind === kind)), kinds.map((page) => page.kind));
  // Two at a time: a machine for tests has two cores.
  await Promise.all([0, 1].map(async () => {
    while (parts.length) {
      const [name, run] = parts.shift();
      const from = Date.now();
      const before = passed;
      try {
        await run(stage);
      } catch (error) {
        check(`${name} runs to its end`, false, error.stack ?? String(error));
      }
      console.log(`${name}: ${((Date.now() - from) / 1000).toFixed(1)} s, about ${passed - before} checks`);
    }
  }));
  site.close();
} finally {
  await chrome.close();
  if (copy) rmSync(copy, { recursive: true, force: true });
}
console.log(`${((Date.now() - began) / 1000).toFixed(0)} s`);
console.log(`${passed} passed, ${failures.length} failed`);
process.exit(failures.length ? 1 : 0);
