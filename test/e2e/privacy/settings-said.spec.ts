import { Database } from '../../../src/database/database';
import { optionalPurposes, OptionalPurposes } from '../../../src/privacy/optional-purposes.service';
import { Facts } from '../../../src/privacy/notice/facts.service';
import { noticeOf } from '../../../src/privacy/notice/notice';
import { Wording } from '../../../src/privacy/notice/wording';
import { lines, lineNames } from '../../../src/privacy/retention/retention-lines';
import { LegalIdentities } from '../../../src/workspaces/legal-identities.service';
import { WorkspacesService } from '../../../src/workspaces/workspaces.service';
import { Texts } from '../../../src/common/texts';
import { startApp, type RunningApp } from '../../kit/app';
import { keepFor } from '../../kit/retention';
import { Shop } from '../../kit/shop';

/**
 * `notice.spec.ts` shows that each fact changes what the notice says. Here: each setting changes a fact. One that is added has to say
 * which sentence it changes, or why it changes none.
 */
let server: RunningApp;
let shop: Shop;
beforeAll(async () => {
  server = await startApp();
  // The first workspace is the operator’s; this one is like any other.
  await Shop.open(server, 'Operator');
  shop = await Shop.open(server);
  await shop.change({ collectsPages: false, collectsBrowser: true, collectsLocation: false, collectsContact: true });
});
afterAll(() => server.stop());

const get = <Service>(service: new (...all: never[]) => Service) => server.app.get(service, { strict: false });
async function said(): Promise<string> {
  const facts = await get(Facts).of(shop.workspaceId, 'published');
  return JSON.stringify(new Wording(get(Texts), 'en').of(noticeOf(facts)));
}
const identity = async (change: object) => {
  const identities = get(LegalIdentities);
  const before = await identities.of(shop.workspaceId);
  await identities.change(shop.as('Olu'), shop.workspaceId, { ...before, ...change });
};

const silent = (why: string) => why;
const settings: Record<string, string | (() => Promise<unknown>)> = {
  'Website.id': silent('names nobody'),
  'Website.workspaceId': silent('whose it is'),
  'Website.key': silent('public, for the script tag'),
  'Website.name': () => shop.change({ name: 'Store' }),
  'Website.domains': silent('where the widget may run'),
  'Website.accent': silent('a colour'),
  'Website.greeting': silent('the business’s words in the chat'),
  'Website.identitySecret': silent('checks signatures, collects nothing by itself'),
  'Website.collectsPages': () => shop.change({ collectsPages: true }),
  'Website.collectsBrowser': () => shop.change({ collectsBrowser: false }),
  'Website.collectsLocation': () => shop.change({ collectsLocation: true }),
  'Website.collectsContact': () => shop.change({ collectsContact: false }),
  'Website.liveAt': silent('nobody is visited before'),
  'Website.helloAt': silent('a moment'),
  'Website.createdAt': silent('a moment'),
  'Workspace.id': silent('names nobody'),
  'Workspace.name': silent('for the team; people read the legal name'),
  'Workspace.accent': silent('a colour'),
  'Workspace.allowedRegions': () => get(WorkspacesService).allowRegions(shop.as('Olu'), ['EEA']),
  'Workspace.createdAt': silent('a moment'),
  'LegalIdentity.holder': silent('whose it is'),
  'LegalIdentity.legalName': () => identity({ legalName: 'Birch Ltd' }),
  'LegalIdentity.address': () => identity({ address: '2 Mill Lane' }),
  'LegalIdentity.contact': () => identity({ contact: 'data@alder.example' }),
  'LegalIdentity.officer': () => identity({ officer: 'Dora' }),
  'LegalIdentity.representative': () => identity({ representative: 'Rita' }),
  'LegalIdentity.authority': () => identity({ authority: 'CNPD' }),
  'LegalIdentity.minimumAge': () => identity({ minimumAge: 18 }),
  'LegalIdentity.noticeUrl': () => identity({ noticeUrl: 'https://alder.example/privacy' }),
  'LegalIdentity.changedAt': silent('a moment'),
};
for (const purpose of optionalPurposes)
  settings[`purpose ${purpose}`] = () => get(OptionalPurposes).choose(shop.workspaceId, purpose, true, shop.as('Olu').account.id);
for (const line of lineNames) {
  const { category, ofOperator } = lines[line];
  if (ofOperator) settings[`time of ${line}`] = silent('in the notice for accounts: lone-accounts.spec.ts');
  else if (!category) settings[`time of ${line}`] = silent('about nobody');
  else
    settings[`time of ${line}`] = async () => {
      // What is not collected is not spoken of.
      await shop.change({ collectsPages: true, collectsLocation: true, collectsBrowser: true, collectsContact: true });
      const before = await said();
      await keepFor(server, shop, line, 123);
      expect(await said()).not.toBe(before);
      await keepFor(server, shop, line, 124);
    };
}

it('knows every setting of websites, workspaces and identities', () => {
  const columns = get(Database)
    .entities.filter(({ name }) => ['Website', 'Workspace', 'LegalIdentity'].includes(name))
    .flatMap(({ name, columns: all }) => all.map(({ propertyName }) => `${name}.${propertyName}`));
  const known = Object.keys(settings).filter((name) => /^[A-Z]/.test(name));
  expect(known.sort()).toEqual(columns.sort());
});

it.each(Object.entries(settings).filter(([, change]) => typeof change !== 'string'))(
  'says something else when it changes: %s',
  async (_name, change) => {
    const before = await said();
    await (change as () => Promise<unknown>)();
    expect(await said()).not.toBe(before);
  },
);
