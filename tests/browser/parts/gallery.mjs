// A page of sixty photos, before anybody scrolls: what comes over the network, and what a reader without JavaScript has.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serve } from '../lib.mjs';

const PHOTOS = 60;
const GOAL = 300 * 1000;

/** Draws photos as a camera's are to an encoder: soft light, things with edges, foliage, grain. */
async function photos(chrome) {
  const page = await chrome.newPage();
  const drawn = await page.evaluate(async (count) => {
    const all = [];
    const canvas = Object.assign(document.createElement('canvas'), { width: 960, height: 720 });
    const paint = canvas.getContext('2d', { willReadFrequently: true });
    for (let number = 0; number < count; number++) {
      let state = number * 7919 + 12345;
      const random = () => { state = (state * 1103515245 + 12345) % 2147483648; return state / 2147483648; };
      const sky = paint.createLinearGradient(0, 0, 200, 720);
      sky.addColorStop(0, `hsl(${random() * 360} 45% 75%)`);
      sky.addColorStop(1, `hsl(${random() * 360} 35% 30%)`);
      paint.fillStyle = sky;
      paint.fillRect(0, 0, 960, 720);
      for (let leaf = 0; leaf < 2600; leaf++) {
        paint.fillStyle = `hsl(${60 + random() * 80} ${30 + random() * 40}% ${15 + random() * 55}% / 0.8)`;
        paint.beginPath();
        paint.ellipse(random() * 960, 260 + random() * random() * 460, 2 + random() * 9, 1 + random() * 5, random() * 3, 0, 7);
        paint.fill();
      }
      for (let person = 0; person < 14; person++) {
        const x = random() * 960, y = 300 + random() * 300, size = 30 + random() * 60;
        paint.fillStyle = `hsl(${random() * 360} 60% 45%)`;
        paint.fillRect(x, y, size, size * 2);
        paint.fillStyle = `hsl(25 50% ${50 + random() * 30}%)`;
        paint.beginPath();
        paint.arc(x + size / 2, y - size / 3, size / 2.2, 0, 7);
        paint.fill();
        paint.strokeRect(x, y, size, size * 2);
      }
      const pixels = paint.getImageData(0, 0, 960, 720);
      for (let at = 0; at < pixels.data.length; at += 4) {
        const grain = (random() - 0.5) * 26;
        for (let channel = 0; channel < 3; channel++) pixels.data[at + channel] += grain;
      }
      paint.putImageData(pixels, 0, 0);
      all.push(canvas.toDataURL('image/jpeg', 0.9).split(',')[1]);
    }
    return all;
  }, PHOTOS);
  await page.close();
  return drawn.map((text) => Buffer.from(text, 'base64'));
}

export async function run({ chrome, check, scratch, build }) {
  const root = scratch('gallery');
  try {
    const item = 'content/school/project/news/2026-10-07-den';
    const write = (path, bytes) => { mkdirSync(join(root, path, '..'), { recursive: true }); writeFileSync(join(root, path), bytes); };
    write('content/site.yaml', 'title: Фотографии\n');
    write('content/school/institution.yaml', 'name: Школа\n');
    write('content/school/project/project.yaml', 'title: Проект\n');
    write(`${item}/index.md`, '---\ntitle: Шестьдесят снимков\n---\nДень здоровья.\n');
    (await photos(chrome)).forEach((bytes, number) => write(`${item}/photo-${String(number).padStart(2, '0')}.jpg`, bytes));
    const site = await serve(build(root, root));
    const address = `${site.at}school/project/news/2026-10-07-den/index.html`;
    for (const [width, height, dpr] of [[1280, 800, 1], [360, 640, 2]]) {
      const context = await chrome.newContext({ viewport: { width, height }, deviceScaleFactor: dpr });
      const page = await context.newPage();
      const session = await context.newCDPSession(page);
      await session.send('Network.enable');
      let bytes = 0;
      session.on('Network.loadingFinished', (event) => { bytes += event.encodedDataLength; });
      await page.goto(address, { waitUntil: 'networkidle' });
      await page.waitForTimeout(500);
      const shown = await page.$$eval('.gallery img', (all) => all.filter((image) => image.currentSrc.startsWith('http')).length);
      console.log(`sixty photos at ${width}, ${dpr} pixels a point: ${bytes} bytes, ${shown} pictures before scrolling`);
      check(`sixty photos at ${width} under 300 KB before scrolling`, bytes < GOAL, String(bytes));
      check(`every picture keeps its place at ${width}`, (await page.$$eval('.gallery img', (all) => all.filter((image) => image.width && image.height && image.alt && image.getBoundingClientRect().height > 40).length)) === PHOTOS);
      for (let step = 0; step < 60; step++) { await page.mouse.wheel(0, 500); await page.waitForTimeout(20); }
      await page.waitForFunction((count) => [...document.querySelectorAll('.gallery img')].filter((image) => image.currentSrc.startsWith('http') && image.complete && image.naturalWidth > 1).length === count, PHOTOS, { timeout: 10000 }).catch(() => null);
      check(`all pictures come with scrolling at ${width}`, (await page.$$eval('.gallery img', (all) => all.filter((image) => image.currentSrc.startsWith('http')).length)) === PHOTOS);
      await context.close();
    }
    const context = await chrome.newContext({ javaScriptEnabled: false, viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    await page.goto(address, { waitUntil: 'load' });
    check('all pictures are there without JavaScript', (await page.locator('.gallery img[src$=".jpg"]').count()) === PHOTOS);
    await context.close();
    site.close();
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
