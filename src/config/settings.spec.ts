import { readSettings, type SettingsError, variables } from './settings';

const problemsOf = (env: Record<string, string>, flags: string[] = []): string[] => {
  try {
    readSettings(env, flags);
    return [];
  } catch (error) {
    return (error as SettingsError).problems;
  }
};

it('needs nothing', () => {
  expect(readSettings({})).toMatchObject({ HOST: '127.0.0.1', PORT: 3000, RATE_LIMITS: true, DEMO: false, DEVELOPMENT: false });
  expect(readSettings({ PORT: '' }).PORT).toBe(3000);
  expect(readSettings({ DATA_DIR: 'somewhere' }).DATA_DIR).toMatch(/^\/.+\/somewhere$/);
  expect(readSettings({}, ['--demo']).DEMO).toBe(true);
});

it('takes addresses without the slash at their end', () => {
  expect(readSettings({ PUBLIC_URL: 'https://chat.example.com/' }).PUBLIC_URL).toBe('https://chat.example.com');
});

it('tells every problem at once, each with its name and what to do', () => {
  const problems = problemsOf(
    {
      PORT: 'eighty',
      PUBLIC_URL: 'chat.example.com',
      DATABASE_URL: 'mysql://x',
      TRUST_PROXY: '10.0.0.0/8, everybody',
      LOG_LEVEL: 'loud',
      RATE_LIMITS: 'maybe',
      UPLOAD_MAX_BYTES: '1',
      METRICS_TOKEN: 'short',
    },
    ['--demon'],
  );
  expect(problems).toHaveLength(9);
  const names = [
    'PORT',
    'PUBLIC_URL',
    'DATABASE_URL',
    'TRUST_PROXY',
    'LOG_LEVEL',
    'RATE_LIMITS',
    'UPLOAD_MAX_BYTES',
    'METRICS_TOKEN',
  ];
  for (const name of [...names, '--demon']) expect(problems.filter((problem) => problem.startsWith(`${name}: `))).toHaveLength(1);
  for (const problem of problems) expect(problem).toMatch(/Set |Write |openssl|The only one/);
});

it.each([
  ['-1', true],
  ['65536', true],
  ['1e3', true],
  ['0x50', true],
  [' 80', true],
  ['0', false],
  ['65535', false],
])('a port of %j is refused: %s', (PORT, refused) => expect(problemsOf({ PORT }).length > 0).toBe(refused));

it('never repeats a secret', () => {
  const said = problemsOf({ SECRET_KEY: 'hawthorn', METRICS_TOKEN: 'hawthorn' }).join(' ');
  expect(said).toContain('8 characters');
  expect(said).not.toContain('hawthorn');
});

it('lets several nodes start only with what they share', () => {
  const redis = { REDIS_URL: 'redis://localhost' };
  expect(problemsOf(redis)).toHaveLength(2);
  expect(problemsOf({ ...redis, DATABASE_URL: 'postgres://localhost/x', SECRET_KEY: 'k'.repeat(32) })).toEqual([]);
});

it('every variable is described', () => {
  for (const { description } of Object.values(variables)) expect(description.length).toBeGreaterThan(20);
});
