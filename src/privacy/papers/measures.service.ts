import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS } from '../../config/config.module';
import type { Settings } from '../../config/settings';
import { Database } from '../../database/database';
import { MembersService } from '../../workspaces/members.service';
import { WebsitesService } from '../../workspaces/websites.service';
import type { PaperContext } from './paper-context.service';
import type { PaperSection } from './paper.types';

/** A measure as it is now. `on` undefined: always so. */
interface Measure {
  text: string;
  on?: boolean;
}

/** What protects the data (Art. 32 GDPR), read from the configuration that runs. Nothing here promises that nothing can happen. */
@Injectable()
export class Measures {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly database: Database,
    private readonly members: MembersService,
    private readonly websites: WebsitesService,
  ) {}

  /** Whether the address that people use is encrypted, as far as the server was told. */
  get isEncrypted(): boolean {
    return Boolean(this.settings.TLS_CERT) || (this.settings.PUBLIC_URL?.startsWith('https:') ?? false);
  }

  async sections({ workspaceId, facts, t }: PaperContext): Promise<PaperSection[]> {
    const [members, websites] = await Promise.all([this.members.list(workspaceId), this.websites.list(workspaceId)]);
    const powerful = members.filter(({ role }) => role === 'owner' || role === 'admin').length;
    const open = websites.filter(({ domains }) => !domains.length).length;
    const groups: [title: string, measures: Measure[]][] = [
      [
        'papers.measures.access',
        [
          { text: t('papers.measures.passwords') },
          { text: t('papers.measures.sessions') },
          { text: t('papers.measures.roles', { people: members.length, powerful }) },
          { text: t('papers.measures.tenants') },
          { text: t('papers.measures.limits'), on: this.settings.RATE_LIMITS },
          { text: t('papers.measures.domains', { count: open }), on: open === 0 },
        ],
      ],
      [
        'papers.measures.secrecy',
        [
          { text: t('papers.measures.transport'), on: this.isEncrypted },
          { text: t('papers.measures.sealed') },
          { text: t(this.database.isPostgres ? 'papers.measures.erasedPostgres' : 'papers.measures.erasedSqlite') },
        ],
      ],
      [
        'papers.measures.sparing',
        [
          { text: t('papers.measures.addresses') },
          { text: t('papers.measures.location'), on: !facts.websites.some(({ location }) => location) },
          { text: t('papers.measures.pages'), on: !facts.websites.some(({ pages }) => pages) },
          { text: t('papers.measures.regions'), on: facts.regions.length > 0 },
        ],
      ],
      [
        'papers.measures.others',
        [{ text: t('papers.measures.processes') }, { text: t('papers.measures.fields') }, { text: t('papers.measures.ledger') }],
      ],
      ['papers.measures.keeping', [{ text: t('papers.measures.disk') }, { text: t('papers.measures.log') }]],
    ];
    return [
      ...groups.map(([title, measures]) => ({
        title: t(title),
        table: {
          head: [t('papers.measures.measure'), t('papers.state')],
          rows: measures.map(({ text, on = true }) => [text, t(on ? 'papers.on' : 'papers.off')]),
        },
      })),
      { title: t('papers.measures.limitsTitle'), text: t('papers.measures.limitsText') },
    ];
  }
}
