import { chromium } from 'playwright-core';
const [out, url, width, lang, media] = process.argv.slice(2);
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
const c = await b.newContext({ viewport: { width: Number(width), height: process.env.CLIP ? 30000 : 900 }, locale: lang });
const p = await c.newPage();
p.on('console', (m) => { if (m.type() === 'error') console.log('console', m.text()); });
if (media === 'print') { await p.goto(url); await p.pdf({ path: out, format: 'A4', preferCSSPageSize: true }); }
else { await p.goto(url, { waitUntil: 'networkidle' }); await p.screenshot({ path: out, fullPage: !process.env.CLIP, clip: process.env.CLIP ? { x: 0, y: Number(process.env.CLIP.split(',')[0]), width: Number(width), height: Number(process.env.CLIP.split(',')[1]) } : undefined }); 
console.log(await p.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth, document.documentElement.scrollHeight].join(' '))); }
await b.close();
