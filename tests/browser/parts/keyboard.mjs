// By keyboard alone: skip link, menu, panel, filters, gallery.
export async function run({ chrome, site, all, kinds, check }) {
  const context = await chrome.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  const plan = kinds.find((one) => one.kind === 'plan');

  const focused = () => page.evaluate(() => {
    const element = document.activeElement;
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    return {
      tag: element.tagName, text: element.textContent.trim().slice(0, 40), id: element.id, class: element.className,
      ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
      inside: box.width > 0 && box.height > 0 && box.top < innerHeight && box.bottom > 0,
      covered: (() => {
        const x = box.left + box.width / 2, y = Math.max(box.top, 0) + Math.min(box.height / 2, 10);
        const top = document.elementFromPoint(x, y);
        return !(top && (element.contains(top) || top.contains(element)));
      })(),
    };
  });

  await page.goto(site.at + plan.path);
  await page.keyboard.press('Tab');
  let at = await focused();
  check('the first Tab is the skip link', /skip/.test(at.class) && at.inside && at.ring, at);
  await page.keyboard.press('Enter');
  check('the skip link leads to main', await page.evaluate(() => document.activeElement.id) === '_main');

  // Every stop has a ring and is in sight; nothing is a trap.
  for (const one of kinds) {
    await page.goto(site.at + one.path);
    const stops = new Set();
    const wrong = [];
    let number = 0;
    for (; number < 60; number++) {
      await page.keyboard.press('Tab');
      at = await focused();
      if (at.tag === 'BODY') break;
      if (!at.ring || !at.inside || at.covered) wrong.push(at);
      stops.add(`${at.tag} ${at.text} ${at.id} ${number}`);
    }
    check(`each stop is seen, with a ring: ${one.path}`, wrong.length === 0 && number > 0, wrong.slice(0, 3));
  }

  // The panel.
  await page.goto(site.at + plan.path);
  const opener = page.locator('.panel-button');
  check('the panel is shut at first', await opener.getAttribute('aria-expanded') === 'false' && !(await page.locator('#_panel').isVisible()));
  await opener.focus();
  await page.keyboard.press('Enter');
  check('Enter opens the panel', await opener.getAttribute('aria-expanded') === 'true' && await page.locator('#_panel').isVisible());
  check('the focus is in the panel', await page.evaluate(() => !!document.activeElement.closest('#_panel')));
  for (const [name, value] of [['size', '150'], ['letters', '2'], ['lines', '3'], ['font', 'serif'], ['scheme', 'green'], ['images', 'off']]) {
    const button = page.locator(`#_panel [data-set=${name}][data-value="${value}"]`);
    await button.focus();
    await page.keyboard.press('Space');
    check(`panel ${name}: pressed`, await button.getAttribute('aria-pressed') === 'true' && await page.locator(`#_panel [data-set=${name}][aria-pressed=true]`).count() === 1);
    check(`panel ${name}: done`, await page.evaluate((key) => document.documentElement.dataset[key], name) === value);
  }
  await page.keyboard.press('Escape');
  check('Escape shuts the panel and gives the focus back', !(await page.locator('#_panel').isVisible()) && await page.evaluate(() => document.activeElement.classList.contains('panel-button')));
  const item = all.find((one) => /data-gallery/.test(one.html));
  await page.goto(site.at + (item ?? plan).path);
  check('the choice is kept on the next page', await page.evaluate(() => ({ ...document.documentElement.dataset })).then((set) => set.size === '150' && set.scheme === 'green' && set.images === 'off'));
  check('pictures give way to their text', await page.locator('main img:visible').count() === 0 && await page.locator('main .alt:visible').count() > 0);
  await page.locator('.panel-button').click();
  await page.locator('#_panel [data-reset]').click();
  check('reset puts everything back', await page.evaluate(() => Object.keys(document.documentElement.dataset).length) === 0 && await page.evaluate(() => localStorage.getItem('letopis-panel')) === '{}');

  // The choice is there before the first paint: the script stands in the head, before the style sheet, and is not deferred.
  check('the panel script stands before the style sheet', all.filter((one) => !['alias', '404'].includes(one.kind)).every((one) => one.html.indexOf('panel.js') < one.html.indexOf('style.css') && !/panel\.js[^>]*(defer|async)/.test(one.html)));

  // Filters.
  const filtered = all.find((one) => one.kind === 'plan' && /id="f-section"/.test(one.html)) ?? plan;
  await page.goto(site.at + filtered.path);
  const rows = () => page.locator('table.plan tr[data-status]:visible').count();
  const every = await rows();
  const status = page.locator('[data-legend] button').first();
  await status.focus();
  await page.keyboard.press('Space');
  const some = await rows();
  check('a status filters the table', await status.getAttribute('aria-pressed') === 'true' && some > 0 && some < every, `${some} of ${every}`);
  check('how many are shown is said aloud', /\d/.test(await page.locator('[role=status][data-shown]').textContent()));
  await page.keyboard.press('Space');
  check('a second press shows all', await rows() === every);
  for (const id of ['f-section', 'f-responsible', 'f-month']) {
    const field = page.locator(`#${id}`);
    if (!(await field.count())) continue;
    check(`${id} has a label`, await page.locator(`label[for=${id}]`).count() === 1);
    const before = await rows();
    const values = await field.locator('option').evaluateAll((options) => options.map((one) => one.value));
    let least = before;
    for (const value of values.slice(1, 6)) {
      await field.selectOption(value);
      const count = await rows();
      least = Math.min(least, count);
      check(`${id} = ${value} leaves something`, count > 0);
    }
    check(`${id} filters`, least < before, String(least));
    await page.locator('[data-filters] [type=reset]').focus();
    await page.keyboard.press('Enter');
    await page.waitForTimeout(30);
    check(`reset after ${id}`, await rows() === every);
  }

  // The menu on a phone.
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(site.at + plan.path);
  const button = page.locator('.menu-button');
  check('the menu is folded on a phone', await button.isVisible() && !(await page.locator('#_menu').isVisible()));
  await button.focus();
  await page.keyboard.press('Enter');
  check('Enter unfolds the menu', await button.getAttribute('aria-expanded') === 'true' && await page.locator('#_menu a').first().isVisible());
  await page.keyboard.press('Tab');
  check('the next stop is in the menu', await page.evaluate(() => !!document.activeElement.closest('#_menu')));
  await page.keyboard.press('Escape');
  check('Escape folds the menu', await button.getAttribute('aria-expanded') === 'false' && await page.evaluate(() => document.activeElement.classList.contains('menu-button')));
  const targets = await page.evaluate(() => [...document.querySelectorAll('main a, main button, nav a, header button, select')].filter((one) => {
    const box = one.getBoundingClientRect();
    return one.getClientRects().length && (box.height < 23.5 || box.width < 23.5) && !one.closest('p, dd, .prose, .meta, .mark-note, td[data-field=activity], .added, .crumbs');
  }).map((one) => one.outerHTML.slice(0, 100)));
  check('targets are at least 24 px', targets.length === 0, targets.slice(0, 4));
  await page.setViewportSize({ width: 1280, height: 900 });

  // The filters on a phone.
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(site.at + plan.path);
  const folded = page.locator('.filter-button');
  check('the filters are folded on a phone', await folded.isVisible() && !(await page.locator('#filters').isVisible()));
  await folded.focus();
  await page.keyboard.press('Enter');
  check('Enter unfolds the filters', await folded.getAttribute('aria-expanded') === 'true' && await page.locator('#filters select').first().isVisible());
  await page.setViewportSize({ width: 1280, height: 900 });

  // The gallery.
  if (check('the demo has a gallery', !!item)) {
    await page.goto(site.at + item.path);
    const first = page.locator('[data-gallery] a').first();
    await first.focus();
    await page.keyboard.press('Enter');
    const viewer = page.locator('dialog.viewer');
    check('Enter opens the picture', await viewer.isVisible());
    check('the focus is on the way on', await page.evaluate(() => document.activeElement.textContent) === '›' || await page.locator('[data-gallery] a').count() < 2);
    const source = () => viewer.locator('img').getAttribute('src');
    const before = await source();
    await page.keyboard.press('ArrowRight');
    check('the arrow shows the next picture', await page.locator('[data-gallery] a').count() < 2 || await source() !== before);
    await page.keyboard.press('Tab');
    check('the focus stays in the viewer', await page.evaluate(() => !!document.activeElement.closest('dialog')));
    await page.keyboard.press('Escape');
    check('Escape shuts the picture, the focus is back in the gallery', !(await viewer.isVisible()) && await page.evaluate(() => !!document.activeElement.closest('[data-gallery]')));
  }
  await context.close();
}
