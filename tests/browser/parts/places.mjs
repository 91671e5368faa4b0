// Without JavaScript, and from a disk.
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';

export async function run({ chrome, site, folder, all, kinds, check }) {
  // JavaScript off.
  const still = await chrome.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
  const page = await still.newPage();
  for (const one of kinds) {
    await page.goto(site.at + one.path);
    const hidden = await page.locator('main [hidden]').count();
    check(`without scripts, controls that need them stay hidden and nothing else: ${one.path}`, await page.locator('main [hidden]:not(form, form *, .find, [data-print], [data-search-note], [data-search-more])').count() === 0, String(hidden));
    if (one.kind !== '404') check(`without scripts, the menu is open on a phone: ${one.path}`, await page.locator('#_menu a, .menu a').first().isVisible());
    check(`without scripts, no button that does nothing: ${one.path}`, await page.locator('button:visible').count() === 0);
  }
  for (const one of all.filter((page) => page.kind === 'plan')) {
    await page.goto(site.at + one.path);
    const rows = page.locator('table.plan tr[data-status]');
    const count = await rows.count();
    check(`without scripts, the full table: ${one.path}`, count > 0 && await page.locator('table.plan tr[data-status]:visible').count() === count, String(count));
    check(`hooks of the table: ${one.path}`, await page.locator('table.plan').count() === 1 && await page.locator('table.plan > caption').count() === 1
      && await page.locator('table.plan > thead').count() === 1 && await page.locator('table.plan tr[id^="a-"]').count() > 0
      && await page.locator('table.plan tr:not([data-status]):not(.band)').count() === 1);
    check(`every status has a word and a shape: ${one.path}`, await page.locator('table.plan td[data-field=status] .status:not(:has(svg))').count() === 0 && await page.locator('table.plan td[data-field=status] .status').count() > 0);
  }
  const search = kinds.find((one) => one.kind === 'search');
  await page.goto(site.at + search.path);
  check('without scripts, search leads to the sections', await page.locator('[data-search-index] a:visible').count() > 5);
  await still.close();

  // From a disk.
  const context = await chrome.newContext({ viewport: { width: 1280, height: 900 } });
  const disk = await context.newPage();
  const said = [];
  disk.on('pageerror', (error) => said.push(String(error)));
  disk.on('console', (message) => { if (message.type() === 'error') said.push(message.text()); });
  await disk.goto(pathToFileURL(join(folder, 'index.html')).href);
  for (const step of ['.school h3 a, .school h4 a', '.project h3 a', '.tabs li:nth-child(2) a', '.tabs li:last-child a', '.brand', '.menu li:last-child a']) {
    await disk.locator(step).first().click();
    await disk.waitForLoadState();
    check(`from a disk, a click on ${step}`, disk.url().startsWith('file:') && await disk.locator('main h1').count() === 1, disk.url());
  }
  for (const one of kinds.filter((page) => page.kind !== '404')) {
    await disk.goto(pathToFileURL(join(folder, one.path)).href);
    const links = await disk.evaluate(() => [...document.querySelectorAll('a[href]')].map((link) => link.href).filter((href) => href.startsWith('file:')));
    const wrong = links.filter((href) => /\/(#.*)?$/.test(href));
    check(`from a disk, links name files: ${one.path}`, wrong.length === 0, wrong.slice(0, 3));
  }
  const plan = kinds.find((one) => one.kind === 'plan');
  await disk.goto(pathToFileURL(join(folder, plan.path)).href);
  await disk.locator('.panel-button').click();
  await disk.locator('#_panel [data-set=size][data-value="150"]').click();
  check('from a disk, the panel works', await disk.evaluate(() => document.documentElement.dataset.size) === '150');
  await disk.evaluate(() => { delete document.documentElement.dataset.size; });
  await disk.goto(pathToFileURL(join(folder, search.path)).href);
  check('from a disk, search shows its list', await disk.locator('[data-search-index] a:visible, [data-search-results] a:visible').count() > 5);
  check('from a disk, no errors', said.length === 0, said);
  await context.close();

  // Where local storage throws, the panel works all the same.
  const shut = await chrome.newContext();
  await shut.addInitScript(() => Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no'); } }));
  const poor = await shut.newPage();
  await poor.goto(site.at + 'index.html');
  await poor.locator('.panel-button').click();
  await poor.locator('#_panel [data-set=scheme][data-value=blue]').click();
  check('the panel works where local storage throws', await poor.evaluate(() => document.documentElement.dataset.scheme) === 'blue');
  check('no cookies', (await shut.cookies()).length === 0);
  await shut.close();

  // Nor does it mind what others keep there under its name.
  for (const kept of ['"x"', '7', 'null', '[1]', '{', '{"size":"999","scheme":{"a":1},"lines":"3"}']) {
    const foreign = await chrome.newContext();
    await foreign.addInitScript((kept) => localStorage.setItem('letopis-panel', kept), kept);
    const page = await foreign.newPage();
    const wrong = [];
    page.on('pageerror', (error) => wrong.push(String(error)));
    await page.goto(site.at + 'index.html');
    await page.locator('.panel-button').click();
    await page.locator('#_panel [data-set=scheme][data-value=blue]').click();
    const set = await page.evaluate(() => ({ ...document.documentElement.dataset }));
    check(`the panel does not mind ${kept} in its place`, wrong.length === 0 && set.scheme === 'blue' && !set.size, { wrong, set });
    await foreign.close();
  }
}
