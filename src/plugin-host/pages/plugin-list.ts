import { Injectable } from '@nestjs/common';
import { Texts } from '../../common/texts';
import type { Capability, Manifest } from '../../plugin-api';
import { PluginCatalogue } from '../discovery/plugin-catalogue';
import { DeliveriesService } from '../deliveries/deliveries.service';
import { EnablementsService } from '../enablement/enablements.service';
import { PluginStates, type StateView } from './plugin-state';
import { SheetView } from './sheet-view';

interface Entry {
  id: string;
  name: string;
  about: string;
  /** "Germany · what visitors and agents write" */
  receives?: string;
  state: StateView;
  /** Events that were given up. */
  undelivered?: number;
  problems?: string[];
  folder?: string;
}
interface Group {
  title: string;
  plugins: Entry[];
}

/** In this order on the page; a plugin with several abilities stands under the first of them here. */
const groups: [title: string, ...abilities: Capability[]][] = [
  ['plugins.groups.translation', 'translator'],
  ['plugins.groups.writing', 'writingAssistant'],
  ['plugins.groups.email', 'emailSender', 'emailReceiver'],
  ['plugins.groups.analytics', 'analyticsSink'],
  ['plugins.groups.files', 'fileStore'],
  ['plugins.groups.payment', 'paymentProvider'],
  ['plugins.groups.more'],
];

/** All plugins of this server as one workspace sees them: those that are on, those to be had, and those that are broken. */
@Injectable()
export class PluginList {
  constructor(
    private readonly catalogue: PluginCatalogue,
    private readonly enablements: EnablementsService,
    private readonly deliveries: DeliveriesService,
    private readonly states: PluginStates,
    private readonly sheet: SheetView,
    private readonly texts: Texts,
  ) {}

  async page(workspaceId: string) {
    const standings = new Map((await this.enablements.standings(workspaceId)).map((one) => [one.row.pluginId, one]));
    const found = this.catalogue.list();
    const on: Entry[] = [];
    const free = new Map<string, Entry[]>();
    for (const { id, manifest, problems } of found) {
      if (!manifest || problems.length) continue;
      const standing = standings.get(id);
      const state = this.states.of(standing);
      const country = manifest.privacy.country ?? standing?.row.country ?? null;
      const fields = this.sheet.fields(manifest).join(', ');
      const nothing = manifest.privacy.recipient === null;
      const receives = nothing
        ? this.t('plugins.receivesNothing')
        : [country ? this.sheet.country(country) : this.t('plugins.whereYouSay'), fields].filter(Boolean).join(' · ');
      const entry = { id, name: manifest.name, about: manifest.description, receives, state };
      if (state.kind !== 'off') on.push({ ...entry, ...(await this.undelivered(workspaceId, manifest)) });
      else {
        const title = this.groupOf(manifest.provides);
        free.set(title, [...(free.get(title) ?? []), entry]);
      }
    }
    for (const [id, standing] of standings)
      if (standing.standing === 'gone') on.push({ id, name: id, about: '', state: this.states.of(standing) });
    return {
      on: on.sort(byName),
      groups: groups.flatMap(([title]): Group[] => {
        const plugins = free.get(title);
        return plugins ? [{ title: this.t(title), plugins: plugins.sort(byName) }] : [];
      }),
      broken: found
        .filter(({ problems }) => problems.length)
        .map(({ id, manifest, problems, folder }) => ({ id, name: manifest?.name ?? id, problems, folder })),
      none: !found.length && !on.length,
    };
  }

  private async undelivered(workspaceId: string, { id, provides }: Manifest): Promise<Pick<Entry, 'undelivered'>> {
    return provides.includes('eventHandler') || provides.includes('analyticsSink')
      ? { undelivered: (await this.deliveries.counts(workspaceId, id)).dead }
      : {};
  }

  private groupOf(provides: readonly Capability[]): string {
    const [title] = groups.find(([, ...abilities]) => abilities.some((ability) => provides.includes(ability))) ?? groups.at(-1)!;
    return title;
  }

  private t(key: string): string {
    return this.texts.t('en', key);
  }
}

const byName = (left: { name: string }, right: { name: string }) => left.name.localeCompare(right.name, 'en');
