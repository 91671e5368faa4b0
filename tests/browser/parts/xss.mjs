// A site in whose every text field stands something that tries to run: one institution a payload.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pages, serve } from '../lib.mjs';
import { payloads } from './payloads.mjs';

// JSON is YAML; a text with its payload stays recognisable by its words.
const put = (path, value) => { mkdirSync(join(path, '..'), { recursive: true }); writeFileSync(path, JSON.stringify(value)); };

function site(root) {
  const content = join(root, 'content');
  put(join(content, 'site.yaml'), { title: `Сайт ${payloads[0]} ${payloads[20]}`, footer: payloads.join('\n\n') });
  payloads.forEach((bad, index) => {
    const key = `i${String(index).padStart(3, '0')}`;
    const home = join(content, key);
    const project = join(home, 'p');
    const text = (word) => `${word} ${bad}`;
    const person = { post: text('Директор'), name: text('Иванов'), organisation: text('Школа') };
    put(join(home, 'institution.yaml'), {
      name: text('Школа'), short_name: text('СШ'), locality: text('Город'), address: text('Улица'), phone: text('+375'), head: { post: text('Директор'), name: text('Иванов') }, about: text('О школе'),
    });
    mkdirSync(join(project, 'files'), { recursive: true });
    const name = `файл ${bad.replace(/[/\\\0\n\t:*?#%]/g, '_').slice(0, 60)}.pdf`;
    writeFileSync(join(project, 'files', name), '%PDF-1.4');
    put(join(project, 'project.yaml'), {
      title: text('Проект'), short_title: text('Коротко'), kind: text('проект'), period: '2026-2027', goal: text('Цель'), tasks: [text('Задача'), { [text('Ещё')]: [text('Подзадача')] }], idea: text('Замысел'),
      lead: person, consultant: text('Консультант'), participants: [text('Участник'), person], phases: [{ title: text('Этап'), period: '2026', summary: text('Кратко') }],
      documents: [{ title: text('Документ'), file: `files/${name}`, number: text('№'), kind: text('приказ') }],
      indicators: [{ title: text('Показатель'), unit: text('шт.'), baseline: 1, target: 9, values: { '2026-09-01': 2, '2026-10-01': 3 } }], about: text('О проекте'),
    });
    put(join(project, 'plans', '2026.yaml'), {
      title: text('План'), caption: text('Таблица'), period: '2026/2027', goal: text('Цель'), tasks: [text('Задача')],
      approvals: [{ heading: text('УТВЕРЖДАЮ'), post: text('Директор'), organisation: text('Школа'), name: text('Иванов'), date: '2026-08-28', order: text('№') }],
      columns: [{ number: text('№') }, { activity: text('Мероприятия') }, { term: text('Сроки') }, { responsible: text('Ответственный') }, { result: text('Результат') }, { place: text('Место') }, { mark: text('Отметка') }],
      sections: [{ title: text('Раздел'), activities: [
        { number: 1, activity: text('Дело'), term: 'Октябрь 2026', responsible: [text('Завуч'), text('Учитель')], result: text('Итог'), place: text('Зал'), mark: text('Сделано'), done: '2026-10-10', with: [text('Соседи')], evidence: [{ title: text('Протокол'), file: `../files/${name}` }] },
        { number: 2, activity: text('Второе'), term: bad, place: text('Зал') },
        { number: 3, activity: text('Третье'), stages: [{ result: text('Раз'), term: text('Ноябрь'), responsible: text('Он') }, { result: text('Два'), term: 'Декабрь 2026' }] },
      ] }, { title: text('Другой'), activities: [{ number: 4, activity: bad, term: 'Март 2027', status: 'postponed', to: text('апрель') }] }],
      signatures: [{ post: text('Завуч'), name: text('Петров') }], revisions: [{ date: '2026-10-01', note: text('Правка'), order: text('№') }],
    });
    for (const [folder, more] of [['news', {}], ['reports', { period: '2026-09..2026-10' }]]) {
      const head = JSON.stringify({ title: text('Запись'), date: '2026-10-12', summary: text('Кратко'), tags: ['общее', text('метка')], activities: ['2026#1'], ...more });
      const body = `---\n${head}\n---\n\n## ${bad}\n\nТекст ${bad}\n\n- ${bad}\n\n| ${bad.replace(/\n/g, ' ')} |\n| --- |\n| ${bad.replace(/\n/g, ' ')} |\n\n${bad}\n`;
      mkdirSync(join(project, folder, '2026-10-12-x'), { recursive: true });
      writeFileSync(join(project, folder, '2026-10-12-x', 'index.md'), body);
      writeFileSync(join(project, folder, '2026-10-12-x', name.replace(/\.pdf$/, '.svg')), '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
    }
    writeFileSync(join(home, 'page.md'), `---\n${JSON.stringify({ title: text('Страница') })}\n---\n\n${bad}\n`);
  });
}

export async function run({ chrome, check, scratch, build }) {
  const root = scratch('xss');
  try {
    site(root);
    const folder = build(root, root);
    const all = pages(folder);
    check('xss: the site has pages of every payload', all.length > payloads.length * 9, String(all.length));
    const host = await serve(folder);
    const context = await chrome.newContext({ viewport: { width: 1280, height: 900 } });
    let dialogs = 0;
    const open = async () => {
      const page = await context.newPage();
      page.on('dialog', (dialog) => { dialogs++; dialog.dismiss(); });
      return page;
    };

    // Every page, as the browser parses it: only our scripts, no handlers, no dangerous addresses, the structure whole.
    const reader = await open();
    await reader.goto(`${host.at}robots.txt`);
    for (let from = 0; from < all.length; from += 200) {
      const wrong = await reader.evaluate((list) => list.flatMap(({ path, kind, html }) => {
        const page = new DOMParser().parseFromString(html, 'text/html');
        const found = [];
        for (const script of page.querySelectorAll('script')) {
          const source = script.getAttribute('src') ?? '';
          if (script.type === 'application/ld+json') { try { JSON.parse(script.textContent); } catch { found.push('ld+json'); } continue; }
          if (kind !== '404' && (!/^(\.\.\/)*[\w./-]+\.js\?v=\w+$/.test(source) && !/^(\.\.\/)*(search\/)?[\w./-]+\.js$/.test(source) || script.textContent)) found.push(script.outerHTML.slice(0, 100));
        }
        for (const element of page.querySelectorAll('*')) {
          for (const { name, value } of element.attributes) {
            if (/^on/i.test(name)) found.push(`${name}=${value}`);
            if (/^(href|src|action|formaction|data|xlink:href|poster|background|srcdoc)$/i.test(name) && /^\s*(java\s*script|vbscript|data:text)/i.test(value)) found.push(`${name}=${value}`);
            if (name === 'style') found.push('style=');
          }
        }
        if (page.querySelector('main :is(iframe, object, embed, base, meta, link, form:not([data-filters], [data-search-form]), style, textarea)')) found.push(page.querySelector('main :is(iframe, object, embed, base, meta, link, style, textarea)')?.outerHTML.slice(0, 100) ?? 'form');
        if (page.querySelectorAll('main').length !== 1 || page.querySelectorAll('h1').length !== 1) found.push('main or h1');
        if (kind !== '404' && (page.querySelectorAll('body > .page').length !== 1 || !page.querySelector('body > .page > footer.bottom'))) found.push('structure');
        if (kind === 'plan') {
          const table = page.querySelectorAll('table.plan');
          if (table.length !== 1 || table[0].querySelectorAll('tr[id^="a-"]').length !== 4 || table[0].tHead.rows[0].cells.length !== 9) found.push('table');
        }
        return found.map((what) => `${path}: ${what}`);
      }), all.slice(from, from + 200).map(({ path, kind, html }) => ({ path, kind, html })));
      check(`xss: pages ${from + 1}–${Math.min(from + 200, all.length)} parse as they should`, wrong.length === 0, wrong.slice(0, 6));
    }

    // And opened: every plan, project and home, one in twelve of the rest. The policy is put aside, so that nothing is owed to it.
    const bare = await chrome.newContext({ bypassCSP: true });
    const queue = all.filter((page, at) => ['plan', 'home', 'search'].includes(page.kind) || at % 12 === 0);
    const count = queue.length;
    const ran = [];
    await Promise.all([0, 1].map(async () => {
      const page = await bare.newPage();
      page.on('dialog', (dialog) => { dialogs++; dialog.dismiss(); });
      while (queue.length) {
        const one = queue.shift();
        await page.goto(host.at + one.path, { waitUntil: 'load' });
        if (await page.evaluate(() => {
          for (const control of document.querySelectorAll('[data-legend] button, .panel-button')) control.click();
          for (const field of document.querySelectorAll('select')) { field.selectedIndex = field.options.length - 1; field.dispatchEvent(new Event('change', { bubbles: true })); }
          for (const element of document.querySelectorAll('main *')) element.dispatchEvent(new Event('mouseover', { bubbles: false }));
          return window.__xss !== undefined;
        })) ran.push(one.path);
      }
      await page.close();
    }));
    check(`xss: nothing ran on ${count} pages, without the policy's help`, ran.length === 0, ran.slice(0, 10));
    // What a reader types or brings in the address.
    const page = await bare.newPage();
    page.on('dialog', (dialog) => { dialogs++; dialog.dismiss(); });
    for (const bad of payloads.filter((_, at) => at % 4 === 0)) {
      await page.goto(`${host.at}search/index.html?q=${encodeURIComponent(bad)}#${encodeURIComponent(bad)}`);
      const field = page.locator('input[name=q]');
      if (await field.isVisible()) { await field.fill(bad); await field.press('Enter'); await page.waitForTimeout(120); }
    }
    check('xss: nothing ran in search', await page.evaluate(() => window.__xss === undefined));
    const find = page.locator('[data-find] input');
    await page.goto(host.at);
    if (await find.count()) await find.fill(payloads[20]);
    check('xss: nothing ran in the list of institutions', await page.evaluate(() => window.__xss === undefined));
    check('xss: no dialog', dialogs === 0, String(dialogs));
    await bare.close();
    await context.close();
    host.close();
  } finally {
    if (!process.env.KEEP) rmSync(root, { recursive: true, force: true });
    else console.log(root);
  }
}
