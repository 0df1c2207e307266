import { Injectable } from '@nestjs/common';
import { ChatError } from '../../common/errors';
import { Secrets } from '../../common/secrets';
import { Texts } from '../../common/texts';
import { sealedIn } from '../../database/sealed-columns';
import type { Manifest } from '../../plugin-api';
import type { EnabledPlugin } from '../plugin-host.types';
import { settingFaults } from './setting-faults';

export type SettingValues = EnabledPlugin['settings'];
type Stored = Record<string, string | number | boolean | { sealed: string }>;

const placeOf = (workspaceId: string, pluginId: string, name: string) => `${workspaceId} ${pluginId} ${name}`;

sealedIn({
  table: 'plugin_enablement',
  key: ['workspace_id', 'plugin_id'],
  column: 'settings',
  again({ workspace_id: workspaceId, plugin_id: pluginId, settings }, again) {
    const entries = Object.entries(JSON.parse(settings) as Stored).map(([name, value]) => {
      if (typeof value !== 'object') return [name, value] as const;
      return [name, { sealed: again(placeOf(workspaceId, pluginId, name), value.sealed) }] as const;
    });
    return JSON.stringify(Object.fromEntries(entries));
  },
});

/** Settings of plugins: checked by the manifest, secrets sealed one by one before they reach the database. */
@Injectable()
export class PluginSettings {
  constructor(
    private readonly secrets: Secrets,
    private readonly texts: Texts,
  ) {}

  /**
   * The given values with the defaults of what is missing. What is an empty text counts as not given.
   * `others` are faults elsewhere in the form, as keys of the catalogue: all of them are said at once.
   * @throws ChatError `request.invalid` with a sentence for each `setting.<name>`
   */
  check(manifest: Manifest, given: Record<string, unknown>, others: Record<string, string> = {}): SettingValues {
    const values = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== '' && value !== undefined));
    const faults = Object.entries(settingFaults(manifest, values));
    if (!faults.length && !Object.keys(others).length) return values as SettingValues;
    const sentences = faults.map(([name, { key, limit }]) => [`setting.${name}`, this.texts.t('en', key, { limit })]);
    const fields = { ...others, ...(Object.fromEntries(sentences) as Record<string, string>) };
    throw new ChatError('request.invalid', { fields });
  }

  /** As JSON for the row. A secret opens only for the same workspace, plugin and name. */
  seal(workspaceId: string, { id, settings }: Manifest, values: SettingValues): string {
    const entries = Object.entries(values).map(([name, value]) => {
      const secret = settings.properties[name]?.secret;
      return [name, secret ? { sealed: this.secrets.seal(placeOf(workspaceId, id, name), String(value)) } : value] as const;
    });
    return JSON.stringify(Object.fromEntries(entries));
  }

  /** @throws SealBroken if a secret was sealed with another SECRET_KEY, or changed in the database */
  open(workspaceId: string, pluginId: string, stored: string): SettingValues {
    const entries = Object.entries(JSON.parse(stored) as Stored).map(([name, value]) => {
      if (typeof value !== 'object') return [name, value] as const;
      return [name, this.secrets.open(placeOf(workspaceId, pluginId, name), value.sealed)] as const;
    });
    return Object.fromEntries(entries);
  }
}

/** What pages may know: values that are no secrets, and the names of the secrets that are set. */
export function shownSettings(stored: string): { values: SettingValues; secretsSet: string[] } {
  const entries = Object.entries(JSON.parse(stored) as Stored);
  const values = entries.filter((entry): entry is [string, string | number | boolean] => typeof entry[1] !== 'object');
  return {
    values: Object.fromEntries(values),
    secretsSet: entries.flatMap(([name, value]) => (typeof value === 'object' ? [name] : [])),
  };
}
