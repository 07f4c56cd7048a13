// How a browser meets pages: the first contentful paint and what was transferred for it, each page in a browser that has
// kept nothing, charts apart.
//   node first_paint.mjs http://127.0.0.1:8080 PATH…
// Prints rows of Markdown; ends with 1 when a page takes over a second or over 500 KB.
import { chromium } from 'playwright-core';

const [base, ...paths] = process.argv.slice(2);
if (!base || paths.length === 0) {
  console.error('usage: node first_paint.mjs URL PATH…');
  process.exit(2);
}
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
let failures = 0;
console.log('| page | first contentful paint | transferred | of it charts |');
console.log('|---|---|---|---|');
for (const path of paths) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const protocol = await context.newCDPSession(page);
  await protocol.send('Network.enable');
  const addresses = new Map();
  let transferred = 0;
  let charts = 0;
  protocol.on('Network.responseReceived', ({ requestId, response }) => addresses.set(requestId, response.url));
  protocol.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    transferred += encodedDataLength;
    if (/\/(echarts|charts)\./.test(addresses.get(requestId) ?? '')) charts += encodedDataLength;
  });
  await page.goto(base + path, { waitUntil: 'networkidle' });
  const paint = await page.evaluate(() => new Promise((resolve) => {
    new PerformanceObserver((list) => {
      const found = list.getEntriesByName('first-contentful-paint');
      if (found.length > 0) resolve(found[0].startTime);
    }).observe({ type: 'paint', buffered: true });
  }));
  if (paint > 1000 || transferred - charts > 500_000) failures += 1;
  console.log(`| \`${path}\` | ${Math.round(paint)} ms | ${Math.round(transferred / 1000)} KB | ${Math.round(charts / 1000)} KB |`);
  await context.close();
}
await browser.close();
process.exit(failures > 0 ? 1 : 0);
