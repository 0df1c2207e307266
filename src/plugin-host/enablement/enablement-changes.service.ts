import { Injectable } from '@nestjs/common';
import { AuditService } from '../../audit/audit.service';
import type { Agent } from '../../common/access';
import { Clock } from '../../common/clock';
import { ChatError } from '../../common/errors';
import { countryName } from '../../common/regions';
import { Database } from '../../database/database';
import type { Transaction } from '../../database/transaction';
import { EventBus } from '../../events/event-bus';
import type { Manifest } from '../../plugin-api';
import { WorkspacesService } from '../../workspaces/workspaces.service';
import { PluginCatalogue } from '../discovery/plugin-catalogue';
import { PluginEnablement } from '../plugin-enablement.entity';
import { PluginSettings, type SettingValues } from './plugin-settings';
import { sheetHash } from './sheet';
import { mayReceive } from './standing';

export interface Decision {
  /** {@link sheetHash} of what was read. */
  sheet?: string;
  /** By name; a secret that is left out stays what it was. */
  settings: Record<string, unknown>;
  /** ISO 3166-1 alpha-2, where the manifest leaves it to the owner. */
  country?: string | null;
}

/** An owner decides about plugins: each decision is an audit entry, with names of settings and never values. */
@Injectable()
export class EnablementChanges {
  constructor(
    private readonly database: Database,
    private readonly catalogue: PluginCatalogue,
    private readonly settings: PluginSettings,
    private readonly workspaces: WorkspacesService,
    private readonly audit: AuditService,
    private readonly events: EventBus,
    private readonly clock: Clock,
  ) {}

  /** @throws ChatError `plugin.broken`, `plugin.sheet_unread`, `plugin.region`, or `request.invalid` with the fields */
  async enable(agent: Agent, pluginId: string, decision: Decision): Promise<void> {
    const manifest = this.manifestOf(pluginId);
    if (decision.sheet !== sheetHash(manifest)) throw new ChatError('plugin.sheet_unread');
    await this.change(agent, manifest, decision, (_before, now) => ({
      action: 'plugin.enabled',
      changes: {
        enabled: true,
        sheetHash: decision.sheet,
        enabledBy: agent.account.id,
        enabledAt: now,
        trouble: null,
        troubleAt: null,
      },
    }));
  }

  /** Changes settings of a plugin that is on. */
  async configure(agent: Agent, pluginId: string, decision: Decision): Promise<void> {
    await this.change(agent, this.manifestOf(pluginId), decision, (before) => {
      if (!before?.enabled) throw new ChatError('plugin.not_enabled');
      return { action: 'plugin.configured', changes: {} };
    });
  }

  /** Its settings stay, for another time. */
  async disable({ workspaceId, account }: Agent, pluginId: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const row = await tx.manager.findOneBy(PluginEnablement, { workspaceId, pluginId });
      if (!row) this.expectKnown(pluginId);
      if (!row?.enabled) throw new ChatError('plugin.not_enabled');
      // Whoever enables it again tells people again: the notice forgets it now.
      const changes = { enabled: false, announced: '', changedAt: this.clock.now(), trouble: null, troubleAt: null };
      await tx.manager.update(PluginEnablement, { workspaceId, pluginId }, changes);
      await this.audit.record(tx, {
        workspaceId,
        accountId: account.id,
        from: account.from,
        action: 'plugin.disabled',
        target: pluginId,
      });
      this.announce(tx, workspaceId, pluginId);
    });
  }

  /** Removes the settings of a plugin that is off, secrets included. */
  async forget({ workspaceId, account }: Agent, pluginId: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const row = await tx.manager.findOneBy(PluginEnablement, { workspaceId, pluginId });
      if (!row) throw new ChatError('plugin.not_found');
      if (row.enabled) throw new ChatError('plugin.still_enabled');
      await tx.manager.delete(PluginEnablement, { workspaceId, pluginId });
      await this.audit.record(tx, {
        workspaceId,
        accountId: account.id,
        from: account.from,
        action: 'plugin.forgotten',
        target: pluginId,
      });
      this.announce(tx, workspaceId, pluginId);
    });
  }

  private manifestOf(pluginId: string): Manifest {
    this.expectKnown(pluginId);
    const found = this.catalogue.usable(pluginId);
    if (!found) throw new ChatError('plugin.broken');
    return found.manifest;
  }

  private expectKnown(pluginId: string): void {
    if (!this.catalogue.list().some(({ id }) => id === pluginId)) throw new ChatError('plugin.not_found');
  }

  private async change(
    { workspaceId, account }: Agent,
    manifest: Manifest,
    { settings: given, country }: Decision,
    decide: (before: PluginEnablement | null, now: Date) => { action: string; changes: Partial<PluginEnablement> },
  ): Promise<void> {
    const pluginId = manifest.id;
    const { allowedRegions } = await this.workspaces.get(workspaceId);
    const place = placeOf(manifest, country);
    await this.database.transaction(async (tx) => {
      const before = await tx.manager.findOneBy(PluginEnablement, { workspaceId, pluginId });
      const now = this.clock.now();
      const { action, changes } = decide(before, now);
      const kept = this.kept(manifest, before);
      const faults: Record<string, string> = place === undefined ? { country: 'plugins.countryMissing' } : {};
      const values = this.settings.check(manifest, { ...secretsOf(manifest, kept), ...stripped(given) }, faults);
      if (!mayReceive(manifest, place!, allowedRegions)) throw new ChatError('plugin.region');
      const settings = this.settings.seal(workspaceId, manifest, values);
      const row = { ...(before ?? { workspaceId, pluginId }), ...changes, settings, country: place, changedAt: now };
      await tx.manager.save(PluginEnablement, row);
      const details = { settings: changedNames(kept, values), ...(place && { country: place }) };
      await this.audit.record(tx, { workspaceId, accountId: account.id, from: account.from, action, target: pluginId, details });
      this.announce(tx, workspaceId, pluginId);
    });
  }

  /** What was set before; secrets of another SECRET_KEY are lost and typed again. */
  private kept({ id }: Manifest, before: PluginEnablement | null): SettingValues {
    if (!before) return {};
    try {
      return this.settings.open(before.workspaceId, id, before.settings);
    } catch {
      return {};
    }
  }

  private announce(tx: Transaction, workspaceId: string, pluginId: string): void {
    tx.afterCommit(() => this.events.publish('plugin.configured', { workspaceId, pluginId }));
  }
}

/** Null where the manifest says it or nobody receives anything; undefined if the owner has to name a country and named none. */
function placeOf({ privacy }: Manifest, chosen: string | null | undefined): string | null | undefined {
  if (privacy.recipient === null || privacy.country) return null;
  const country = chosen?.trim().toUpperCase() ?? '';
  return countryName(country) ? country : undefined;
}

const secretsOf = ({ settings }: Manifest, kept: SettingValues) =>
  Object.fromEntries(Object.entries(kept).filter(([name]) => settings.properties[name]?.secret));

const stripped = (given: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== '' && value !== undefined));

const changedNames = (before: SettingValues, after: SettingValues): string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => before[name] !== after[name]).sort();
