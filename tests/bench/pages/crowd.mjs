// A crowd that holds connections and asks for next to nothing: some idle after one answer each, others send a header one
// letter a second. Meanwhile new clients come one after another; how long each waits for its first answer is what counts.
//   node crowd.mjs PORT [--idle N] [--slow N] [--seconds N] [--authorization TEXT]
// Prints one line; ends with 1 when a new client was turned away or waited over a second.
import net from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';

const { values: asked, positionals: [port] } = parseArgs({ allowPositionals: true, options: {
  idle: { type: 'string', default: '1000' }, slow: { type: 'string', default: '500' },
  seconds: { type: 'string', default: '15' }, authorization: { type: 'string', default: '' },
} });
const head = `Host: localhost:${port}\r\n${asked.authorization ? `Authorization: Basic ${Buffer.from(asked.authorization).toString('base64')}\r\n` : ''}`;
const whole = `GET /findings HTTP/1.1\r\n${head}\r\n`;
let stop = false;

function connected() {
  return new Promise((resolve, reject) => {
    const socket = net.connect(Number(port), '127.0.0.1');
    socket.once('connect', () => resolve(socket));
    socket.once('error', reject);
  });
}

// The status of the first answer, and the milliseconds to its first byte.
async function firstAnswer(text) {
  const began = performance.now();
  const socket = await connected();
  socket.on('error', () => {});
  const status = new Promise((resolve) => {
    socket.once('data', (bytes) => resolve(Number(/^HTTP\/1.1 (\d+)/.exec(bytes.toString('latin1'))?.[1] ?? 0)));
    socket.once('close', () => resolve(0));
    socket.setTimeout(30_000, () => resolve(0));
  });
  socket.write(text);
  return { socket, status: await status, took: performance.now() - began };
}

// Holds a place as long as it is let, and comes back when it is not.
async function idler() {
  while (!stop) {
    const { socket } = await firstAnswer(whole).catch(() => ({ socket: null }));
    if (socket === null) { await pause(500); continue; }
    socket.resume();
    await Promise.race([new Promise((resolve) => { socket.once('close', resolve); }), ended]);
    socket.destroy();
    await pause(200);
  }
}

async function trickler() {
  while (!stop) {
    const socket = await connected().catch(() => null);
    if (socket === null) { await pause(500); continue; }
    socket.on('error', () => {});
    socket.resume();
    socket.write('GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ');
    let open = true;
    socket.once('close', () => { open = false; });
    while (open && !stop) {
      socket.write('a');
      await pause(1000);
    }
    socket.destroy();
  }
}

let end;
const ended = new Promise((resolve) => { end = resolve; });
const crowd = [];
for (let count = 0; count < Number(asked.idle); count += 1) crowd.push(idler());
for (let count = 0; count < Number(asked.slow); count += 1) crowd.push(trickler());
await pause(5000);
const waits = [];
let refused = 0;
const until = performance.now() + Number(asked.seconds) * 1000;
while (performance.now() < until) {
  const { socket, status, took } = await firstAnswer(whole.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n')).catch(() => ({ socket: null, status: 0, took: NaN }));
  socket?.destroy();
  if (status === 200) waits.push(took);
  else refused += 1;
  await pause(50);
}
waits.sort((one, other) => one - other);
const at = (share) => (waits[Math.min(waits.length - 1, Math.floor(waits.length * share))] ?? NaN).toFixed(1);
console.log(`${asked.idle} idle and ${asked.slow} slow clients: ${waits.length} new clients answered, first byte p50 ${at(0.5)} ms, p95 ${
  at(0.95)} ms, longest ${at(1)} ms; ${refused} turned away`);
stop = true;
end();
await Promise.race([Promise.all(crowd), pause(3000)]);
process.exit(refused > 0 || waits.length === 0 || waits.at(-1) > 1000 ? 1 : 0);
