// Drives every page of a register's service: wrk with two readers and with 32, once with each visit making its page and
// once with pages kept; beside it the statements of the page in pgbench. Prints rows of Markdown. The processor time that a
// page takes depends little on what else runs on the machine.
//   node measure.mjs --port N --database ADDRESS --server-log FILE --program FILE --seconds N [--only REGEXP] [--past-only]
import { execFile, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { openSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { addressesOf } from './addresses.mjs';
import { asScript, sizeOf, statementsSince } from './statements.mjs';

const run = promisify(execFile);
const { values: asked } = parseArgs({ options: {
  port: { type: 'string' }, database: { type: 'string' }, 'server-log': { type: 'string' }, program: { type: 'string' },
  seconds: { type: 'string', default: '3' }, only: { type: 'string', default: '' }, day: { type: 'string' },
  'known-at': { type: 'string', default: '' }, modes: { type: 'string', default: 'made,kept' }, pgbench: { type: 'boolean', default: false },
} });
const here = dirname(fileURLToPath(import.meta.url));
const work = await mkdtemp(join(tmpdir(), 'cadastre-pages-'));
const base = `http://127.0.0.1:${asked.port}`;
const settings = '-c search_path=cadastre,public -c timezone=UTC';

async function query(sql) {
  const { stdout } = await run('psql', ['--no-psqlrc', '-qtA', '-v', 'ON_ERROR_STOP=1', asked.database, '-c', sql],
    { env: { ...process.env, PGOPTIONS: settings }, maxBuffer: 1 << 26 });
  return stdout.trim();
}

// A service of its own for each way of serving; it ends with the measurement.
async function served(keepMegabytes, work_) {
  const log = join(work, `service-${keepMegabytes}.log`);
  const out = openSync(log, 'w');
  const service = spawn(asked.program, ['serve', '--listen', `127.0.0.1:${asked.port}`, '--keep-pages', String(keepMegabytes)],
    { stdio: ['ignore', out, out] });
  const ended = new Promise((resolve) => { service.on('exit', resolve); });
  try {
    const patience = Date.now() + 900_000;
    while (!(await settled(service))) {
      if (Date.now() > patience) throw new Error('the service does not come to rest');
      await pause(500);
    }
    return await work_(log, service.pid);
  } finally {
    service.kill('SIGTERM');
    await ended;
  }
}

// Ready, its counts are those of now, and nothing of its own runs in the database any more.
async function settled(service) {
  if (service.exitCode !== null) throw new Error('the service ended');
  const answer = await fetch(`${base}/readyz`).catch(() => null);
  if (!answer?.ok) return false;
  return (await query(`select exists (select from recount where state_counted = register_state()) and not exists
    (select from pg_stat_activity where datname = current_database() and backend_type = 'client backend' and state <> 'idle'
      and pid <> pg_backend_pid())`)) === 't';
}

const percentile = (sorted, share) => (sorted.length === 0 ? NaN : sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]);

// What the service itself says of its requests since a place in its log: [median, 95th percentile] in milliseconds.
async function ownTimes(log, from) {
  const text = (await readFile(log)).subarray(from).toString('utf8');
  const times = [...text.matchAll(/ 200 ([\d.]+) ms /g)].map((found) => Number(found[1])).sort((one, other) => one - other);
  return [percentile(times, 0.5), percentile(times, 0.95)];
}

// Milliseconds of processors that processes have taken so far, by process.
async function processorTime(pids) {
  const taken = new Map();
  for (const pid of pids) {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (stat !== '') taken.set(pid, (Number(fields[11]) + Number(fields[12])) * 10); // ticks of a hundredth of a second
  }
  return taken;
}

const backends = async () => (await query(`select pid from pg_stat_activity where datname = current_database()
  and backend_type in ('client backend', 'parallel worker') and pid <> pg_backend_pid()`)).split('\n').filter(Boolean);

const since = (before, after) => [...after].reduce((sum, [pid, time]) => sum + time - (before.get(pid) ?? 0), 0);

async function driven(addresses, readers, seconds, log, service) {
  const file = join(work, 'addresses');
  await writeFile(file, addresses.join('\n') + '\n');
  const from = await sizeOf(log);
  const [ours, theirs] = [await processorTime([service]), await processorTime(await backends())];
  const { stdout } = await run('wrk', ['-t', readers < 4 ? '1' : '2', '-c', String(readers), '-d', `${seconds}s`, '--timeout', '20s',
    '-s', join(here, 'rotate.lua'), base], { env: { ...process.env, ADDRESSES: file }, maxBuffer: 1 << 24 });
  const [p50, p95, , requests, bad, took] = /^measured (.*)$/m.exec(stdout)[1].split(' ').map(Number);
  const [own50, own95] = await ownTimes(log, from);
  const page = (time) => time / Math.max(requests, 1);
  return { p50, p95, own50, own95, requests, bad, rate: requests / took,
    ours: page(since(ours, await processorTime([service]))), theirs: page(since(theirs, await processorTime(await backends()))) };
}

// The statements of one visit, as pgbench runs them with as many clients: their 95th percentile and rate.
async function inDatabase(address, readers, seconds) {
  await query(`alter system set log_statement = 'all'`);
  await query('select pg_reload_conf()');
  await pause(300);
  const from = await sizeOf(asked['server-log']);
  await fetch(base + address);
  await query('alter system reset log_statement');
  await query('select pg_reload_conf()');
  const statements = await statementsSince(asked['server-log'], from, 'statement_timeout');
  if (statements.length === 0) return null;
  const script = join(work, 'visit.sql');
  await writeFile(script, asScript(statements));
  const { stdout } = await run('pgbench', ['-n', '-M', 'prepared', '-c', String(Math.min(readers, 8)), '-j', '2', '-T', String(seconds), '-f', script,
    '-l', '--log-prefix', join(work, 'visits'), asked.database], { env: { ...process.env, PGOPTIONS: settings }, maxBuffer: 1 << 24 });
  return { rate: Number(/tps = ([\d.]+)/.exec(stdout)[1]), statements: statements.length };
}

const { now, past } = await addressesOf(query, [asked.day ?? '2026-01-01', asked['known-at']]);
const wanted = [...now, ...past].filter(([name]) => new RegExp(asked.only).test(name));
const seconds = Number(asked.seconds);
try {
  console.log('| page | way | addresses | 2 readers p50 / p95, ms | 32 readers p50 / p95, ms | own time p95 of 2 / 32, ms | processors a page, ours + database, ms | pages/s of 32 | same SQL in pgbench, 1/s | share that is ours | KB |');
  console.log('|---|---|---|---|---|---|---|---|---|---|---|');
  for (const mode of asked.modes.split(',')) {
    await served(mode === 'kept' ? 256 : 0, async (log, service) => {
      for (const [name, addresses] of wanted) {
        const bytes = [];
        let failed = '';
        for (const address of addresses.slice(0, 3)) {
          const answer = await fetch(base + address);
          bytes.push((await answer.text()).length);
          if (!answer.ok) failed = `${answer.status} ${address}`;
        }
        if (failed !== '') { console.log(`| ${name} | ${mode} | ${failed} | | | | | | | | |`); continue; }
        const two = await driven(addresses, 2, seconds, log, service);
        const many = await driven(addresses, 32, seconds, log, service);
        const bad = two.bad + many.bad;
        const same = asked.pgbench && mode === 'made' ? await inDatabase(addresses[0], 32, seconds) : null;
        const share = same === null ? '' : `${Math.round(Math.max(0, 1 - many.rate / same.rate) * 100)} %`;
        console.log(`| ${name} | ${mode} | ${addresses.length} | ${two.p50} / ${two.p95} | ${many.p50} / ${many.p95} | ${two.own95} / ${many.own95} | ${
          many.ours.toFixed(1)} + ${many.theirs.toFixed(1)} | ${many.rate.toFixed(0)}${bad > 0 ? ` (${bad} failed)` : ''} | ${same === null ? '' : same.rate.toFixed(0)} | ${share} | ${Math.round(Math.max(...bytes) / 1024)} |`);
      }
    });
  }
} finally {
  await rm(work, { recursive: true });
}
