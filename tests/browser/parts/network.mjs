// What a page asks of the network, how heavy it is, what its policy allows, what it says on the console.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'";

export async function run({ chrome, site, folder, all, kinds, check }) {
  const css = ['style.css', 'colors.css'].reduce((sum, name) => sum + readFileSync(join(folder, name)).length, 0);
  const js = ['script.js', 'panel.js'].reduce((sum, name) => sum + readFileSync(join(folder, name)).length, 0);
  check('style sheets under 40 000 bytes', css < 40000, String(css));
  check('scripts under 15 000 bytes', js < 15000, String(js));
  console.log(`style sheets ${css} bytes, scripts ${js} bytes`);

  for (const one of all.filter((page) => page.kind !== 'alias')) {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(one.html)?.[1]?.replaceAll('&#x27;', "'").replaceAll('&#39;', "'") ?? '';
    if (one.kind !== '404') check(`policy of ${one.path}`, policy === POLICY, policy);
    else check('policy of 404.html', policy.includes("default-src 'none'") && !/unsafe-inline|unsafe-eval/.test(policy), policy);
    if (one.kind !== '404') check(`nothing inline in ${one.path}`, !/<[^>]+\sstyle=|<style|<script(?![^>]*(src=|ld\+json))|\son\w+="/.test(one.html.replace(/<(script type="application\/ld\+json")>.*?<\/script>/gs, '')), /<[^>]+\sstyle=[^>]*>|<style|<script(?![^>]*(src=|ld\+json))[^>]*>|\son\w+="[^"]*/.exec(one.html)?.[0] ?? '');
  }

  for (const one of kinds) {
    const context = await chrome.newContext({ viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    let bytes = 0;
    const foreign = [];
    const failed = [];
    const said = [];
    session.on('Network.loadingFinished', (event) => { bytes += event.encodedDataLength; });
    page.on('request', (request) => { if (!request.url().startsWith(site.at) && !request.url().startsWith('data:')) foreign.push(request.url()); });
    page.on('response', (response) => { if (response.status() >= 400) failed.push(`${response.status()} ${response.url()}`); });
    page.on('console', (message) => { if (['error', 'warning'].includes(message.type())) said.push(message.text()); });
    page.on('pageerror', (error) => said.push(String(error)));
    await page.goto(site.at + one.path, { waitUntil: 'networkidle' });
    check(`no other host: ${one.path}`, foreign.length === 0, foreign);
    check(`nothing missing: ${one.path}`, failed.length === 0, failed);
    check(`a quiet console: ${one.path}`, said.length === 0, said);
    if (one.kind === 'plan') {
      console.log(`first view of ${one.path}: ${bytes} bytes`);
      check('first view of a plan under 150 KB', bytes < 150 * 1024, String(bytes));
    }
    if (one.kind === '404') check('404.html asks for nothing', (await page.evaluate(() => performance.getEntriesByType('resource').length)) === 0);
    await context.close();
  }
  // Nothing jumps when the fonts come late.
  for (const [width, one] of [412, 1280].flatMap((width) => kinds.map((one) => [width, one]))) {
    const context = await chrome.newContext({ viewport: { width, height: 823 } });
    const page = await context.newPage();
    await page.route('**/*.woff2', async (route) => {
      await new Promise((done) => setTimeout(done, 300));
      await route.continue();
    });
    await page.addInitScript(() => {
      window.shifts = [];
      new PerformanceObserver((list) => list.getEntries().forEach((entry) => shifts.push([entry.value, ...entry.sources.map((source) => source.node?.className || source.node?.nodeName)]))).observe({ type: 'layout-shift', buffered: true });
    });
    await page.goto(site.at + one.path);
    await page.evaluate(() => document.fonts.ready);
    await page.waitForTimeout(200);
    const shifts = await page.evaluate(() => shifts);
    const sum = shifts.reduce((sum, [value]) => sum + value, 0);
    check(`nothing jumps at ${width} px: ${one.path}`, sum < 0.1, { sum, shifts });
    await context.close();
  }
  // A missing page at any depth is answered by 404.html as it stands.
  const context = await chrome.newContext();
  const page = await context.newPage();
  const answer = await page.goto(`${site.at}no/such/page/`);
  check('404 at any depth', answer.status() === 404 && await page.locator('h1').count() === 1);
  await page.locator('.panel-button').click();
  await page.locator('#_panel [data-set=scheme][data-value=green]').click();
  check('the panel works on 404.html', await page.evaluate(() => document.documentElement.dataset.scheme) === 'green');
  await context.close();
}
