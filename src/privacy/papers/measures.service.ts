import { Inject, Injectable } from '@nestjs/common';
import { ChainCheck } from '../../audit/chain-check.service';
import { SETTINGS } from '../../config/config.module';
import type { Settings } from '../../config/settings';
import { Database } from '../../database/database';
import { MembersService } from '../../workspaces/members.service';
import { WebsitesService } from '../../workspaces/websites.service';
import { RetentionSchedule } from '../retention/retention-schedule.service';
import { measureGroups, type Configuration } from './measure-groups';
import type { PaperContext } from './paper-context.service';
import type { PaperSection } from './paper.types';

/** What protects the data (Art. 32 GDPR), read from the configuration that runs. Nothing here promises that nothing can happen. */
@Injectable()
export class Measures {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly database: Database,
    private readonly members: MembersService,
    private readonly websites: WebsitesService,
    private readonly retention: RetentionSchedule,
    private readonly chains: ChainCheck,
  ) {}

  /** Whether the address that people use is encrypted, as far as the server was told. */
  get isEncrypted(): boolean {
    return Boolean(this.settings.TLS_CERT) || (this.settings.PUBLIC_URL?.startsWith('https:') ?? false);
  }

  async sections(context: PaperContext): Promise<PaperSection[]> {
    const { t } = context;
    const groups = measureGroups(await this.configuration(context));
    return [
      ...groups.map(({ title, measures }) => ({
        title: t(title),
        table: {
          head: [t('papers.measures.measure'), t('papers.state')],
          rows: measures.map(({ text, values, on = true }) => [t(text, values), t(on ? 'papers.on' : 'papers.off')]),
        },
      })),
      { title: t('papers.measures.limitsTitle'), text: t('papers.measures.limitsText') },
    ];
  }

  private async configuration({ workspaceId, facts }: PaperContext): Promise<Configuration> {
    const [members, websites, rules, log] = await Promise.all([
      this.members.list(workspaceId),
      this.websites.list(workspaceId),
      this.retention.rules(workspaceId),
      this.chains.state(workspaceId),
    ]);
    return {
      people: members.length,
      powerful: members.filter(({ role }) => role === 'owner' || role === 'admin').length,
      openWebsites: websites.filter(({ domains }) => !domains.length).length,
      limits: this.settings.RATE_LIMITS,
      encrypted: this.isEncrypted,
      keyApart: this.settings.SECRET_KEY !== undefined,
      postgres: this.database.isPostgres,
      location: facts.websites.some(({ location }) => location),
      pages: facts.websites.some(({ pages }) => pages),
      regions: facts.regions.length > 0,
      endless: rules.filter(({ days }) => days === null).length,
      backupDays: this.settings.BACKUP_DAYS,
      node: process.versions.node,
      privateNetwork: this.settings.PLUGIN_PRIVATE_NETWORK.length,
      log: log.fault ? 'broken' : log.checkedAt ? 'checked' : 'unchecked',
    };
  }
}
