import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Manifest } from '../../plugin-api';
import { ruleProblems, shapeProblems } from './manifest-rules';

const sound: Manifest = {
  id: 'email-test',
  name: 'Test',
  description: 'Sends mail.',
  version: '1.0.0',
  engine: '^1.0',
  provides: ['emailSender'],
  main: 'index.js',
  settings: { type: 'object', properties: { host: { type: 'string', title: 'Host' } } },
  events: [],
  network: ['api.example.com', '*.example.com:8443', '{host}:465'],
  privacy: {
    recipient: 'Test',
    kind: 'email',
    country: 'DE',
    safeguard: '',
    purpose: 'service',
    basis: 'contract',
    fields: ['mail.recipient', 'mail.subject', 'mail.body'],
    cookies: [],
    consent: null,
    retention: 'Thirty days.',
  },
};
const known = new Set([...sound.privacy.fields, 'visitor.email']);
const parent = mkdtempSync(join(tmpdir(), 'parlour-manifest-'));
const folder = join(parent, 'email-test');
beforeAll(() => {
  mkdirSync(folder);
  writeFileSync(join(folder, 'index.js'), '');
  writeFileSync(join(parent, 'outside.js'), '');
  symlinkSync(join(parent, 'outside.js'), join(folder, 'link.js'));
});
afterAll(() => rmSync(parent, { recursive: true }));

const problemsOf = (change: Partial<Manifest>, privacy: Partial<Manifest['privacy']> = {}) => {
  const manifest = { ...sound, ...change, privacy: { ...sound.privacy, ...privacy } };
  const shape = shapeProblems(manifest);
  return shape.length ? shape : ruleProblems(manifest, folder, 'email-test', (field) => known.has(field));
};

it('has nothing against a sound one', () => {
  expect(problemsOf({})).toEqual([]);
});

it.each<[string, Partial<Manifest>, Partial<Manifest['privacy']>, RegExp]>([
  ['another folder', { id: 'email-other' }, {}, /"id": "email-other" is not the folder's name/],
  ['a version that is none', { version: 'one' }, {}, /"version": "one" is not a semantic version. Write it like/],
  ['a range that is none', { engine: 'new' }, {}, /"engine": "new" is not a range/],
  ['an engine of the future', { engine: '^9.0' }, {}, /made for engine \^9.0, and this server speaks 1/],
  ['nothing to do', { provides: [] }, { fields: [] }, /provides nothing/],
  ['events nobody handles', { events: ['message.posted'] }, {}, /Add "eventHandler"/],
  ['notices that nobody reads', { webhook: true }, {}, /"webhook": notices are expected/],
  ['a job without a schedule', { provides: ['emailSender', 'scheduledJob'] }, {}, /"schedule"/],
  ['a capability that is none', { provides: ['magic' as never] }, {}, /"provides.0": "magic" is not one of emailSender/],
  ['a word that is not known', { colour: 'red' } as never, {}, /"colour" is not known. Remove it/],
  ['a word that is missing', { name: undefined }, {}, /"name" is missing. Add it/],
  ['a script outside', { main: '../outside.js' }, {}, /leads out of the plugin's folder/],
  ['a script by its whole path', { main: '/etc/passwd' }, {}, /leads out of the plugin's folder/],
  ['a link to outside', { main: 'link.js' }, {}, /is a link that leads out/],
  ['a script that is not there', { main: 'other.js' }, {}, /there is no file "other.js"/],
  ['no script', { main: 'index.ts' }, {}, /is not a script/],
  ['too few fields', {}, { fields: ['mail.recipient', 'mail.subject'] }, /cannot do its work without "mail.body"/],
  [
    'a field nobody knows',
    {},
    { fields: [...sound.privacy.fields, 'visitor.password'] },
    /"visitor.password" is not in the data map/,
  ],
  ['consent without a category', {}, { basis: 'consent' }, /needs the category/],
  ['a category without consent', {}, { consent: 'analytics' }, /nobody is asked/],
  ['the purpose "sell"', {}, { purpose: 'sell' as never }, /never sold: there is no purpose "sell"/],
  ['a receiver without a name', {}, { recipient: null }, /nobody who receives them/],
  ['a required setting that is not there', { settings: { ...sound.settings, required: ['key'] } }, {}, /no setting "key"/],
  [
    'a default of another type',
    { settings: { type: 'object', properties: { host: { type: 'integer', title: 'x', default: 'y' } } }, network: [] },
    {},
    /"settings.properties.host.default": it should be of type integer/,
  ],
  ['a setting in a host that is not there', { network: ['{server}'] }, {}, /setting "server" that does not exist/],
  ...[
    'localhost',
    'db.internal',
    '127.0.0.1',
    '169.254.169.254:80',
    '[::1]:443',
    '2130706433',
    '*',
    '*.com',
    'https://a.example.com/',
    'a b.example.com',
    'api.example.com:99999',
  ].map((host): [string, Partial<Manifest>, Partial<Manifest['privacy']>, RegExp] => [
    `the host ${host}`,
    { network: [host] },
    {},
    /"network": "/,
  ]),
])('refuses %s, and says what to do', (_what, change, privacy, words) => {
  const problems = problemsOf(change, privacy);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(words);
  expect(problems[0]).toMatch(/^plugin\.json, ".*\.$|^plugin\.json: .*\.$/s);
});

it('says everything at once', () => {
  expect(problemsOf({ version: 'one', engine: 'new', main: 'other.js' })).toHaveLength(3);
});
