import type { Capability, Manifest } from '../../plugin-api';
import { HandOverRefused, neededFields, type Subject } from '../plugin-host.types';
import type { KnownField } from './field-catalogue';

/**
 * Exactly the declared ones among the fields, without those that have no value.
 * @throws HandOverRefused for a field that nobody knows, and where the capability needs one that is not declared
 */
export function project(
  manifest: Manifest,
  capability: Capability,
  fields: Record<string, unknown>,
  isKnown: (field: string) => boolean,
): Record<string, unknown> {
  const declared = new Set(manifest.privacy.fields);
  const missing = neededFields[capability]?.find((field) => !declared.has(field));
  if (missing) throw new HandOverRefused(manifest.id, 'undeclared-field', missing);
  const passed: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(fields)) {
    if (!isKnown(field)) throw new HandOverRefused(manifest.id, 'unknown-field', field);
    if (declared.has(field) && value !== undefined && value !== null) passed[field] = value;
  }
  return passed;
}

/**
 * Which of the fields tell something about this person: those of their own kind, all that stands in a conversation, since
 * both sides wrote it, and what is about a kind of person that is not part of this hand-over.
 */
export function fieldsAbout(
  { kind }: Subject,
  about: readonly Subject[],
  names: readonly string[],
  known: (field: string) => KnownField | undefined,
): string[] {
  const kinds = new Set(about.map((subject) => subject.kind));
  return names.filter((name) => {
    const field = known(name)!;
    return field.subject === kind || !kinds.has(field.subject) || field.category === 'conversation' || field.category === 'file';
  });
}
