import { randomUUID } from 'node:crypto';
import type { Agent, Role } from '../../src/common/access';
import { Clock } from '../../src/common/clock';
import { WebsitesService, type WebsiteChanges } from '../../src/workspaces/websites.service';
import type { Website } from '../../src/workspaces/website.entity';
import type { RunningApp } from './app';
import type { Browser, Fields } from './browser';
import { furnish, signIn, type Team } from './people';
import { VisitorClient, type VisitorOptions } from './visitor-client';

const roles: Record<string, Role> = { Olu: 'owner', Ben: 'agent', Vera: 'viewer' };

/** A workspace at work: owner Olu, agent Ben, viewer Vera, one website, and as many visitors as come. */
export class Shop {
  readonly workspaceId: string;
  private readonly browsers = new Map<string, Promise<Browser>>();

  private constructor(
    private readonly server: RunningApp,
    readonly team: Team,
    readonly website: Website,
  ) {
    this.workspaceId = team.workspaceId;
  }

  static async open(server: RunningApp, name = 'Alder'): Promise<Shop> {
    const team = await furnish(server, name, roles);
    const website = await server.app.get(WebsitesService, { strict: false }).byId(team.websiteId);
    return new Shop(server, team, website!);
  }

  /** Somebody of the team as services know them. */
  as(person: 'Olu' | 'Ben' | 'Vera'): Agent {
    return { account: this.team.people[person], workspaceId: this.workspaceId, role: roles[person] };
  }

  /** A browser in which they are signed in; always the same one. */
  browser(person: 'Olu' | 'Ben' | 'Vera'): Promise<Browser> {
    const known = this.browsers.get(person) ?? signIn(this.server, this.team.people[person]);
    this.browsers.set(person, known);
    return known;
  }

  /** Ben answers, or leaves a note. */
  async answer(
    conversation: string,
    body: string,
    { id = randomUUID(), kind = 'reply', attachments }: { id?: string; kind?: 'reply' | 'note'; attachments?: string[] } = {},
  ): Promise<{ id: string; position: number }> {
    const ben = await this.browser('Ben');
    const { status, text } = await ben.postJson(`/inbox/conversations/${conversation}/messages`, { id, kind, body, attachments });
    if (status !== 201) throw new Error(`${status} ${text}`);
    return JSON.parse(text) as { id: string; position: number };
  }

  /** Ben does one of the things that a conversation's buttons do. */
  async does(conversation: string, what: string, fields: Fields = {}): Promise<void> {
    const { status, text } = await (await this.browser('Ben')).post(`/inbox/conversations/${conversation}/${what}`, fields);
    if (![204, 303].includes(status)) throw new Error(`${what}: ${status} ${text.slice(0, 300)}`);
  }

  /** Somebody new on the website. */
  visitor(options?: VisitorOptions): Promise<VisitorClient> {
    return VisitorClient.welcome(this.server.url, this.website.key, options);
  }

  change(changes: WebsiteChanges): Promise<void> {
    return this.server.app.get(WebsitesService, { strict: false }).update(this.workspaceId, this.website.id, changes);
  }
}

/** Moves the server's clock forward by some milliseconds, for good. */
export function moveClock({ app }: RunningApp, millis: number): void {
  const clock = app.get(Clock, { strict: false });
  const before = clock.millis.bind(clock);
  clock.millis = () => before() + millis;
  clock.now = () => new Date(clock.millis());
}
