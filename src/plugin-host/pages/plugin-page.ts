import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { may, type Agent } from '../../common/access';
import { ChatError } from '../../common/errors';
import { countries } from '../../common/regions';
import type { Manifest } from '../../plugin-api';
import { OptionalPurposes, optionalPurposes } from '../../privacy/optional-purposes.service';
import { WorkspacesService } from '../../workspaces/workspaces.service';
import { DeliveriesService } from '../deliveries/deliveries.service';
import { PluginCatalogue } from '../discovery/plugin-catalogue';
import { EnablementsService, type StandingPlugin } from '../enablement/enablements.service';
import { shownSettings } from '../enablement/plugin-settings';
import { sheetHash } from '../enablement/sheet';
import { mayReceive } from '../enablement/standing';
import { HookAddresses } from '../hooks/hook-addresses';
import type { FoundPlugin } from '../plugin-host.types';
import { PluginProcesses } from '../process/plugin-processes';
import { PluginStates } from './plugin-state';
import { settingFields } from './setting-fields';
import { SheetView } from './sheet-view';
import { canBeTried, type TrialResult } from './trial';

type Typed = Record<string, unknown> | undefined;
interface Shown {
  /** What a refused form held. */
  typed?: Typed;
  trial?: TrialResult;
}

/** Everything about one plugin: what it declares, how it is, its settings, and what may be done. */
@Injectable()
export class PluginPage {
  constructor(
    private readonly catalogue: PluginCatalogue,
    private readonly enablements: EnablementsService,
    private readonly workspaces: WorkspacesService,
    private readonly purposes: OptionalPurposes,
    private readonly processes: PluginProcesses,
    private readonly deliveries: DeliveriesService,
    private readonly states: PluginStates,
    private readonly sheet: SheetView,
    private readonly hooks: HookAddresses,
  ) {}

  /** @throws ChatError `plugin.not_found` */
  async of(request: Request, agent: Agent, id: string, { typed, trial }: Shown = {}) {
    const found = this.catalogue.usable(id) ?? this.catalogue.list().find((plugin) => plugin.id === id);
    const standing = (await this.enablements.standings(agent.workspaceId)).find(({ row }) => row.pluginId === id);
    if (!found && !standing) throw new ChatError('plugin.not_found');
    const manifest = found?.manifest;
    const name = manifest?.name ?? id;
    const problems = found?.problems ?? [];
    const usable = manifest && !problems.length ? manifest : undefined;
    return {
      title: name,
      section: 'plugins',
      plugin: { id, name, ...described(manifest), problems, folder: problems.length ? found?.folder : undefined },
      state: this.states.of(standing, problems),
      mayManage: may(agent, 'plugin.manage'),
      ...(usable && (await this.declared(agent, usable, standing, typed))),
      ...(await this.running(agent, id, found, standing)),
      hook: this.hook(request, agent, standing),
      trial,
    };
  }

  /** Where its vendor's notices are taken, for those who may give it to the vendor. */
  private hook(request: Request, agent: Agent, standing: StandingPlugin | undefined): string | undefined {
    const plugin = standing?.plugin;
    if (!plugin?.manifest.webhook || !may(agent, 'plugin.manage')) return undefined;
    return this.hooks.of(request, agent.workspaceId, plugin.id);
  }

  /** The sheet, and the forms that follow from the manifest. */
  private async declared({ workspaceId }: Agent, manifest: Manifest, standing: StandingPlugin | undefined, typed: Typed) {
    const { allowedRegions } = await this.workspaces.get(workspaceId);
    const values = standing ? shownSettings(standing.row.settings).values : {};
    const country = manifest.privacy.country ?? standing?.row.country ?? null;
    const asksCountry = manifest.privacy.recipient !== null && !manifest.privacy.country;
    const chosen = typed?.country ?? country;
    const { purpose } = manifest.privacy;
    const optional = (optionalPurposes as readonly string[]).includes(purpose);
    return {
      sheet: this.sheet.of(manifest, values, country),
      sheetHash: sheetHash(manifest),
      fields: settingFields(manifest, standing?.row.settings, typed),
      countries: asksCountry ? countries().map((one) => ({ ...one, chosen: one.code === chosen })) : undefined,
      // Where the owner says the country, their answer is judged when they have given it.
      unchosenPurpose: optional && !(await this.purposes.of(workspaceId)).has(purpose),
      refusedRegion: !asksCountry && !mayReceive(manifest, null, allowedRegions) ? this.sheet.country(country) : undefined,
    };
  }

  private async running({ workspaceId }: Agent, id: string, found: FoundPlugin | undefined, standing?: StandingPlugin) {
    const on = standing?.standing === 'on';
    const switchedOn = Boolean(standing?.row.enabled);
    const [dead, process] = [await this.deliveries.dead(workspaceId, id), this.processes.stateOf(workspaceId, id)];
    return {
      on,
      switchedOn,
      asksAgain: switchedOn && standing?.standing === 'unread',
      needsSettings: standing?.standing === 'settings',
      needsNotice: standing?.standing === 'notice',
      forgettable: standing && !switchedOn,
      triable: on && found?.manifest && canBeTried(found.manifest),
      next: on && found?.manifest ? this.states.nextStep(found.manifest) : undefined,
      since: standing?.row.enabledAt,
      process: on ? process : undefined,
      lines: on && process.lines.length ? process.lines.join('\n') : undefined,
      dead: dead.map((one) => ({ ...one, what: this.states.event(one.event), why: this.states.reason(one.trouble) })),
    };
  }
}

const described = (manifest: Manifest | undefined) =>
  manifest && { about: manifest.description, version: manifest.version, homepage: manifest.homepage };
