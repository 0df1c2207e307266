import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { FindOptionsWhere } from 'typeorm';
import { AuditService } from '../audit/audit.service';
import type { Agent } from '../common/access';
import { Clock } from '../common/clock';
import { ChatError } from '../common/errors';
import { newId, randomToken } from '../common/ids';
import { Database } from '../database/database';
import type { Transaction } from '../database/transaction';
import { EventBus } from '../events/event-bus';
import { missingFields } from './identity/missing-fields';
import { LegalIdentity } from './legal-identity.entity';
import { belongsTo } from './websites/domains';
import { WebsiteCache } from './websites/website-cache';
import { WebsiteSecrets } from './websites/website-secret';
import { Website } from './website.entity';
import { Workspace } from './workspace.entity';

const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const keyFormat = /^\w{1,64}$/;
const newKey = () => `w_${Array.from({ length: 22 }, () => base62[randomInt(62)]).join('')}`;

export type WebsiteChanges = Partial<
  Pick<
    Website,
    'name' | 'domains' | 'accent' | 'greeting' | 'collectsPages' | 'collectsBrowser' | 'collectsLocation' | 'collectsContact'
  >
>;

/** Websites with the widget on them. */
@Injectable()
export class WebsitesService {
  private readonly cache = new WebsiteCache();

  constructor(
    private readonly database: Database,
    private readonly audit: AuditService,
    private readonly events: EventBus,
    private readonly clock: Clock,
    private readonly secrets: WebsiteSecrets,
  ) {
    events.on('website.changed', () => this.cache.forget());
  }

  /**
   * What is not said gets a sparing default: neither pages nor locations are collected. It is live at once if everybody can be told
   * who answers for it; otherwise it waits, and only the preview shows it.
   */
  async create(
    tx: Transaction,
    workspaceId: string,
    chosen: WebsiteChanges & Pick<Website, 'name' | 'accent'>,
  ): Promise<Website> {
    const identity = await tx.manager.findOneBy(LegalIdentity, { holder: workspaceId });
    const website: Website = {
      domains: [],
      greeting: '',
      collectsPages: false,
      collectsBrowser: true,
      collectsLocation: false,
      collectsContact: true,
      ...chosen,
      id: newId(this.clock.millis()),
      workspaceId,
      key: newKey(),
      identitySecret: randomToken(256),
      liveAt: missingFields(identity).length ? null : this.clock.now(),
      helloAt: null,
      createdAt: this.clock.now(),
    };
    await tx.manager.insert(Website, { ...website, identitySecret: this.secrets.seal(website) });
    tx.afterCommit(() => this.events.publish('website.changed', { workspaceId, websiteId: website.id }));
    return website;
  }

  /** One more website for a workspace, in the workspace's colour. */
  async add(workspaceId: string, chosen: Pick<Website, 'name' | 'domains'>): Promise<Website> {
    const { accent } = await this.database.read.findOneByOrFail(Workspace, { id: workspaceId });
    return this.database.transaction((tx) => this.create(tx, workspaceId, { ...chosen, accent }));
  }

  async update(workspaceId: string, id: string, changes: WebsiteChanges): Promise<void> {
    await this.database.transaction(async (tx) => {
      if (!(await tx.manager.existsBy(Website, { id, workspaceId }))) throw new ChatError('request.not_found');
      await tx.manager.update(Website, { id, workspaceId }, changes);
      tx.afterCommit(() => this.events.publish('website.changed', { workspaceId, websiteId: id }));
    });
  }

  /**
   * Lets visitors use the widget, or takes it off their pages again.
   * @throws ChatError `website.not_ready`, with the fields that are missing
   */
  async setLive({ workspaceId, account }: Agent, id: string, live: boolean): Promise<void> {
    await this.database.transaction(async (tx) => {
      const website = await tx.manager.findOneBy(Website, { id, workspaceId });
      if (!website) throw new ChatError('request.not_found');
      if (Boolean(website.liveAt) === live) return;
      const missing = live ? missingFields(await tx.manager.findOneBy(LegalIdentity, { holder: workspaceId })) : [];
      if (missing.length)
        throw new ChatError('website.not_ready', {
          fields: Object.fromEntries(missing.map((name) => [name, 'validation.missing'])),
        });
      await tx.manager.update(Website, { id }, { liveAt: live ? this.clock.now() : null });
      const action = live ? 'website.went_live' : 'website.taken_off';
      await this.audit.record(tx, { workspaceId, accountId: account.id, from: account.from, action, target: id });
      tx.afterCommit(() => this.events.publish('website.changed', { workspaceId, websiteId: id }));
    });
  }

  /** The first visitor wrote: part of the transaction that keeps the conversation. */
  async greet(tx: Transaction, website: Pick<Website, 'id' | 'workspaceId'>, conversationId: string): Promise<void> {
    const sql = 'UPDATE website SET hello_at = ? WHERE id = ? AND hello_at IS NULL RETURNING id';
    const [first] = await tx.run(sql, [this.clock.millis(), website.id]);
    if (!first) return;
    const event = { workspaceId: website.workspaceId, websiteId: website.id };
    tx.afterCommit(() => {
      this.events.publish('website.changed', event);
      this.events.publish('website.greeted', { ...event, conversationId });
    });
  }

  /** By the public key of the script tag; remembered for some seconds. */
  async byKey(key: string): Promise<Website | undefined> {
    if (!keyFormat.test(key)) return undefined;
    return this.cache.byKey(key, this.clock.millis(), () => this.found({ key }));
  }

  /** For rooms that hold the id already; a door that gets an id from outside asks {@link ofWorkspace}. */
  byId(id: string): Promise<Website | undefined> {
    return this.cache.byId(id, this.clock.millis(), () => this.found({ id }));
  }

  /** @throws ChatError `request.not_found` for another workspace's */
  async ofWorkspace(workspaceId: string, id: string): Promise<Website> {
    const website = await this.found({ id, workspaceId });
    if (!website) throw new ChatError('request.not_found');
    return website;
  }

  async list(workspaceId: string): Promise<Website[]> {
    const found = await this.database.read.find(Website, { where: { workspaceId }, order: { id: 'ASC' } });
    return found.map((website) => this.secrets.opened(website));
  }

  private async found(where: FindOptionsWhere<Website>): Promise<Website | null> {
    return this.secrets.opened(await this.database.read.findOneBy(Website, where));
  }

  /**
   * A page, or a program without one, wants to use the widget. Our own pages always may: they show the preview.
   * @throws ChatError `website.not_live`, `website.foreign_origin`
   */
  admit(website: Pick<Website, 'domains' | 'liveAt'>, from: { origin?: string; isOwn: boolean }, ownOrigin: string): void {
    if (from.isOwn) return;
    if (from.origin !== undefined && !this.allowsOrigin(website, from.origin, ownOrigin))
      throw new ChatError('website.foreign_origin');
    if (!website.liveAt) throw new ChatError('website.not_live');
  }

  /** Whether a page of this origin may run the widget. Ports do not matter; a website without domains runs anywhere. */
  allowsOrigin(website: Pick<Website, 'domains'>, origin: string, ownOrigin: string): boolean {
    if (origin === ownOrigin || website.domains.length === 0) return true;
    return URL.canParse(origin) && belongsTo(new URL(origin).hostname, website.domains);
  }
}
