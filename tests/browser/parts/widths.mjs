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
  // The head of the table stays in sight.
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(site.at + plan.path);
  const top = await page.evaluate(async () => {
    const rows = document.querySelectorAll('table.plan tr[data-status]');
    rows[Math.floor(rows.length / 2)].scrollIntoView();
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    return document.querySelector('table.plan thead th').getBoundingClientRect().top;
  });
  check('the head of the plan is sticky', top >= -1 && top < 60, String(top));
  // Motion only for those who do not mind it.
  check('no smooth scrolling with reduced motion', await page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior) === 'auto');
  await context.close();
}
