// Finds 40 queries over the demo, in other word forms than its pages have: a page that a person expects must be among
// the first three results, from a server and from a disk.
//
//   node tests/browser/search.mjs OUTPUT            real Chromium, http and file:// (needs playwright-core)
//   node tests/browser/search.mjs OUTPUT --engine   the engine alone, in this process: no browser needed
//
// OUTPUT is the folder of a finished build of the demo. CHROMIUM names the browser, /usr/bin/chromium by default.
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, extname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import vm from 'node:vm';

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);
const output = resolve(process.argv[2] ?? 'public');
const queries = JSON.parse(await readFile(join(here, 'queries.json'), 'utf8'));
const FIRST = 3;

let failures = 0;
function judge(how, { query, expected }, found) {
  const good = found.slice(0, FIRST).some((address) => expected.includes(address));
  if (!good) {
    failures += 1;
    console.error(`${how}: «${query}» expected ${expected.join(' or ')}, found ${found.slice(0, 5).join(', ') || 'nothing'}`);
  }
}

/** Runs the generated scripts as a page would, and asks the engine itself. */
function engineOnly() {
  const MiniSearch = require(join(output, 'minisearch.js'));
  const engine = require(join(output, 'search.js'));
  let list = [];
  const indexes = [];
  const scope = { letopisSearch: { list: (entries) => { list = entries; }, index: (data) => indexes.push(data) } };
  vm.createContext(scope);
  const run = (path) => vm.runInContext(readFileSync(join(output, path), 'utf8'), scope);
  run('search/list.js');
  for (const entry of list) run(`${entry[2]}search-index.js`);
  const built = engine.engine(MiniSearch, indexes);
  for (const query of queries) judge('engine', query, engine.find(built, query.query).map((result) => result.page.address));
}

async function inBrowser() {
  const { chromium } = require('playwright-core');
  const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.woff2': 'font/woff2' };
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    const file = join(output, path.endsWith('/') ? `${path}index.html` : path);
    if (!file.startsWith(output) || !existsSync(file)) { response.writeHead(404).end(); return; }
    response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' }).end(readFileSync(file));
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
  try {
    const places = { http: `http://127.0.0.1:${server.address().port}/`, file: `${pathToFileURL(output).href}/` };
    for (const [how, root] of Object.entries(places)) {
      const page = await browser.newPage();
      const refused = [];
      page.on('console', (message) => { if (message.type() === 'error') refused.push(message.text()); });
      await page.goto(`${root}search/index.html`);
      for (const query of queries) {
        await page.fill('#q', '');
        await page.waitForFunction(() => !document.querySelector('[data-search-results] li'));
        await page.fill('#q', query.query);
        await page.waitForSelector('[data-search-results] li', { timeout: 5000 }).catch(() => null);
        const found = await page.$$eval('[data-search-results] li h3 a', (links) => links.map((link) => link.href.split('#')[0]));
        judge(how, query, found.map((href) => href.slice(root.length).replace(/index\.html$/, '')));
      }
      // A passage stands beneath the first result, with what was found marked in it.
      await page.waitForSelector('[data-search-results] li p mark', { timeout: 5000 }).catch(() => {
        failures += 1;
        console.error(`${how}: no passage with a mark`);
      });
      if (refused.length) { failures += 1; console.error(`${how}: ${refused.join('\n')}`); }
      await page.close();
    }
  } finally {
    await browser.close();
    server.close();
  }
}

if (process.argv.includes('--engine')) engineOnly(); else await inBrowser();
console.log(failures ? `${failures} failures` : `${queries.length} queries found`);
process.exitCode = failures ? 1 : 0;
