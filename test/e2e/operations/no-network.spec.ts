import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const program = join(__dirname, '../../../dist/bundle/server.js');

/** Whether the kernel makes us a machine without any network but itself: it takes Linux, and somebody who may. */
const mayUnplug = (() => {
  try {
    execFileSync('unshare', ['-n', 'sh', '-c', 'ip link set lo up'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

/** Where it does not: sockets of every process reach this machine and nothing else. */
const guard = `
const { Socket } = require('node:net');
const { connect } = Socket.prototype;
Socket.prototype.connect = function (...given) {
  const [{ host = '127.0.0.1' }] = Array.isArray(given[0]) ? given[0] : given;
  if (['127.0.0.1', '::1', 'localhost'].includes(host)) return connect.apply(this, given);
  process.nextTick(() => this.destroy(Object.assign(new Error('No network'), { code: 'ENETUNREACH' })));
  return this;
};
`;

/** Starts the server, sets it up and lets a visitor write, all in there. */
const visit = `
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
const server = spawn(process.execPath, [process.env.PROGRAM], { env: process.env, stdio: ['ignore', 'pipe', 'inherit'] });
let output = '';
const url = await new Promise((resolve, reject) => {
  server.stdout.on('data', (piece) => {
    output += piece;
    const found = /Parlour is at (\\S+)/.exec(output);
    if (found) resolve(found[1]);
  });
  server.once('exit', (code) => reject(new Error('ended with ' + code)));
});
const outside = await fetch('http://1.1.1.1/', { signal: AbortSignal.timeout(5000) }).then(() => 'reached', (error) => error.cause?.code ?? error.name);
const key = new URL(readFileSync(process.env.DATA_DIR + '/setup-link', 'utf8').trim()).searchParams.get('key');
const fields = { key, name: 'Olu', email: 'olu@alder.example', password: 'a good long sentence', workspace: 'Alder', address: '1 Alder Lane', website: 'Shop' };
const made = await fetch(url + '/setup', { method: 'POST', redirect: 'manual', headers: { Origin: url }, body: new URLSearchParams(fields) });
const cookie = made.headers.getSetCookie()[0].split(';')[0];
const page = await (await fetch(url + made.headers.get('location'), { headers: { Cookie: cookie } })).text();
const inbox = await fetch(url + '/inbox/open', { headers: { Cookie: cookie } });
const ready = await fetch(url + '/readyz');
server.kill('SIGTERM');
const code = await new Promise((resolve) => server.once('exit', resolve));
console.log(JSON.stringify({ outside, setup: made.status, widget: /w_[0-9A-Za-z]{22}/.test(page), inbox: inbox.status, ready: ready.status, code }));
`;

it('works on a machine that has no network at all', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'parlour-unplugged-'));
  const [script, preload] = [join(folder, 'visit.mjs'), join(folder, 'guard.cjs')];
  writeFileSync(script, visit);
  writeFileSync(preload, guard);
  const env = { PATH: process.env.PATH, PROGRAM: program, DATA_DIR: join(folder, 'data'), PORT: '0', LOG_LEVEL: 'error' };
  const unplugged = ['-n', 'sh', '-c', `ip link set lo up && exec "${process.execPath}" "${script}"`];
  try {
    const { stdout, stderr } = mayUnplug
      ? await promisify(execFile)('unshare', unplugged, { env, timeout: 60_000 })
      : await promisify(execFile)(process.execPath, [script], {
          env: { ...env, NODE_OPTIONS: `--require ${preload}` },
          timeout: 60_000,
        });
    expect(stderr).toBe('');
    const outside = expect.stringMatching(/ENETUNREACH|EHOSTUNREACH|TimeoutError/);
    expect(JSON.parse(stdout)).toEqual({ outside, setup: 303, widget: true, inbox: 200, ready: 200, code: 0 });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 90_000);
