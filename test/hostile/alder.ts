import { InvitationsService } from '../../src/accounts/invitations/invitations.service';
import { AuditService } from '../../src/audit/audit.service';
import { BansService } from '../../src/bans/bans.service';
import { newId } from '../../src/common/ids';
import { Database } from '../../src/database/database';
import { Disclosure } from '../../src/plugin-host/disclosure.entity';
import { PluginDelivery } from '../../src/plugin-host/plugin-delivery.entity';
import { PluginEnablement } from '../../src/plugin-host/plugin-enablement.entity';
import { Breaches } from '../../src/privacy/breaches/breaches.service';
import { AuthorityRequests } from '../../src/privacy/authority/authority-requests.service';
import { RequestForm } from '../../src/privacy/cases/form/request-form.service';
import { LegalHolds } from '../../src/privacy/holds/legal-holds.service';
import type { RunningApp } from '../kit/app';
import { speakFirst } from '../kit/proactive';
import { rowsOf } from '../kit/rows';
import { Shop } from '../kit/shop';
import type { VisitorClient } from '../kit/visitor-client';

/** Words that stand in what belongs to Alder, and may stand in no answer to a stranger. */
export const secrets = ['hawthorn', 'Alder', 'Ana Alder'];

/** What there is of Alder that somebody could reach for. */
export interface Alder {
  shop: Shop;
  ana: string;
  visitor: string;
  conversation: string;
  visitorMessage: string;
  teamMessage: string;
  visitorFile: string;
  teamFile: string;
  tag: string;
  invitation: string;
  invitationToken: string;
  mail: string;
  job: string;
  account: string;
  /** Enabled, with a secret, and gone from the machine since. */
  plugin: string;
  deadDelivery: string;
  breach: string;
  /** What its website says first. */
  opening: string;
  /** A request of Ana's, and the page of one that came by the form. */
  privacyCase: string;
  caseKey: string;
  hold: string;
  authority: string;
  ban: string;
}

/** A workspace with something behind every door. */
export async function furnishAlder(server: RunningApp): Promise<Alder> {
  const shop = await Shop.open(server, 'Alder');
  const ana = await shop.visitor();
  const { body: file } = await ana.upload('the hawthorn receipt', 'hawthorn.txt');
  const { conversation, id: visitorMessage } = await ana.say('My word is hawthorn', { attachments: [file.id] });
  await ana.act('visitor.update', { name: 'Ana Alder', email: 'ana@hawthorn.example' });
  const teamFile = await uploadAsBen(server, shop);
  const { id: teamMessage } = await shop.answer(conversation, 'Hawthorn, thank you', { attachments: [teamFile] });
  await shop.does(conversation, 'tags', { name: 'hawthorn' });
  const invitations = server.app.get(InvitationsService, { strict: false });
  const invitationToken = await invitations.create(
    shop.as('Olu'),
    { role: 'agent', email: 'hawthorn@example.org' },
    (token) => `${server.url}/invitations/${token}`,
  );
  const job = '01deadjob00000000000000000';
  await server.app.get(Database).transaction(async (tx) => {
    const sql = `INSERT INTO outbox_job (id, workspace_id, kind, payload, state, attempts, run_at) VALUES (?, ?, 'hawthorn', '{}', 'dead', 9, 0)`;
    await tx.run(sql, [job, shop.workspaceId]);
  });
  const [plugin, deadDelivery] = ['translate-hawthorn', '01deaddelivery000000000000'];
  await furnishPlugin(server, shop, plugin, deadDelivery);
  const breaches = server.app.get(Breaches, { strict: false });
  const happened = { role: 'controller' as const, discoveredAt: new Date(), what: 'The hawthorn list was lost', people: 3 };
  const breach = await breaches.record(shop.as('Olu'), { ...happened, categories: ['names'] });
  const only = async (sql: string) => (await rowsOf<{ id: string }>(server, sql, [shop.workspaceId]))[0].id;
  return {
    shop,
    ana: ana.token,
    visitor: ana.id,
    conversation,
    visitorMessage,
    teamMessage,
    visitorFile: file.id,
    teamFile,
    tag: await only('SELECT id FROM tag WHERE workspace_id = ?'),
    invitation: await only('SELECT id FROM invitation WHERE workspace_id = ?'),
    invitationToken,
    mail: await only('SELECT id FROM mail WHERE workspace_id = ?'),
    job,
    account: shop.as('Ben').account.id,
    plugin,
    deadDelivery,
    breach,
    opening: await speakFirst(server, shop.team, { texts: { en: 'The hawthorn is in bloom' }, pauseDays: 7 }),
    ...(await furnishRights(server, shop, ana)),
  };
}

/** What persons and authorities ask for. */
async function furnishRights(server: RunningApp, shop: Shop, ana: VisitorClient) {
  const person = { workspaceId: shop.workspaceId, kind: 'visitor' as const, id: ana.id };
  const words = { kind: 'rectification', body: 'The hawthorn is wrong', language: 'en' };
  const { id: privacyCase } = (await ana.call<{ id: string }>('POST', 'privacy/requests', words)).body;
  const form = server.app.get(RequestForm, { strict: false });
  const asked = { kind: 'question' as const, email: 'hawthorn@example.org', body: 'hawthorn', language: 'en' };
  const caseKey = await form.ask({ workspaceId: shop.workspaceId, controller: 'workspace' }, asked);
  const holds = server.app.get(LegalHolds, { strict: false });
  const hold = await holds.put(shop.as('Olu'), person, { basis: 'claims', reason: 'hawthorn', until: null });
  const authorities = server.app.get(AuthorityRequests, { strict: false });
  const authority = await authorities.ask(shop.as('Olu'), person, { authority: 'Hawthorn Court', reference: '1', law: 'x' });
  await server.app
    .get(BansService, { strict: false })
    .banTyped(shop.as('Olu'), '203.0.113.0/24', { reason: 'hawthorn', until: new Date(Date.now() + 86_400_000) });
  const [{ id: ban }] = await rowsOf<{ id: string }>(server, 'SELECT id FROM ban WHERE workspace_id = ?', [shop.workspaceId]);
  return { privacyCase, caseKey, hold, authority, ban };
}

/** What there is of a plugin after some weeks: its settings, a hand-over, an event that it did not take. */
async function furnishPlugin(server: RunningApp, shop: Shop, pluginId: string, delivery: string): Promise<void> {
  const { workspaceId } = shop;
  const [at, accountId] = [new Date(), shop.as('Olu').account.id];
  const audit = server.app.get(AuditService, { strict: false });
  await server.app.get(Database).transaction(async (tx) => {
    const enablement = { enabled: true, settings: '{"word":"hawthorn"}', sheetHash: 'x', enabledBy: accountId };
    await tx.manager.insert(PluginEnablement, { workspaceId, pluginId, ...enablement, enabledAt: at, changedAt: at });
    const event = { lane: 'hawthorn', event: 'message.posted', ids: '{}', attempts: 9, runAt: at };
    await tx.manager.insert(PluginDelivery, { id: delivery, workspaceId, pluginId, at, state: 'dead', ...event });
    const about = {
      capability: 'eventHandler',
      subjectKind: 'visitor' as const,
      subjectId: 'hawthorn',
      fields: ['message.body'],
    };
    const why = { recipient: 'Hawthorn Ltd', country: 'IE', purpose: 'conversation', basis: 'contract' };
    await tx.manager.insert(Disclosure, { id: newId(), workspaceId, pluginId, at, ...about, ...why });
    await audit.record(tx, { workspaceId, accountId, action: 'plugin.enabled', target: pluginId });
  });
}

async function uploadAsBen(server: RunningApp, shop: Shop): Promise<string> {
  const ben = await shop.browser('Ben');
  const answer = await fetch(`${server.url}/inbox/uploads`, {
    method: 'POST',
    headers: {
      Cookie: ben.cookieHeader,
      Origin: server.url,
      'Content-Type': 'application/octet-stream',
      'X-File-Name': 'hawthorn-offer.txt',
    },
    body: 'the hawthorn offer',
  });
  return ((await answer.json()) as { id: string }).id;
}
