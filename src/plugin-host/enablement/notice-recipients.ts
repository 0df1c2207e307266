import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Transaction } from '../../database/transaction';
import { EventBus } from '../../events/event-bus';
import { NoticeSources, type DeclaredRecipient, type RecipientSource } from '../../privacy/notice/notice-sources.service';
import type { EnabledPlugin } from '../plugin-host.types';
import { FieldCatalogue } from '../firewall/field-catalogue';
import { neededConsent } from '../firewall/hand-over-rules';
import { announcementOf } from './announcement';
import { EnablementsService } from './enablements.service';

/** Tells the notice who receives data, and who will once the notice says so. */
@Injectable()
export class NoticeRecipients implements RecipientSource, OnModuleInit {
  constructor(
    private readonly sources: NoticeSources,
    private readonly enablements: EnablementsService,
    private readonly fields: FieldCatalogue,
    private readonly events: EventBus,
  ) {}

  onModuleInit(): void {
    this.sources.registerRecipients(this);
  }

  async of(workspaceId: string): Promise<{ announced: DeclaredRecipient[]; waiting: DeclaredRecipient[] }> {
    const standings = await this.enablements.standings(workspaceId);
    const told = (plugin: EnabledPlugin | undefined) => (plugin && announcementOf(plugin) ? [this.declared(plugin)] : []);
    return {
      announced: standings.flatMap(({ plugin }) => told(plugin)),
      waiting: standings.flatMap(({ waiting }) => told(waiting)),
    };
  }

  async everywhere(): Promise<DeclaredRecipient[]> {
    const found = new Map<string, DeclaredRecipient>();
    for (const workspaceId of await this.enablements.holders())
      for (const { plugin } of await this.enablements.standings(workspaceId))
        if (plugin && announcementOf(plugin) && !found.has(plugin.id)) {
          const { recipient, country } = plugin.manifest.privacy;
          const fixed = recipient && !/\{\w+\}/.test(recipient) ? recipient : null;
          found.set(plugin.id, this.declared({ ...plugin, recipient: fixed, country: country ?? null }));
        }
    return [...found.values()];
  }

  async published(tx: Transaction, workspaceId: string, plugins: readonly string[]): Promise<void> {
    const standings = await this.enablements.standings(workspaceId);
    for (const { waiting } of standings) {
      if (!waiting || !plugins.includes(waiting.id)) continue;
      const sql = 'UPDATE plugin_enablement SET announced = ? WHERE workspace_id = ? AND plugin_id = ?';
      await tx.run(sql, [announcementOf(waiting), workspaceId, waiting.id]);
      tx.afterCommit(() => this.events.publish('plugin.configured', { workspaceId, pluginId: waiting.id }));
    }
  }

  private declared({ id, manifest, recipient, country }: EnabledPlugin): DeclaredRecipient {
    const { kind, safeguard, purpose, basis, cookies, retention } = manifest.privacy;
    const consent = neededConsent(manifest.privacy);
    const storage = cookies.map(({ name, purpose: words, days }) => ({
      name,
      purpose: { words },
      category: consent ?? ('necessary' as const),
      lifetime: days * 24 * 60 * 60,
    }));
    const said = { kind, country, safeguard, purpose, basis, consent, retention, storage };
    // What the catalogue does not know never leaves.
    const fields = manifest.privacy.fields.flatMap((name) => this.fields.get(name) ?? []);
    return { plugin: id, name: recipient ?? manifest.name, ...said, fields };
  }
}
