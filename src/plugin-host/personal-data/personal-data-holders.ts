import { Injectable } from '@nestjs/common';
import type { Database } from '../../database/database';
import { ConsentsService } from '../../consent/consents.service';
import { StandingService } from '../../privacy/standing.service';
import { FieldSources } from '../deliveries/field-sources.service';
import { EnablementsService } from '../enablement/enablements.service';
import { consentTermOf } from '../firewall/consent-need';
import { Firewall } from '../firewall/firewall';
import { isAgreed, neededConsent } from '../firewall/hand-over-rules';
import { PluginFailure, type EnabledPlugin, type Subject } from '../plugin-host.types';
import { PluginProcesses } from '../process/plugin-processes';

/** What came back, or why nothing did. */
export type Asked = { answer: unknown; restricted: boolean } | { trouble: string };

/** Asks a plugin about a person, with no more than it was given before. */
@Injectable()
export class PersonalDataHolders {
  constructor(
    private readonly enablements: EnablementsService,
    private readonly standings: StandingService,
    private readonly consents: ConsentsService,
    private readonly sources: FieldSources,
    private readonly firewall: Firewall,
    private readonly processes: PluginProcesses,
  ) {}

  /** Plugins that ever got something about somebody. */
  async recipients(database: Pick<Database, 'query'>, workspaceId: string, { kind, id }: Subject): Promise<string[]> {
    const rows = await database.query<{ id: string }>(
      "SELECT DISTINCT plugin_id AS id FROM disclosure WHERE workspace_id = ? AND subject_id = ? AND subject_kind = ? AND plugin_id <> ''",
      [workspaceId, id, kind],
    );
    return rows.map((row) => row.id).sort();
  }

  async ask(
    workspaceId: string,
    pluginId: string,
    subject: Subject,
    method: 'export' | 'erase' | 'rectify' | 'restrict',
    callId: string,
  ): Promise<Asked> {
    const plugin = (await this.enablements.of(workspaceId)).find(({ id }) => id === pluginId);
    if (!plugin) return { trouble: 'not-enabled' };
    const standing = await this.standings.of({ workspaceId, id: subject.id });
    const restricted = standing.restricted || !(await this.agreed(plugin, subject));
    const own = plugin.manifest.privacy.fields.filter((field) => field.startsWith(`${subject.kind}.`));
    // Where the person is erased here already, there is their identifier alone.
    const found = await this.sources.read(workspaceId, { [`${subject.kind}Id`]: subject.id }, own);
    try {
      const fields = await this.firewall.passRight(plugin, subject, found?.fields ?? {});
      const argument = { ...subject, fields, ...(method === 'restrict' && { restricted }) };
      return { answer: await this.processes.call(plugin, { callId, capability: 'personalData', method, argument }), restricted };
    } catch (error) {
      if (error instanceof PluginFailure) return { trouble: error.trouble };
      throw error;
    }
  }

  /** Whether somebody still agrees to what a plugin does on their consent; true where it does it on another basis. */
  private async agreed(plugin: EnabledPlugin, { id }: Subject): Promise<boolean> {
    const term = consentTermOf(plugin);
    if (!term) return true;
    const receipt = await this.consents.of({ workspaceId: plugin.workspaceId, id });
    return !!receipt && isAgreed(receipt, neededConsent(plugin.manifest.privacy)!, () => term);
  }
}
