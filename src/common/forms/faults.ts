import type { ChatError } from '../errors';

const secrets = new Set(['password', 'present', 'key', 'proof', 'code', 'answer']);

/** Sentences by field; a refusal that is about no field stands as `form`. Fields may name theirs by its key in the catalogue. */
export function faultsOf({ message, details }: ChatError, translate: (key: string) => string): Record<string, string> {
  const { fields } = details;
  if (!fields) return { form: message };
  return Object.fromEntries(Object.entries(fields).map(([field, sentence]) => [field, translate(sentence)]));
}

/** What somebody typed, to be shown to them again; passwords are typed again. */
export function typedValues(body: unknown): Record<string, string> {
  const texts = Object.entries((body ?? {}) as object).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && !secrets.has(entry[0]),
  );
  return Object.fromEntries(texts);
}
