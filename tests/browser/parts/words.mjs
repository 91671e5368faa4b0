// What every page must say of itself: title, description, headings, landmarks, language.
export async function run({ chrome, site, all, check }) {
  const context = await chrome.newContext({ javaScriptEnabled: true });
  const page = await context.newPage();
  await page.goto(site.at + 'index.html');
  const read = all.filter((one) => one.kind !== 'alias');
  const facts = await page.evaluate((list) => list.map(({ path, html }) => {
    const parsed = new DOMParser().parseFromString(html, 'text/html');
    const levels = [...parsed.querySelectorAll('h1,h2,h3,h4,h5,h6')].map((one) => Number(one.tagName[1]));
    const ids = [...parsed.querySelectorAll('[id]')].map((one) => one.id);
    const text = parsed.body.innerText ?? parsed.body.textContent;
    return {
      path,
      title: parsed.title.trim(),
      description: parsed.querySelector('meta[name=description]')?.content ?? '',
      mains: parsed.querySelectorAll('main').length,
      empty: !parsed.querySelector('main')?.textContent.trim(),
      h1: [...parsed.querySelectorAll('h1')].map((one) => one.textContent.trim()),
      skipped: levels.findIndex((level, at) => at > 0 && level > levels[at - 1] + 1),
      levels,
      twice: ids.filter((id, at) => ids.indexOf(id) !== at),
      lang: parsed.documentElement.lang,
      nameless: [...parsed.querySelectorAll('a[href], button')].filter((one) => !one.textContent.trim() && !one.getAttribute('aria-label') && !one.querySelector('img[alt]:not([alt=""])')).length,
      noalt: parsed.querySelectorAll('img:not([alt])').length,
      russian: parsed.documentElement.lang === 'be' ? [...parsed.querySelectorAll('.tools, .menu, .tabs, .plan-state, .downloads, .services, .counts, .section-head, .panel, .pager, thead, h2, .status')].filter((one) => !one.closest('.prose')).map((one) => one.cloneNode(true)).map((one) => { one.querySelectorAll('[lang], .site-footer, [href$="index.html"]:not(.tool)').forEach((part) => part.remove()); return one.textContent; }).filter((words) => /[ищИЩъЪ]/.test(words)).map((words) => words.trim().slice(0, 80)) : [],
      holes: (/\{\{|\}\}|\{%|\bundefined\b|\bNaN\b|\[object |\bnull\b/.exec(text) ?? [])[0] ?? '',
    };
  }), read.map(({ path, html }) => ({ path, html })));
  for (const one of facts) {
    const where = one.path;
    check(`title: ${where}`, one.title.length > 3, one.title);
    check(`one main, not empty: ${where}`, one.mains === 1 && !one.empty);
    check(`one h1: ${where}`, one.h1.length === 1 && one.h1[0] !== '', one.h1);
    check(`headings in order: ${where}`, one.skipped < 0, one.levels.join(' '));
    check(`ids once: ${where}`, one.twice.length === 0, one.twice);
    check(`lang: ${where}`, ['ru', 'be', 'en'].includes(one.lang), one.lang);
    check(`links and buttons have names, pictures alt: ${where}`, one.nameless === 0 && one.noalt === 0, one);
    check(`Belarusian throughout: ${where}`, one.russian.length === 0, one.russian);
    check(`no holes in the text: ${where}`, one.holes === '', one.holes);
  }
  const described = facts.filter((one) => one.description.length > 10).length;
  check('nearly all pages have a description', described >= facts.length * 0.9, `${described} of ${facts.length}: ${facts.filter((one) => one.description.length <= 10).slice(0, 5).map((one) => one.path)}`);
  // Each language is marked where it stands: ў and і are never Russian, и, щ and ъ never Belarusian.
  for (const one of read.filter((one) => one.kind !== '404')) {
    await page.goto(site.at + one.path);
    const unmarked = await page.evaluate(() => {
      const signs = { ru: /[ўі]/i, be: /[ищъ]/i };
      const found = [];
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const around = walker.currentNode.parentElement;
        const of = around.closest('[lang]').lang;
        if (signs[of]?.test(walker.currentNode.data) && !around.closest('script, .prose, option') && !around.matches('.added')) found.push(walker.currentNode.data.trim());
      }
      return found;
    });
    check(`every language is marked: ${one.path}`, unmarked.length === 0, unmarked.slice(0, 6));
  }
  const titles = facts.map((one) => one.title);
  check('titles differ', new Set(titles).size >= titles.length * 0.97, titles.filter((title, at) => titles.indexOf(title) !== at).slice(0, 6));
  await context.close();
}
