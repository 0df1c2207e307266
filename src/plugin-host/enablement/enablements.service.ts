import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { Database } from '../../database/database';
import { EventBus } from '../../events/event-bus';
import { WorkspacesService } from '../../workspaces/workspaces.service';
import { PluginCatalogue } from '../discovery/plugin-catalogue';
import { PluginEnablement } from '../plugin-enablement.entity';
import type { EnabledPlugin } from '../plugin-host.types';
import { announcementOf } from './announcement';
import { filledNetwork, filledRecipient } from './placeholders';
import { PluginSettings } from './plugin-settings';
import { standingOf, type Standing } from './standing';

/** Milliseconds: another node may change something without this one hearing of it. */
const maximumAge = 10_000;

export interface StandingPlugin {
  row: PluginEnablement;
  standing: Standing;
  /** Only of those that are on. */
  plugin?: EnabledPlugin;
  /** Only of those that wait for the notice. */
  waiting?: EnabledPlugin;
}

/** What a workspace has enabled. */
@Injectable()
export class EnablementsService {
  private readonly known = new Map<string, { plugins: Promise<EnabledPlugin[]>; readAt: number }>();

  constructor(
    private readonly database: Database,
    private readonly catalogue: PluginCatalogue,
    private readonly settings: PluginSettings,
    private readonly workspaces: WorkspacesService,
    private readonly clock: Clock,
    events: EventBus,
  ) {
    const forget = ({ workspaceId }: { workspaceId: string }) => void this.known.delete(workspaceId);
    events.on('plugin.configured', forget);
    events.on('regions.changed', forget);
    events.on('relay.resumed', () => this.known.clear());
  }

  /** The enabled plugins of a workspace, the first enabled in front; kept in memory until something changes. */
  of(workspaceId: string): Promise<EnabledPlugin[]> {
    const now = this.clock.millis();
    const known = this.known.get(workspaceId);
    if (known && now - known.readAt < maximumAge) return known.plugins;
    const plugins = this.read(workspaceId);
    const entry = { plugins, readAt: now };
    this.known.set(workspaceId, entry);
    // What failed is asked again.
    plugins.catch(() => this.known.get(workspaceId) === entry && this.known.delete(workspaceId));
    return plugins;
  }

  /** Every plugin that was ever switched on and not forgotten, the first enabled in front. */
  rows(workspaceId: string): Promise<PluginEnablement[]> {
    return this.database.read.find(PluginEnablement, { where: { workspaceId }, order: { enabledAt: 'ASC', pluginId: 'ASC' } });
  }

  /** How each of them stands now, also those that are switched on and yet do not run. */
  async standings(workspaceId: string): Promise<StandingPlugin[]> {
    const rows = await this.rows(workspaceId);
    if (!rows.length) return [];
    const { allowedRegions } = await this.workspaces.get(workspaceId);
    return rows.map((row) => this.stand(row, allowedRegions));
  }

  /** Those that have switched on any plugin. */
  async holders(): Promise<string[]> {
    const sql = 'SELECT DISTINCT workspace_id AS id FROM plugin_enablement ORDER BY workspace_id';
    return (await this.database.query<{ id: string }>(sql)).map(({ id }) => id);
  }

  private async read(workspaceId: string): Promise<EnabledPlugin[]> {
    return (await this.standings(workspaceId)).flatMap(({ plugin }) => plugin ?? []);
  }

  private stand(row: PluginEnablement, regions: string[]): StandingPlugin {
    const { workspaceId, pluginId: id } = row;
    const found = this.catalogue.usable(id);
    const standing = standingOf(row, found ?? this.catalogue.list().find((plugin) => plugin.id === id), regions);
    if (standing !== 'on' || !found) return { row, standing };
    const { manifest, folder } = found;
    try {
      const settings = this.settings.check(manifest, this.settings.open(workspaceId, id, row.settings));
      const country = manifest.privacy.country ?? row.country;
      const [recipient, network] = [filledRecipient(manifest, settings), filledNetwork(manifest, settings)];
      const plugin = { workspaceId, id, folder, manifest, settings, country, recipient, network };
      const announcement = announcementOf(plugin);
      if (announcement && row.announced !== announcement) return { row, standing: 'notice', waiting: plugin };
      return { row, standing, plugin };
    } catch {
      return { row, standing: 'settings' };
    }
  }
}
