import { connect } from 'node:net';
import { ServerProcess } from '../../kit/process';

// Whole processes, perhaps on a busy machine.
jest.setTimeout(30_000);

const running: ServerProcess[] = [];
const start = (env?: Record<string, string>, flags?: string[]) => {
  const server = new ServerProcess(env, flags);
  running.push(server);
  return server;
};
afterEach(async () => void (await Promise.all(running.splice(0).map((server) => server.end('SIGKILL')))));

describe('the process', () => {
  it('stops at once when told to, also while somebody keeps a connection', async () => {
    const server = start();
    const url = new URL(await server.listening());
    expect((await fetch(new URL('/readyz', url))).status).toBe(200);
    const idle = connect(Number(url.port), url.hostname);
    await new Promise((resolve) => idle.once('connect', resolve));
    const told = performance.now();
    expect(await server.end('SIGTERM')).toBe(0);
    expect(performance.now() - told).toBeLessThan(5_000);
    expect(server.output).toContain('SIGTERM');
  });

  it('says at its start where it is and how to set it up, and nothing about how it is made', async () => {
    const server = start();
    await server.listening();
    expect(server.output).toContain(`Set it up here, once:`);
    expect(server.output.trim().split('\n').length).toBeLessThan(12);
    expect(server.output).not.toMatch(/Mapped|initialized|subscribed/);
  });

  it('tells every wrong setting at once, with its fix, and no stack', async () => {
    const server = start({ PORT: 'eighty', LOG_LEVEL: 'loud', SECRET_KEY: 'too short' }, ['--dmeo']);
    expect(await server.end()).toBe(1);
    expect(server.output).toContain('4 problems');
    for (const name of ['PORT', 'LOG_LEVEL', 'SECRET_KEY', '--dmeo']) expect(server.output).toContain(`- ${name}:`);
    expect(server.output).not.toContain('too short');
    expect(server.output).not.toMatch(/^\s+at /m);
  });

  it('says who is in the way when its port is taken', async () => {
    const { port } = new URL(await start().listening());
    const second = start({ PORT: port });
    expect(await second.end()).toBe(1);
    expect(second.output).toContain(`Port ${port} on 127.0.0.1 is taken by another program.`);
    expect(second.output).not.toMatch(/^\s+at /m);
  });

  it('leaves a data folder to whoever serves it, also after that one was killed', async () => {
    const first = start();
    await first.listening();
    const second = start({ DATA_DIR: first.folder });
    expect(await second.end()).toBe(1);
    expect(second.output).toContain(`Another Parlour serves from ${first.folder}.`);
    expect(second.output).not.toMatch(/^\s+at /m);
    await first.end('SIGKILL');
    await start({ DATA_DIR: first.folder }).listening();
  });

  it('logs requests without what was in them', async () => {
    const server = start();
    const url = await server.listening();
    await fetch(`${url}/sign-in?next=/inbox&email=ana@example.org`, {
      method: 'POST',
      headers: { origin: url, cookie: 'parlour_session=s3cret', 'content-type': 'application/x-www-form-urlencoded' },
      body: 'email=ana@example.org&password=hunter2',
      redirect: 'manual',
    });
    await server.end('SIGTERM');
    expect(server.output).toContain('"route":"/sign-in"');
    expect(server.output).not.toMatch(/ana@|hunter2|s3cret|127\.0\.0\.1",|user-agent/);
  });
});
