const hidden = '[hidden]';
const sensitive = /password|token|cookie|authorization|secret|email|^body$|^key$|^address$|^identity$/i;
const deepest = 4;

/** What identifies a person or opens a door, wherever it stands in a sentence or a stack. */
const patterns: [RegExp, string][] = [
  [/[\w.+-]+@[\w-]+(\.[\w-]+)+/g, hidden],
  [/\bBearer\s+\S+/gi, `Bearer ${hidden}`],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, hidden],
  [/([?&;\s](?:key|token|password|secret|next|q)=)[^&\s"']+/gi, `$1${hidden}`],
  [/(:\/\/[^\s:/@]*:)[^\s@/]+@/g, `$1${hidden}@`],
];

export function redactText(text: string): string {
  return patterns.reduce((clean, [pattern, replacement]) => clean.replace(pattern, replacement), text);
}

/** A copy without the values of sensitive names, and without what looks like an address or a token in the others. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value);
  if (value instanceof Error)
    return { name: value.name, message: redactText(value.message), stack: redactText(value.stack ?? '') };
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (depth === deepest) return '[…]';
  if (Array.isArray(value)) return value.map((entry) => redact(entry, depth + 1));
  const entries = Object.entries(value).map(([name, entry]) => [name, sensitive.test(name) ? hidden : redact(entry, depth + 1)]);
  return Object.fromEntries(entries) as unknown;
}
