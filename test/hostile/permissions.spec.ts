import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { may, roles } from '../../src/common/access';
import { startApp, type RunningApp } from '../kit/app';
import { routesOf, socketEventsOf, type Door } from './routes';

const file = join(__dirname, '../../docs/permissions.md');

const introduction = `# Who may come through which door

Written from the rules beside the handlers (\`@Allow\`, \`@Public\`), and compared with them in every run of the tests: \`npm test -- permissions\` tells a
difference, and \`WRITE_DOCUMENTS=1 npm test -- permissions\` writes it. A door without a rule stays shut, and fails the suite. That the doors keep to this table is tried in
\`test/hostile/tenancy.spec.ts\`, \`test/hostile/sockets.spec.ts\` and \`test/clauses/V09.spec.ts\`: every role, a visitor, a stranger with a workspace of their own, and nobody.

A person has a role in a workspace, and what belongs to another workspace does not exist for them: 404. "Anybody" doors say why they are open, and look for themselves at
what they need (a visitor's token, a signature, a link that works once).
`;

/** Doors of one kind under a heading, in the order of their addresses. */
function tableOf(title: string, doors: Door[]): string {
  const rows = doors
    .filter(({ rule }) => rule?.allow)
    .map(
      ({ name, rule }) =>
        `| \`${name}\` | ${rule!.allow!} | ${roles.map((role) => (may({ role }, rule!.allow!) ? '●' : '')).join(' | ')} |`,
    );
  const head = [`| door | permission | ${roles.join(' | ')} |`, `|---|---|${roles.map(() => ':-:').join('|')}|`];
  return [`## ${title}`, '', ...head, ...rows.sort(), ''].join('\n');
}

function openDoors(doors: Door[]): string {
  const rows = doors.filter(({ rule }) => rule?.public).map(({ name, rule }) => `| \`${name}\` | ${rule!.public} |`);
  return ['## Doors for anybody', '', '| door | why |', '|---|---|', ...rows.sort(), ''].join('\n');
}

describe('the table of permissions', () => {
  let server: RunningApp;
  beforeAll(async () => (server = await startApp()));
  afterAll(() => server.stop());

  it('is what the doors declare', () => {
    const [routes, events] = [routesOf(server), socketEventsOf(server)];
    const parts = [tableOf('Pages and forms', routes), tableOf('Events of sockets', events), openDoors([...routes, ...events])];
    const wanted = [introduction, ...parts].join('\n');
    if (process.env.WRITE_DOCUMENTS) writeFileSync(file, wanted);
    expect(readFileSync(file, 'utf8')).toBe(wanted);
  });
});
