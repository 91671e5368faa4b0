// The plan on paper: A4 across, the approvals first, heads repeated, no row cut, nothing of the site around it.
import { pdfText } from '../lib.mjs';

const bare = (text) => text.replace(/[\s\u00ad\u200b]+/g, '');
// The marks of lists are drawn, and are not in the text.
const letters = (text) => text.replace(/[^\p{L}]+/gu, '');

export async function run({ chrome, site, all, kinds, check }) {
  const context = await chrome.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  for (const one of all.filter((page) => page.kind === 'plan')) {
    await page.goto(site.at + one.path);
    // What should stand on the paper, and where the columns are: the same table, as wide as the sheet without its margins.
    await page.setViewportSize({ width: Math.floor(((297 - 12 - 20) / 25.4) * 96), height: 900 });
    await page.emulateMedia({ media: 'print' });
    const plan = await page.evaluate(() => {
      const text = (element) => element?.innerText ?? '';
      const table = document.querySelector('table.plan');
      const edge = table.getBoundingClientRect().left;
      const heads = [...table.querySelectorAll('thead th')].filter((head) => head.getClientRects().length);
      const activity = heads.find((head) => head.dataset.field === 'activity').getBoundingClientRect();
      return {
        heads: heads.map(text),
        left: activity.left - edge, right: activity.right - edge,
        bands: [...table.querySelectorAll('.band th')].map(text),
        rows: [...table.querySelectorAll('tr[data-status]')].map((row) => ({
          text: text(row.querySelector('td[data-field=activity]')),
          number: text(row.querySelector('td[data-field=number]')),
          spans: (row.querySelector('td[data-field=activity]')?.rowSpan ?? 1) > 1,
        })).filter((row) => row.text),
        approvals: [...document.querySelectorAll('.approval')].map((box) => text(box.querySelector('.approval-heading, p'))),
        title: text(document.querySelector('h1')),
        signatures: [...document.querySelectorAll('.signatures .name')].map(text),
        nav: [document.querySelector('.panel-button span'), document.querySelector('.tabs a'), document.querySelector('.downloads h2'), document.querySelector('.plan-state h2')].filter(Boolean).map((element) => element.textContent),
        words: [...new Set([...document.querySelectorAll('table.plan td[data-field=status] .status')].map((element) => element.textContent.trim()))],
      };
    });
    await page.emulateMedia({ media: null });
    await page.setViewportSize({ width: 1280, height: 900 });
    const sheets = await pdfText(await page.pdf({ preferCSSPageSize: true }));
    const whole = sheets.map((sheet) => bare(sheet.lines.map((line) => line.text).join(''))).join('');
    const where = one.path;

    check(`print, A4 across: ${where}`, sheets.every((sheet) => Math.abs(sheet.width - 842) < 2 && Math.abs(sheet.height - 595) < 2), sheets.map((sheet) => [sheet.width, sheet.height]));
    check(`print, a sane number of pages: ${where}`, sheets.length <= 2 + Math.ceil(plan.rows.length / 4), `${sheets.length} for ${plan.rows.length} rows`);
    check(`print, no empty page: ${where}`, sheets.every((sheet) => sheet.lines.length > 2), sheets.map((sheet) => sheet.lines.length));

    const first = sheets[0].lines;
    const line = (text) => first.findIndex((one) => bare(one.text).includes(bare(text).slice(0, 20)));
    if (plan.approvals.length) check(`print, approvals above the heading: ${where}`, plan.approvals.every((text) => line(text) >= 0 && line(text) <= 1 && line(text) < line(plan.title)), { approvals: plan.approvals, lines: first.slice(0, 6).map((one) => one.text) });
    else check(`print, the heading is first: ${where}`, line(plan.title) === 0, first.slice(0, 3).map((one) => one.text));

    const words = [...plan.words, 'class='].filter((word) => !plan.rows.some((row) => row.text.includes(word)) && !plan.heads.join().includes(word));
    check(`print, nothing of the site: ${where}`, plan.nav.every((text) => !whole.includes(bare(text))), plan.nav.filter((text) => whole.includes(bare(text))));
    check(`print, no statuses: ${where}`, words.every((word) => !new RegExp(`(?<!\\p{L})${bare(word)}(?!\\p{L})`, 'u').test(whole)) && !/Подтверждение|Пацвярджэнне/.test(whole), words.filter((word) => whole.includes(bare(word))));
    check(`print, all signatures: ${where}`, plan.signatures.every((name) => whole.includes(bare(name))), plan.signatures);

    // The column of activities, page by page: each page must end where an activity ends.
    const bands = plan.bands.map(bare);
    const [left, right] = [plan.left * 0.75 + 56.7 - 3, plan.right * 0.75 + 56.7 - 3];
    const head = bare(plan.heads.find((_, at) => at === plan.heads.findIndex((text) => text === plan.heads[1])) ?? '');
    let next = 0;
    const cut = [];
    const apart = [];
    let repeated = true;
    for (const [number, sheet] of sheets.entries()) {
      let begins = sheet.lines.findIndex((line) => plan.heads.every((text) => bare(sheet.lines.map((one) => one.text).join('')).includes(bare(text.trim().split(/\s+/)[0]).slice(0, 6))) && line.items.some((item) => bare(plan.heads[1]).startsWith(bare(item.text)) && bare(item.text).length > 2));
      if (next >= plan.rows.length) continue;
      if (begins < 0) { repeated = false; continue; }
      // Lines of the head: until the first line whose activity column begins the next activity.
      let text = '';
      const starts = [];
      for (const line of sheet.lines.slice(begins)) {
        const all = bare(line.items.map((item) => item.text).join(''));
        // A line of a band stands in the middle, those of a column at its left.
        if (bands.some((band) => all.length > 3 && band.includes(all)) && line.items[0].x > left + 12) continue;
        const column = letters(line.items.filter((item) => item.x >= left && item.x < right).map((item) => item.text).join(''));
        if (column && next < plan.rows.length) starts.push({ at: text.length, line });
        text += column;
      }
      const from = text.indexOf(letters(plan.rows[next].text).slice(0, 25));
      if (from < 0) { cut.push(`page ${number + 1}: expected «${plan.rows[next].text.slice(0, 60)}», found «${text.slice(0, 120)}»`); break; }
      let at = from;
      while (next < plan.rows.length && text.startsWith(letters(plan.rows[next].text), at)) {
        const start = starts.find((one) => one.at === at);
        if (plan.rows[next].number && !(start && bare(start.line.items[0].text).startsWith(bare(plan.rows[next].number).slice(0, 3)))) apart.push(plan.rows[next].number);
        at += letters(plan.rows[next].text).length;
        next++;
      }
      const rest = text.slice(at);
      if (rest && next < plan.rows.length && letters(plan.rows[next].text).startsWith(rest.slice(0, 10))) {
        if (!plan.rows[next].spans) cut.push(`page ${number + 1} cuts «${plan.rows[next].text.slice(0, 60)}»`);
        break;
      }
    }
    check(`print, the head is repeated: ${where}`, repeated);
    check(`print, no row is cut: ${where}`, cut.length === 0 && (next === plan.rows.length || plan.rows[next]?.spans), cut.length ? cut : `${next} of ${plan.rows.length}, at «${plan.rows[next]?.text.slice(0, 60)}»`);
    check(`print, numbers stand beside their activities: ${where}`, apart.length === 0, apart);
    const last = bare(sheets.at(-1).lines.map((line) => line.text).join(''));
    if (plan.signatures.length && sheets.length > 1) check(`print, signatures are not alone: ${where}`, last.includes(bare(plan.heads[1]).slice(0, 6)), last.slice(0, 200));
  }
  // The panel is for the screen: on paper the document is the same.
  const plan = kinds.find((one) => one.kind === 'plan');
  const printed = async (panel) => {
    await page.goto(site.at + plan.path);
    await page.evaluate((panel) => localStorage.setItem('letopis-panel', JSON.stringify(panel)), panel);
    await page.reload();
    const sheets = await pdfText(await page.pdf({ preferCSSPageSize: true }));
    return JSON.stringify(sheets.map((sheet) => sheet.lines.map((line) => [line.y, line.text])));
  };
  const plain = await printed({});
  check('print, the same with the panel', plain === await printed({ size: '200', scheme: 'green', letters: '3', lines: '3', font: 'sans' }));
  await printed({});
  // Other pages: upright, and no navigation.
  for (const one of kinds.filter((page) => !['plan', 'progress', '404'].includes(page.kind))) {
    await page.goto(site.at + one.path);
    const button = await page.locator('.panel-button span').first().textContent();
    const sheets = await pdfText(await page.pdf({ preferCSSPageSize: true }));
    const whole = sheets.map((sheet) => bare(sheet.lines.map((line) => line.text).join(''))).join('');
    check(`print, upright, without the tools: ${one.path}`, sheets[0].height > sheets[0].width && !whole.includes(bare(button)));
  }
  await context.close();
}
