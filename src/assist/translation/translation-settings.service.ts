import { Injectable } from '@nestjs/common';
import { AuditService } from '../../audit/audit.service';
import type { Agent } from '../../common/access';
import { Database } from '../../database/database';
import { EventBus } from '../../events/event-bus';
import { PluginsService } from '../../plugin-host/plugins.service';
import { WebsitesService } from '../../workspaces/websites.service';
import { readGlossary } from './glossary';
import { WebsiteTranslation } from './website-translation.entity';

/** Which websites' conversations are translated, and with which words of their own. */
@Injectable()
export class TranslationSettingsService {
  constructor(
    private readonly database: Database,
    private readonly websites: WebsitesService,
    private readonly plugins: PluginsService,
    private readonly audit: AuditService,
    private readonly events: EventBus,
  ) {}

  /** The plugin that translates, by name; nothing if there is none. */
  async translatorOf(workspaceId: string): Promise<string | undefined> {
    return (await this.plugins.providing(workspaceId, 'translator'))[0]?.manifest.name;
  }

  async list(workspaceId: string): Promise<{ id: string; name: string; translates: boolean; words: number }[]> {
    const [websites, settings] = await Promise.all([
      this.websites.list(workspaceId),
      this.database.read.findBy(WebsiteTranslation, { workspaceId }),
    ]);
    return websites.map(({ id, name }) => {
      const own = settings.find(({ websiteId }) => websiteId === id);
      const words = own ? [...readGlossary(own.glossary).values()].flat().length : 0;
      return { id, name, translates: own?.translates ?? false, words };
    });
  }

  /** @throws ChatError request.not_found for another workspace's */
  async of(workspaceId: string, websiteId: string): Promise<{ name: string; translates: boolean; glossary: string }> {
    const { name } = await this.websites.ofWorkspace(workspaceId, websiteId);
    const own = await this.database.read.findOneBy(WebsiteTranslation, { websiteId });
    return { name, translates: own?.translates ?? false, glossary: own?.glossary ?? '' };
  }

  /** @throws GlossaryFault, ChatError request.not_found */
  async change({ workspaceId, account }: Agent, websiteId: string, translates: boolean, glossary: string): Promise<void> {
    readGlossary(glossary);
    const before = await this.of(workspaceId, websiteId);
    await this.database.transaction(async (tx) => {
      await tx.manager.save(WebsiteTranslation, { websiteId, workspaceId, translates, glossary });
      if (before.translates !== translates) {
        const action = translates ? 'translation.switched_on' : 'translation.switched_off';
        await this.audit.record(tx, { workspaceId, accountId: account.id, from: account.from, action, target: websiteId });
      }
      tx.afterCommit(() => this.events.publish('translation.changed', { workspaceId }));
    });
  }
}
