import { termOf, type ConsentNeed } from '../../consent/questions/consent-needs.service';
import type { EnabledPlugin } from '../plugin-host.types';
import { deniedBySignal, neededConsent } from './hand-over-rules';

/** What a plugin needs consent for; undefined if its basis is another one. */
export function consentNeedOf({ id, manifest, recipient, country }: EnabledPlugin): Omit<ConsentNeed, 'of'> | undefined {
  const { privacy } = manifest;
  const category = neededConsent(privacy);
  if (!category) return undefined;
  const { kind, purpose, fields } = privacy;
  const deniable = deniedBySignal(privacy);
  return { category, plugin: id, recipient: recipient ?? manifest.name, kind, purpose, country, fields, deniable };
}

const known = new WeakMap<EnabledPlugin, string | undefined>();

/** The term that people agree to who agree to this plugin. */
export function consentTermOf(plugin: EnabledPlugin): string | undefined {
  if (!known.has(plugin)) {
    const need = consentNeedOf(plugin);
    known.set(plugin, need && termOf(need));
  }
  return known.get(plugin);
}
