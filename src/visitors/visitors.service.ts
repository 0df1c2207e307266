import { Injectable } from '@nestjs/common';
import { Clock } from '../common/clock';
import { ChatError } from '../common/errors';
import { Database } from '../database/database';
import type { Transaction } from '../database/transaction';
import { EventBus } from '../events/event-bus';
import { DeliveriesService } from '../plugin-host/deliveries/deliveries.service';
import { ErasureService } from '../privacy/erasure/erasure.service';
import { PersonalDataCalls } from '../plugin-host/personal-data/personal-data-calls.service';
import { StandingService } from '../privacy/standing.service';
import { WebsitesService } from '../workspaces/websites.service';
import type { Website } from '../workspaces/website.entity';
import { verifyIdentity, type IdentityClaims } from './identity-claims';
import { Visitor } from './visitor.entity';
import type { LaterFacts, VisitorFacts, VisitorIdentity } from './visitor.types';
import { VisitorTokens } from './visitor-tokens';

const day = 24 * 60 * 60 * 1000;
const noFacts: VisitorFacts = { browser: null, os: null, language: null, country: null };

/** Whoever wrote nothing but spam is nobody's business: plugins do not hear of them. */
const onlySpam = `SELECT 1 AS found FROM conversation WHERE visitor_id = ? AND status = 'spam'
  AND NOT EXISTS (SELECT 1 FROM conversation AS other WHERE other.visitor_id = ? AND other.status <> 'spam')`;

/** Who visitors are: tokens, and the row that the first message makes. */
@Injectable()
export class VisitorsService {
  constructor(
    private readonly database: Database,
    private readonly websites: WebsitesService,
    private readonly tokens: VisitorTokens,
    private readonly deliveries: DeliveriesService,
    private readonly standing: StandingService,
    private readonly calls: PersonalDataCalls,
    private readonly erasures: ErasureService,
    private readonly events: EventBus,
    private readonly clock: Clock,
  ) {}

  /** A token for somebody new, stored nowhere; or for the website's own user, if the website signed who that is. */
  async issue(website: Website, identity?: string): Promise<{ token: string; verified: boolean }> {
    if (identity === undefined) return { token: this.tokens.issue(website.id), verified: false };
    const claims = await verifyIdentity(identity, website.identitySecret, this.clock.now());
    const id = this.tokens.identifierOf(website.id, claims.sub);
    await this.database.transaction((tx) => this.vouch(tx, website, id, claims));
    return { token: this.tokens.issue(website.id, id), verified: true };
  }

  /**
   * Whose token this is. A token without a row is good for a day: after that its visitor was erased, or never wrote.
   * @throws ChatError token.missing, token.invalid, visitor.unknown
   */
  async identify(token: string | undefined): Promise<VisitorIdentity & { website: Website; isNew: boolean }> {
    if (!token) throw new ChatError('token.missing');
    const { websiteId, visitorId, issuedAt } = this.tokens.verify(token);
    const website = await this.websites.byId(websiteId);
    if (!website) throw new ChatError('token.invalid');
    if (await this.erasures.refuses({ kind: 'visitor', id: visitorId }, issuedAt)) throw new ChatError('visitor.unknown');
    const isNew = !(await this.exists(visitorId));
    if (isNew && issuedAt < this.clock.millis() - day) throw new ChatError('visitor.unknown');
    return { visitorId, websiteId, workspaceId: website.workspaceId, website, isNew };
  }

  /** The visitor's row, made if it is not there yet. */
  async ensure(tx: Transaction, identity: VisitorIdentity, facts: VisitorFacts = noFacts): Promise<void> {
    const now = this.clock.millis();
    await tx.run(
      `INSERT INTO visitor (id, workspace_id, website_id, verified, browser, os, language, country, created_at, seen_at,
         address_hash, network_hash, address_at)
       VALUES (?, ?, ?, ${this.database.isPostgres ? 'FALSE' : '0'}, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
      [
        identity.visitorId,
        identity.workspaceId,
        identity.websiteId,
        facts.browser,
        facts.os,
        facts.language,
        facts.country,
        now,
        now,
        facts.marks?.address ?? null,
        facts.marks?.network ?? null,
        facts.marks ? now : null,
      ],
    );
  }

  /** What the visitor says of themselves; undefined leaves as it is, null removes. Never opens anybody else's conversation. */
  async update(
    identity: VisitorIdentity,
    change: { name?: string | null; email?: string | null },
    facts?: LaterFacts,
  ): Promise<Visitor> {
    const website = await this.websites.byId(identity.websiteId);
    if (!website?.collectsContact) throw new ChatError('visitor.contact_off');
    const known = await facts?.();
    return this.database.transaction(async (tx) => {
      await this.ensure(tx, identity, known);
      const visitor = await tx.manager.findOneByOrFail(Visitor, { id: identity.visitorId });
      // What the website vouched for is not overwritten by what somebody types.
      if (!visitor.verified) Object.assign(visitor, change);
      await tx.manager.save(visitor);
      await this.tell(tx, identity.workspaceId, visitor.id);
      return visitor;
    });
  }

  /** Puts right what is held on a visitor, as they asked; what the website vouched for is changed there. */
  async correct(identity: VisitorIdentity, change: { name?: string | null; email?: string | null }): Promise<void> {
    await this.database.transaction(async (tx) => {
      const visitor = await tx.manager.findOneBy(Visitor, { id: identity.visitorId, workspaceId: identity.workspaceId });
      if (!visitor || visitor.verified) return;
      await tx.manager.update(Visitor, { id: visitor.id }, change);
      await this.calls.request(tx, identity.workspaceId, { kind: 'visitor', id: visitor.id }, 'rectify');
      await this.tell(tx, identity.workspaceId, visitor.id);
    });
  }

  /**
   * Somebody who wrote a mail to a website's address: the same visitor for the same address, and nobody who ever used the widget. Nobody
   * has checked the address.
   */
  async fromMail(website: Website, address: string, name: string | null): Promise<VisitorIdentity> {
    const visitorId = this.tokens.identifierOf(`mail:${website.id}`, address);
    const identity = { visitorId, websiteId: website.id, workspaceId: website.workspaceId };
    await this.database.transaction(async (tx) => {
      await this.ensure(tx, identity);
      await tx.run('UPDATE visitor SET email = ?, name = COALESCE(name, ?) WHERE id = ?', [address, name, visitorId]);
    });
    return identity;
  }

  /** What the conversation's state says of its visitor; on the way of every reconnect, so in plain SQL. */
  async contactOf(id: string): Promise<{ name: string | null; email: string | null; verified: boolean }> {
    const [row] = await this.database.query<{ name: string | null; email: string | null; verified: boolean | number }>(
      'SELECT name, email, verified FROM visitor WHERE id = ?',
      [id],
    );
    return row ? { ...row, verified: Boolean(row.verified) } : { name: null, email: null, verified: false };
  }

  async find(id: string): Promise<Visitor | null> {
    return this.database.read.findOneBy(Visitor, { id });
  }

  private async exists(id: string): Promise<boolean> {
    return (await this.database.query('SELECT 1 AS found FROM visitor WHERE id = ?', [id])).length > 0;
  }

  private async vouch(tx: Transaction, website: Website, id: string, claims: IdentityClaims): Promise<void> {
    await this.ensure(tx, { visitorId: id, websiteId: website.id, workspaceId: website.workspaceId });
    // What may only be stored is not changed by anybody: the visitor goes on as they were known.
    if (await this.isRestricted(tx, website.workspaceId, id)) return;
    const contact = website.collectsContact ? { name: claims.name, email: claims.email } : { name: null, email: null };
    await tx.manager.update(Visitor, { id }, { ...contact, externalId: claims.sub, verified: true });
    await this.tell(tx, website.workspaceId, id);
  }

  private async isRestricted(tx: Transaction, workspaceId: string, id: string): Promise<boolean> {
    return (await this.standing.among(tx, [{ workspaceId, id }])).get(`${workspaceId}/${id}`)?.restricted ?? false;
  }

  private async tell(tx: Transaction, workspaceId: string, visitorId: string): Promise<void> {
    if (!(await tx.run(onlySpam, [visitorId, visitorId])).length)
      await this.deliveries.add(tx, [{ workspaceId, name: 'visitor.changed', lane: visitorId, ids: { visitorId } }]);
    tx.afterCommit(() => this.events.publish('visitor.changed', { workspaceId, visitorId }));
  }
}
