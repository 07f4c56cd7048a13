// A browser walks through the pages of a running service: one page of each kind that links lead to, in both languages,
// wide and narrow. Each has to be free of violations (axe-core), of sideways scrolling, of errors in the console and of
// anything its own security policy blocks. Pictures of all are kept.
//   node pages.mjs http://127.0.0.1:8080 FOLDER [PATH…]
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { chromium } from 'playwright-core';

const [base, folder, ...asked] = process.argv.slice(2);
if (!base || !folder) {
  console.error('usage: node pages.mjs URL FOLDER [PATH…]');
  process.exit(2);
}
mkdirSync(folder, { recursive: true });

const widths = [1280, 360];
const languages = ['en', 'ru'];
// Beside what links lead to: a day long ago, a list with nothing in it, a page there is not.
const always = ['/', '/?as_of=2020-01-01', '/assets?search=nothingiscalledthis', '/nowhere', '/reports/coverage',
  '/coverage?tree=typical'];

// Pages of one kind differ in what stands after the section: /assets/17 and /assets/18 are one kind.
// What stands below a round of labels are kinds of their own.
const kindOf = (path) => new URL(path, base).pathname.replace(/^\/labels\/[^/]+(\/[^/]+)?.*$/, '/labels/…$1')
  .replace(/^(\/(?!labels\/)[^/]+)\/.+$/, '$1/…');
const isPage = (path) => !/^\/(static|exports\/.+|metrics|healthz|readyz|api\/v1)/.test(path);

async function pathsToWalk(context) {
  if (asked.length > 0) return asked;
  const byKind = new Map();
  const page = await context.newPage();
  const waiting = ['/'];
  while (waiting.length > 0) {
    const path = waiting.shift();
    if (byKind.has(kindOf(path))) continue;
    byKind.set(kindOf(path), path);
    await page.goto(base + path);
    const found = await page.$$eval('a[href^="/"]', (links) => links.map((link) => link.getAttribute('href')));
    waiting.push(...found.filter((next) => isPage(next) && !next.includes('lang=')));
  }
  await page.close();
  // A form is led to by a form.
  const rounds = [...byKind.values()].filter((path) => /^\/labels\/[^/]+$/.test(path));
  // A body and an asset beside themselves on another day are pages of their own kinds.
  const compared = ['/subjects/…', '/assets/…'].filter((kind) => byKind.has(kind))
    .map((kind) => `${byKind.get(kind)}?then=2025-01-01`);
  return [...new Set([...always, ...byKind.values(), ...compared,
    ...rounds.map((round) => `${round}/next?actor=Zoe`)])];
}

const nameOf = (path) => path.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '').slice(0, 60) || 'home';

async function complaintsAbout(page, path) {
  const complaints = [];
  // What is folded is looked at, too.
  const folded = await page.$$('.fold:not([open]), .drop:not([open])');
  for (const part of folded) await part.evaluate((element) => { element.open = true; });
  const { violations } = await new AxeBuilder({ page }).analyze();
  for (const { id, help, nodes } of violations) complaints.push(`${id}: ${help}: ${nodes[0].html.slice(0, 160)}`);
  const [content, window] = await page.evaluate(() => [
    document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  if (content > window) complaints.push(`is ${content} px wide in a window of ${window}`);
  const headings = await page.locator('h1').count();
  if (headings !== 1) complaints.push(`has ${headings} first headings`);
  for (const part of folded) await part.evaluate((element) => { element.open = false; });
  return complaints;
}

// What a check of a file shows: the form filled, sent, and the answer looked at like any page.
const faulty = { name: 'mine.csv', mimeType: 'text/csv', buffer: Buffer.from(
  'class,key,subject,name,founded_on,colour\nsoftware,N-1,NOBODY,One,2020-01-01,red\nsoftware,N-2,S01,Two,yesterday,\n') };

async function checkAFile(page) {
  await page.setInputFiles('#file', faulty);
  await Promise.all([page.waitForNavigation(), page.click('form[method="post"] button')]);
  if ((await page.locator('.problem').count()) === 0) throw new Error('the check of a faulty file shows no problem');
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
let failures = 0;
let walked = 0;
const start = await browser.newContext();
const paths = await pathsToWalk(start);
for (const width of widths) {
  for (const language of languages) {
    const context = await browser.newContext({ viewport: { width, height: 800 }, locale: language });
    for (const path of paths) {
      const page = await context.newPage();
      const complaints = [];
      // A browser reports the page that is not there as an error of its own.
      page.on('console', (message) => {
        if (message.type() === 'error' && path !== '/nowhere') complaints.push(`console: ${message.text()}`);
      });
      page.on('pageerror', (error) => complaints.push(`script: ${error}`));
      await page.goto(base + path, { waitUntil: 'networkidle' });
      if ((await page.getAttribute('html', 'lang')) !== language) complaints.push('is in another language');
      complaints.push(...(await complaintsAbout(page, path)));
      await page.screenshot({ path: join(folder, `${nameOf(path)}.${language}.${width}.png`), fullPage: true });
      if (path === '/check') {
        await checkAFile(page);
        complaints.push(...(await complaintsAbout(page, path)));
        await page.screenshot({ path: join(folder, `check-answer.${language}.${width}.png`), fullPage: true });
      }
      for (const complaint of complaints) console.log(`${path} (${language}, ${width} px) ${complaint}`);
      failures += complaints.length;
      walked += 1;
      await page.close();
    }
    await context.close();
  }
}
await browser.close();
console.log(`${walked} pages walked (${paths.length} addresses), ${failures} complaints`);
process.exit(failures > 0 || walked === 0 ? 1 : 0);
