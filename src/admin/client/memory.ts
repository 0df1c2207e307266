import type { PageKey } from './stored-keys';

/** The browser's own storage, for what is declared; where it is blocked, memory does until the next page load. */
const fallback = new Map<string, string>();

/** `part`: whose it is, where there are several. */
export function remember(key: PageKey, value: unknown, part = ''): void {
  const json = JSON.stringify(value);
  const name = nameOf(key, part);
  fallback.set(name, json);
  try {
    storageOf(key).setItem(name, json);
  } catch {
    // Full or blocked: the copy in memory stands.
  }
}

export function recall<Value>(key: PageKey, part = ''): Value | null {
  const name = nameOf(key, part);
  let json = fallback.get(name) ?? null;
  try {
    json = storageOf(key).getItem(name) ?? json;
  } catch {
    // Blocked: see above.
  }
  try {
    return json ? (JSON.parse(json) as Value) : null;
  } catch {
    // Written by an earlier version, in another form.
    return null;
  }
}

export function forget(key: PageKey, part = ''): void {
  const name = nameOf(key, part);
  fallback.delete(name);
  try {
    storageOf(key).removeItem(name);
  } catch {
    // Blocked: nothing was kept there.
  }
}

const storageOf = ({ kind }: PageKey) => (kind === 'local' ? localStorage : sessionStorage);
const nameOf = ({ names }: PageKey, part: string) => names[0].replace(/\{\w+\}/, part);
