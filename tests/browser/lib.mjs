// What the tests and the screenshots share: the built site, a server for it, the browser, and PDF.
import { spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, extname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';

export const here = dirname(fileURLToPath(import.meta.url));
export const root = resolve(here, '../..');
export const SCHEMES = ['black-on-white', 'white-on-black', 'blue', 'brown', 'green'];

const TYPES = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.mjs': 'text/javascript',
  '.json': 'application/json', '.svg': 'image/svg+xml', '.png': 'image/png', '.jpg': 'image/jpeg', '.webp': 'image/webp', '.woff2': 'font/woff2',
  '.xml': 'application/xml', '.csv': 'text/csv', '.ics': 'text/calendar', '.pdf': 'application/pdf', '.wasm': 'application/wasm',
};
const PACKED = new Set(['.html', '.css', '.js', '.json', '.svg', '.xml', '.csv', '.ics', '.wasm']);

/** The demo tells of the autumn of 2026: what is published and what is current does not depend on the day of the test. */
const DATE = '2026-11-20';

/** Builds a copy of the site of `source` (a folder with content/) and answers the folder of the result. */
export function build(source, copy) {
  const program = resolve(process.env.LETOPIS ?? join(root, 'target/debug/letopis'));
  if (!existsSync(program)) throw new Error(`${program} is not there: cargo build first, or name it in LETOPIS`);
  if (source !== copy) cpSync(join(source, 'content'), join(copy, 'content'), { recursive: true });
  const done = spawnSync(program, ['build', copy, '--date', DATE], { encoding: 'utf8', maxBuffer: 1 << 28 });
  const out = join(copy, 'public');
  if (done.status === 0 && existsSync(join(out, 'index.html'))) return out;
  throw new Error(`letopis build ${source} failed:\n${done.stdout}${done.stderr}`);
}

export const scratch = (name) => mkdtempSync(join(tmpdir(), `letopis-${name}-`));

/** Serves a folder, packed as a school's server would; answers the address and `close`. */
export async function serve(folder) {
  const server = createServer((request, response) => {
    let file = join(folder, decodeURIComponent(new URL(request.url, 'http://x').pathname));
    if (!file.startsWith(folder)) file = folder;
    if (existsSync(file) && statSync(file).isDirectory()) file = join(file, 'index.html');
    const found = existsSync(file);
    if (!found) file = join(folder, '404.html');
    const type = extname(file);
    let body = existsSync(file) ? readFileSync(file) : Buffer.from('not found');
    const head = { 'content-type': TYPES[type] ?? 'application/octet-stream', 'cache-control': 'max-age=600' };
    if (PACKED.has(type) && /gzip/.test(request.headers['accept-encoding'] ?? '')) {
      body = gzipSync(body);
      head['content-encoding'] = 'gzip';
    }
    response.writeHead(found ? 200 : 404, { ...head, 'content-length': body.length });
    response.end(body);
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  return { at: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

export async function browser() {
  const executablePath = process.env.CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path));
  if (!executablePath) throw new Error('no Chromium: install it, or name it in CHROMIUM');
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage', '--allow-file-access-from-files=0'] });
}

function walk(folder, found = []) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) walk(path, found);
    else found.push(path);
  }
  return found;
}

/** Every page of a built site: {path: "a/b/index.html", kind, lang, size, html}. */
export function pages(folder) {
  return walk(folder).filter((path) => path.endsWith('.html')).sort().map((file) => {
    const html = readFileSync(file, 'utf8');
    return {
      path: relative(folder, file).split(sep).join('/'),
      kind: /<body class="k-(\w+)/.exec(html)?.[1] ?? (/http-equiv="refresh"/.test(html) ? 'alias' : 'unknown'),
      lang: /<html lang="(\w+)"/.exec(html)?.[1],
      size: html.length,
      html,
    };
  });
}

/** Of every kind its fullest pages: the biggest, then the biggest in each further language. */
export function sample(all, count = 1) {
  const kinds = new Map();
  for (const page of all.filter((one) => one.kind !== 'alias').sort((a, b) => b.size - a.size || (a.path < b.path ? -1 : 1))) {
    const chosen = kinds.get(page.kind) ?? [];
    if (chosen.length < count || (count > 1 && !chosen.some((one) => one.lang === page.lang))) chosen.push(page);
    kinds.set(page.kind, chosen);
  }
  return [...kinds.values()].flat();
}

/** The text of a PDF: for each page its lines, top to bottom, each {y, text, items: [{x, text}]}. */
export async function pdfText(bytes) {
  // Only the text is wanted, for which nothing is drawn.
  globalThis.DOMMatrix ??= class DOMMatrix {};
  const warn = console.warn;
  console.warn = () => {};
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  console.warn = warn;
  const task = getDocument({ data: new Uint8Array(bytes), useSystemFonts: false, disableFontFace: true, verbosity: 0 });
  const file = await task.promise;
  const result = [];
  for (let number = 1; number <= file.numPages; number++) {
    const page = await file.getPage(number);
    const [, , width, height] = page.view;
    const lines = new Map();
    for (const item of (await page.getTextContent()).items) {
      if (!item.str?.trim()) continue;
      const y = Math.round((height - item.transform[5]) / 2) * 2;
      if (!lines.has(y)) lines.set(y, []);
      lines.get(y).push({ x: item.transform[4], text: item.str });
    }
    result.push({
      width, height,
      lines: [...lines].sort((a, b) => a[0] - b[0]).map(([y, items]) => ({ y, items, text: items.sort((a, b) => a.x - b.x).map((one) => one.text).join(' ') })),
    });
  }
  await task.destroy();
  return result;
}

/** Draws the pages of a PDF in the browser; answers PNG buffers. */
export async function pdfPictures(context, bytes, most = 4) {
  const site = await serve(join(here, 'node_modules/pdfjs-dist'));
  const page = await context.newPage();
  await page.goto(site.at + 'package.json');
  const count = await page.evaluate(async ({ data, most }) => {
    const { getDocument, GlobalWorkerOptions } = await import('/build/pdf.min.mjs');
    GlobalWorkerOptions.workerSrc = '/build/pdf.worker.min.mjs';
    const file = await getDocument({ data: Uint8Array.from(atob(data), (one) => one.charCodeAt(0)), standardFontDataUrl: '/standard_fonts/' }).promise;
    document.body.replaceChildren();
    document.body.style.margin = 0;
    for (let number = 1; number <= Math.min(file.numPages, most); number++) {
      const sheet = await file.getPage(number);
      const viewport = sheet.getViewport({ scale: 1.3 });
      const canvas = Object.assign(document.createElement('canvas'), { width: viewport.width, height: viewport.height });
      canvas.style.cssText = 'display:block';
      document.body.append(canvas);
      await sheet.render({ canvasContext: canvas.getContext('2d'), canvas, viewport }).promise;
    }
    return document.querySelectorAll('canvas').length;
  }, { data: Buffer.from(bytes).toString('base64'), most });
  const pictures = [];
  for (let index = 0; index < count; index++) pictures.push(await page.locator('canvas').nth(index).screenshot());
  await page.close();
  site.close();
  return pictures;
}
