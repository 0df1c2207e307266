/** `necessary` needs no consent: it does what the person asked for. The others are off until they agree. */
export type StoredCategory = 'necessary' | 'preferences' | 'analytics' | 'personalisation' | 'sharing';

/** Something that we keep in somebody's browser: a cookie, or a key of `localStorage` or `sessionStorage`. */
export interface StoredKey {
  /** What for: a key of the catalogue. */
  purpose: string;
  kind: 'cookie' | 'local' | 'session';
  /** As browsers show it; `{website}` and `{conversation}` stand for an identifier. */
  names: readonly string[];
  category: StoredCategory;
  /** Seconds; `tab`: until the tab is closed; `removed`: until somebody removes it. */
  lifetime: number | 'tab' | 'removed';
  /** On whose pages: those of a website with the widget, or our own, for whoever works with them. */
  on: 'website' | 'server';
}

const declared = new Map<string, StoredKey>();

/** Declares what a room keeps in browsers, once, where it is used. What is not declared cannot be set. */
export function keptInBrowsers<Key extends StoredKey>(key: Key): Key {
  declared.set(key.purpose, key);
  return key;
}

/** Everything that any room declared: the page about cookies is made from it. */
export const storedKeys = (): readonly StoredKey[] => [...declared.values()];

/** Whether a name that a browser shows is this key's. */
export function isNameOf(key: StoredKey, name: string): boolean {
  const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return key.names.some((pattern) =>
    new RegExp(
      `^${pattern
        .split(/\{\w+\}/)
        .map(escaped)
        .join('[\\w-]+')}$`,
    ).test(name),
  );
}
