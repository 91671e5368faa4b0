// No page is wider than its window: 320, 360, 768, 1280 px, and with text of 200 %.
export async function run({ chrome, site, all, kinds, check }) {
  const plans = all.filter((page) => page.kind === 'plan');
  const wanted = [...new Set([...kinds, ...plans])];
  const context = await chrome.newContext({ reducedMotion: 'reduce' });
  const page = await context.newPage();
  for (const one of wanted) {
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(site.at + one.path);
    await page.evaluate(() => document.fonts.ready);
    for (const [width, size] of [[320, ''], [360, ''], [640, ''], [768, ''], [900, ''], [1280, ''], [1280, '200'], [768, '200'], [360, '200']]) {
      await page.setViewportSize({ width, height: 900 });
      const seen = await page.evaluate((size) => {
        if (size) document.documentElement.dataset.size = size;
        else delete document.documentElement.dataset.size;
        const root = document.documentElement;
        const width = root.clientWidth;
        const scrolls = (element) => {
          for (let at = element.parentElement; at && at !== document.body; at = at.parentElement) if (/auto|scroll|hidden|clip/.test(getComputedStyle(at).overflowX)) return true;
          return false;
        };
        const wide = root.scrollWidth > width ? [...document.querySelectorAll('main *, header *, footer *')].filter((element) => element.getBoundingClientRect().right > width + 1 && !scrolls(element)).slice(0, 3).map((element) => element.outerHTML.slice(0, 120)) : [];
        // A word of a status or button that is broken in two is a fault too.
        const broken = [...document.querySelectorAll('.plan .status, .timetable .status')].filter((element) => !/\s/.test(element.textContent.trim()) && element.getClientRects().length && element.getBoundingClientRect().height > 2.2 * parseFloat(getComputedStyle(element).fontSize)).length;
        return { over: root.scrollWidth - width, wide, broken };
      }, size);
      check(`no sideways scroll at ${width} px${size ? `, text ${size} %` : ''}: ${one.path}`, seen.over <= 0, seen);
      if (one.kind === 'plan' && !size) check(`no broken status at ${width} px: ${one.path}`, seen.broken === 0, seen);
    }
  }
  // The plan: a table on a wide window, cards on a narrow one, and at a zoom of 200 %.
  const plan = kinds.find((one) => one.kind === 'plan');
  for (const [width, size, cards] of [[1280, '', false], [640, '', true], [360, '', true], [1280, '200', true]]) {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(site.at + plan.path);
    const display = await page.evaluate((size) => {
      if (size) document.documentElement.dataset.size = size;
      return getComputedStyle(document.querySelector('table.plan tr[data-status]')).display;
    }, size);
    check(`the plan is ${cards ? 'cards' : 'a table'} at ${width} px${size ? `, text ${size} %` : ''}`, (display !== 'table-row') === cards, display);
  }
  // Words stay whole wherever a plan is a table, which then fits its page: by no hyphens here, so that a break is a fault.
  for (const one of plans) {
    for (const width of [1024, 1100, 1153, 1200, 1280, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(site.at + one.path);
      const seen = await page.evaluate(async () => {
        await document.fonts.ready;
        const sheet = new CSSStyleSheet();
        sheet.replaceSync('*{hyphens:manual!important}');
        document.adoptedStyleSheets = [sheet];
        const broken = [];
        const walker = document.createTreeWalker(document.querySelector('table.plan'), NodeFilter.SHOW_TEXT);
        const range = document.createRange();
        while (walker.nextNode()) {
          const node = walker.currentNode;
          if (!node.parentElement.getClientRects().length) continue;
          for (const word of node.data.matchAll(/[^\s\-–—/]+/g)) {
            range.setStart(node, word.index);
            range.setEnd(node, word.index + word[0].length);
            const tops = [...range.getClientRects()].map((rect) => Math.round(rect.top));
            if (tops.some((top) => Math.abs(top - tops[0]) > 6)) broken.push(word[0]);
          }
        }
        const box = document.querySelector('.plan-box');
        return { broken, over: document.querySelector('table.plan').scrollWidth - box.clientWidth, scrolls: /auto|scroll|hidden/.test(getComputedStyle(box).overflowX) };
      });
      check(`no broken word at ${width} px: ${one.path}`, seen.broken.length === 0, seen.broken.slice(0, 12));
      check(`the table fits at ${width} px: ${one.path}`, seen.over <= 1 && !seen.scrolls, seen);
    }
  }
  // Content begins early, but for what must be said before it.
  for (const one of plans.filter((one) => !/class="notice"/.test(one.html))) {
    for (const [width, selector, most] of [[360, 'h1', 300], [1280, 'h1', 340]]) {
      await page.setViewportSize({ width, height: 740 });
      await page.goto(site.at + one.path);
      const top = await page.evaluate((selector) => document.querySelector(selector).getBoundingClientRect().top, selector);
      check(`${selector} at ${width} px begins within ${most}: ${one.path}`, top < most, String(top));
    }
  }
  await page.setViewportSize({ width: 320, height: 740 });
  await page.goto(site.at + kinds.find((one) => one.kind === 'search').path);
  check('the search button is one line', await page.locator('[data-search-form] [type=submit]').evaluate((button) => {
    const range = document.createRange();
    range.selectNodeContents(button);
    return range.getClientRects().length;
  }) === 1);
  // Large text and wide spacing do not bring the skip link into sight.
  await page.setViewportSize({ width: 360, height: 740 });
  await page.evaluate(() => Object.assign(document.documentElement.dataset, { size: '200', letters: '3', lines: '3' }));
  check('the skip link is out of sight', await page.locator('.skip').evaluate((link) => link.getBoundingClientRect().bottom) <= 0);
  // The head of the table stays in sight, in every plan that is a table.
  for (const [one, width] of plans.flatMap((one) => [[one, 1160], [one, 1280]])) {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(site.at + one.path);
    const top = await page.evaluate(async () => {
      const rows = document.querySelectorAll('table.plan tr[data-status]');
      rows[Math.floor(rows.length / 2)].scrollIntoView();
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      return document.querySelector('table.plan thead th').getBoundingClientRect().top;
    });
    check(`the head of the plan is sticky at ${width} px: ${one.path}`, top >= -1 && top < 60, String(top));
  }
  // Motion only for those who do not mind it.
  check('no smooth scrolling with reduced motion', await page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior) === 'auto');
  await context.close();
}
