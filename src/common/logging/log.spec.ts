import { Log } from './log';
import { readable } from './readable-stream';

const write = (level: 'info' | 'warn', act: (log: Log) => void) => {
  const lines: string[] = [];
  act(new Log(level, { write: (line) => void lines.push(line) }));
  return lines;
};

describe('a line of the log', () => {
  it('names its room and its fields', () => {
    const [line] = write('info', (log) => log.log({ method: 'GET', route: '/inbox/:list', status: 200 }, 'http'));
    expect(JSON.parse(line)).toMatchObject({ level: 30, room: 'http', method: 'GET', route: '/inbox/:list', status: 200 });
  });

  it('hides what is personal in a sentence and in a stack', () => {
    const lines = write('info', (log) => {
      log.error('ana@example.org failed', 'Error: ana@example.org\n at x', 'accounts');
      log.error(new Error('ana@example.org'), 'accounts');
    });
    expect(lines).toHaveLength(2);
    expect(lines.join('')).not.toContain('ana@');
    expect(JSON.parse(lines[0])).toMatchObject({ room: 'accounts', msg: '[hidden] failed' });
  });

  it('leaves out what is below the level, and what Nest says of itself', () => {
    expect(write('warn', (log) => log.log('quiet', 'x'))).toEqual([]);
    for (const room of ['InstanceLoader', '_InstanceLoader'])
      expect(write('info', (log) => log.log('AppModule dependencies initialized', room))).toEqual([]);
  });

  it('can be read in a terminal', () => {
    const [line] = write('info', (log) => log.warn({ status: 500 }, 'http'));
    expect(readable(line)).toMatch(/http .*status=500/);
  });
});
