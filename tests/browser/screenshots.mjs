// Pictures of every page kind, for people to look at: node screenshots.mjs OUT [--site FOLDER] [--all | --kinds plan,home] [--looks 360,768,1280,print]
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { browser, build, pages, pdfPictures, root, sample, scratch, serve } from './lib.mjs';

const args = process.argv.slice(2);
const option = (name) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
const out = resolve(args.find((one, at) => !one.startsWith('--') && !args[at - 1]?.startsWith('--')) ?? join(root, 'screenshots'));
const copy = option('--site') ? null : scratch('shots');
const folder = copy ? build(root, copy) : resolve(option('--site'));

const LOOKS = [
  { name: '360', width: 360, height: 740 },
  { name: '768', width: 768, height: 1024 },
  { name: '1280', width: 1280, height: 900 },
  { name: '360-dark', width: 360, height: 740, media: { colorScheme: 'dark' } },
  { name: '1280-dark', width: 1280, height: 900, media: { colorScheme: 'dark' } },
  { name: '360-contrast', width: 360, height: 740, media: { forcedColors: 'active', colorScheme: 'dark' } },
  { name: '1280-contrast', width: 1280, height: 900, media: { forcedColors: 'active', colorScheme: 'dark' } },
  { name: '360-green-150', width: 360, height: 740, panel: { scheme: 'green', size: '150' } },
  { name: '1280-blue', width: 1280, height: 900, panel: { scheme: 'blue' } },
  { name: 'print', print: true },
].filter((look) => !option('--looks') || option('--looks').split(',').includes(look.name));

let chosen = pages(folder).filter((one) => one.kind !== 'alias');
if (!args.includes('--all')) chosen = sample(chosen, 2);
if (option('--kinds')) chosen = chosen.filter((one) => option('--kinds').split(',').includes(one.kind));
if (option('--match')) chosen = chosen.filter((one) => one.path.includes(option('--match')));

mkdirSync(out, { recursive: true });
const site = await serve(folder);
const chrome = await browser();
const shots = new Map(chosen.map((page) => [page.path, []]));

await Promise.all([0, 1].map(async (half) => {
  for (const [at, look] of LOOKS.entries()) {
    if (at % 2 !== half) continue;
    const context = await chrome.newContext({ viewport: { width: look.width ?? 1122, height: look.height ?? 794 }, ...look.media, reducedMotion: 'reduce' });
    if (look.panel) await context.addInitScript((panel) => localStorage.setItem('letopis-panel', JSON.stringify(panel)), look.panel);
    const page = await context.newPage();
    for (const one of chosen) {
      await page.goto(site.at + one.path, { waitUntil: 'load' });
      await page.evaluate(async () => {
        await document.fonts.ready;
        for (const image of document.images) image.loading = 'eager';
        await Promise.all([...document.images].map((image) => image.decode().catch(() => {})));
      });
      const name = `${prefix(one)}-${look.name}`;
      if (look.print) {
        const bytes = await page.pdf({ preferCSSPageSize: true, printBackground: false });
        for (const [index, picture] of (await pdfPictures(context, bytes)).entries()) save(one, `${name}-${index + 1}.png`, picture);
      } else save(one, `${name}.png`, await page.screenshot({ fullPage: true }));
    }
    await context.close();
  }
}));

function prefix(page) {
  return `${page.kind}-${page.path.replace(/\/?index\.html$/, '').replaceAll('/', '_') || 'home'}`;
}

function save(page, name, picture) {
  writeFileSync(join(out, name), picture);
  shots.get(page.path).push({ name, look: name.slice(prefix(page).length + 1, -4) });
}

const text = (value) => value.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const figure = ({ name, look }) => `<figure><figcaption>${text(look)}</figcaption><a href="${text(encodeURI(name))}"><img src="${text(encodeURI(name))}" alt="${text(name)}" loading="lazy"></a></figure>`;
const order = LOOKS.map((look) => look.name);
const rank = (shot) => order.findIndex((look) => shot.look === look || shot.look.startsWith('print') && look === 'print');
const section = ([path, pictures], at) => `<section id="p${at}"><h2>${text(path)}</h2><div>${pictures.sort((a, b) => rank(a) - rank(b) || a.look.localeCompare(b.look, 'en', { numeric: true })).map(figure).join('')}</div></section>`;
writeFileSync(join(out, 'index.html'), `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>letopis: pictures of the pages</title>
<style>body{font:16px/1.5 sans-serif;margin:2rem;background:#ddd}div{display:grid;grid-template-columns:repeat(auto-fill,minmax(18rem,1fr));gap:1rem;align-items:start}figure{margin:0}figcaption{font-weight:bold}img{display:block;width:100%;height:26rem;object-fit:cover;object-position:top;border:1px solid #888;background:#fff}nav{columns:20rem}</style>
<h1>Pictures of the pages</h1>
<nav>${[...shots.keys()].map((path, at) => `<a href="#p${at}">${text(path)}</a><br>`).join('')}</nav>
${[...shots].map(section).join('\n')}
</html>
`);
await chrome.close();
site.close();
if (copy) rmSync(copy, { recursive: true, force: true });
console.log(`${[...shots.values()].flat().length} pictures in ${out}`);
