import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { AccountsService } from '../accounts/accounts.service';
import type { OnServerListening } from '../common/on-server-listening';
import { SETTINGS } from '../config/config.module';
import { SettingsError, type Settings } from '../config/settings';
import { Database } from '../database/database';
import { SettingsStore } from '../database/settings-store';
import { WebsitesService } from '../workspaces/websites.service';
import { DemoAccess } from './demo-access';
import { DemoConversations } from './demo-conversations';
import { DemoStatistics } from './demo-statistics';
import { DemoWorkspace } from './demo-workspace';

/** Holds the website that the sample shop shows: who finds it, finds a furnished demo. */
const mark = 'demo.website';

/** Furnishes an empty server with a workspace to try; never mixes with a real one. */
@Injectable()
export class DemoService implements OnModuleInit, OnServerListening {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly database: Database,
    private readonly store: SettingsStore,
    private readonly accounts: AccountsService,
    private readonly websites: WebsitesService,
    private readonly workspace: DemoWorkspace,
    private readonly conversations: DemoConversations,
    private readonly statistics: DemoStatistics,
    private readonly access: DemoAccess,
  ) {}

  /** Before the first request and before the search index looks for what is new. */
  async onModuleInit(): Promise<void> {
    if (await this.store.get(mark)) return;
    if (await this.accounts.anyExists()) throw new SettingsError([this.refusal()]);
    await this.furnish();
  }

  async onServerListening(address: string): Promise<void> {
    const { site, inbox, agents } = await this.access.publish(address);
    if (this.settings.LOG_LEVEL === 'silent') return;
    const people = agents.map(({ email }) => email).join(', ');
    const lines = [`Shop     ${site}`, `Inbox    ${inbox}`, `Sign in  ${people}`, `Password ${agents[0].password}`];
    process.stdout.write(`\nA furnished workspace to try:\n  ${lines.join('\n  ')}\n\n`);
  }

  async websiteKey(): Promise<string> {
    const website = await this.websites.byId((await this.store.get(mark)) ?? '');
    return website?.key ?? '';
  }

  private async furnish(): Promise<void> {
    const now = new Date();
    this.access.forget();
    const plan = await this.workspace.plan();
    const told = await this.conversations.tell(plan, now);
    await this.database.transaction(async (tx) => {
      const websites = await this.workspace.make(tx, plan, now);
      await this.conversations.save(tx, told, plan, websites);
      await this.statistics.make(tx, plan.workspaceId, websites, now);
      await this.store.set(tx, mark, websites.shop);
    });
  }

  private refusal(): string {
    const { DATABASE_URL, DATA_DIR } = this.settings;
    const [place, fix] = DATABASE_URL
      ? ['the database of DATABASE_URL', 'Choose an empty one']
      : [DATA_DIR, 'Choose an empty folder with DATA_DIR'];
    return `--demo: ${place} is set up already, and sample conversations would mix with real ones. ${fix}, or start without --demo.`;
  }
}
