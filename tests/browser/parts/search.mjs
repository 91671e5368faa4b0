// Finds 40 queries over the demo, in other word forms than its pages have: a page that a person expects must be among
// the first three results, from a server and from a disk. Then what the page does when a part of the index does not come,
// and how an institution is chosen.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { here } from '../lib.mjs';

const FIRST = 3;
/** Frames, by which Playwright looks otherwise, are not drawn for a page in the background. */
const POLLED = { polling: 50 };

export async function run({ chrome, site, folder, check }) {
  const queries = JSON.parse(readFileSync(join(here, 'queries.json'), 'utf8'));
  check('there are 40 queries, some of them Belarusian', queries.length >= 40 && queries.filter((one) => one.expected.some((address) => address.startsWith('krynitsa/'))).length >= 8, String(queries.length));
  const places = { http: site.at, file: `${pathToFileURL(folder).href}/` };
  for (const [how, root] of Object.entries(places)) {
    const page = await chrome.newPage();
    const said = [];
    page.on('console', (message) => { if (message.type() === 'error') said.push(message.text()); });
    await page.goto(`${root}search/index.html`);
    for (const { query, expected } of queries) {
      await page.fill('#q', '');
      await page.waitForFunction(() => !document.querySelector('[data-search-results] li'), null, POLLED);
      await page.fill('#q', query);
      await page.waitForSelector('[data-search-results] li', { timeout: 5000 }).catch(() => null);
      const links = await page.$$eval('[data-search-results] li h2 a', (all) => all.map((link) => link.href.split('#')[0]));
      const found = links.map((href) => href.slice(root.length).replace(/index\.html$/, ''));
      check(`${how}: «${query}»`, found.slice(0, FIRST).some((address) => expected.includes(address)), `expected ${expected.join(' or ')}, found ${found.slice(0, 5).join(', ') || 'nothing'}`);
    }
    // A passage stands beneath the first result, with what was found marked in it.
    const marked = await page.waitForSelector('[data-search-results] li p mark', { timeout: 5000 }).catch(() => null);
    check(`${how}: a passage with a mark`, marked !== null);
    check(`${how}: a quiet console`, said.length === 0, said);
    await page.close();
  }
  await own(chrome, site, check);
  await failing(chrome, site, check);
}

/** Who comes from an institution's page searches that institution. */
async function own(chrome, site, check) {
  const page = await chrome.newPage();
  await page.goto(`${site.at}ckroir/vmeste/index.html`);
  await page.click('header a[href*="search/"]');
  await page.fill('#q', 'отчёт');
  await page.waitForSelector('[data-search-results] li');
  check('the institution is chosen', await page.inputValue('#in') === 'ckroir', page.url());
  const links = await page.$$eval('[data-search-results] h2 a', (all) => all.map((link) => link.href));
  check('only the institution is searched', links.length > 0 && links.every((href) => href.includes('/ckroir/')), links);
  await page.goto(`${site.at}search/index.html?in=no-such-school&q=отчёт`);
  await page.waitForSelector('[data-search-results] li');
  check('an institution that is there no more is none', await page.inputValue('#in') === '');
  await page.close();
}

/** A part of the index that does not come is told, and asked for again. */
async function failing(chrome, site, check) {
  const page = await chrome.newPage();
  await page.route('**/ckroir/search-index.js', (route) => route.abort());
  await page.goto(`${site.at}search/index.html`);
  const told = await page.getAttribute('[data-search-form]', 'data-failed');
  const status = async (query) => {
    await page.fill('#q', query);
    await page.waitForFunction(() => { const text = document.querySelector('[data-search-count]').textContent; return text && !/…$/.test(text); }, null, POLLED);
    return page.textContent('[data-search-count]');
  };
  check('a missing part is told', (await status('толерантности')).includes(told));
  await page.unroute('**/ckroir/search-index.js');
  await page.fill('#q', '');
  await page.waitForFunction(() => !document.querySelector('[data-search-count]').textContent, null, POLLED);
  const again = await status('толерантность');
  const first = await page.getAttribute('[data-search-results] h2 a', 'href');
  check('and asked for again', !again.includes(told) && first.includes('ckroir/'), `${again}: ${first}`);
  await page.close();
}
