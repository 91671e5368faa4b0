// axe over every kind of page: light, dark, and each scheme of the panel.
import { AxeBuilder } from '@axe-core/playwright';
import { SCHEMES } from '../lib.mjs';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const LOOK = ['color-contrast', 'link-in-text-block', 'target-size', 'aria-hidden-focus', 'button-name'];

export async function run({ chrome, site, all, kinds, check }) {
  const belarusian = all.filter((page) => page.lang === 'be' && ['plan', 'institution'].includes(page.kind)).slice(0, 2);
  const wanted = [...new Set([...kinds, ...belarusian])];
  const queue = [...wanted];
  const context = await chrome.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' });
  await Promise.all([0, 1].map(async () => {
    const page = await context.newPage();
    while (queue.length) {
      const one = queue.shift();
      for (const look of ['light', 'dark', ...SCHEMES]) {
        const scheme = SCHEMES.includes(look) ? look : '';
        await page.emulateMedia({ colorScheme: look === 'dark' ? 'dark' : 'light' });
        if (look === 'light') await page.goto(site.at + one.path);
        await page.evaluate((value) => {
          if (value) document.documentElement.dataset.scheme = value;
          for (const box of document.querySelectorAll('details')) box.open = true;
          if (value) document.getElementById('_panel').hidden = false;
        }, scheme);
        const builder = new AxeBuilder({ page }).setLegacyMode(true);
        // A scheme changes colours and opens the panel, and nothing else.
        const result = await (scheme ? builder.withRules(LOOK) : builder.withTags(TAGS)).analyze();
        check(`axe ${look} ${one.path}`, result.violations.length === 0, result.violations.map((wrong) => `${wrong.id} ×${wrong.nodes.length} ${wrong.nodes[0].html.slice(0, 160)} ${wrong.nodes[0].failureSummary?.split('\n')[1] ?? ''}`).join(' | '));
      }
    }
  }));
  // Narrow, where the plan is cards and the menu is folded.
  const page = await context.newPage();
  await page.setViewportSize({ width: 360, height: 740 });
  for (const one of kinds) {
    await page.goto(site.at + one.path);
    const result = await new AxeBuilder({ page }).withTags(TAGS).setLegacyMode(true).analyze();
    check(`axe at 360 ${one.path}`, result.violations.length === 0, result.violations.map((wrong) => `${wrong.id} ×${wrong.nodes.length} ${wrong.nodes[0].html.slice(0, 160)}`).join(' | '));
  }
  await context.close();
}
