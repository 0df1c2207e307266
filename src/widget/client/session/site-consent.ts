/** What the page said with `Parlour('consent', …)`, each call as it came. */
export type SiteCall = readonly unknown[];

/** Signals of Google's consent mode → our categories. Sharing stands for all that advertising signals ask for. */
const consentMode = {
  functionality_storage: 'preferences',
  analytics_storage: 'analytics',
  personalization_storage: 'personalisation',
  ad_storage: 'sharing',
  ad_user_data: 'sharing',
  ad_personalization: 'sharing',
};
const categories = new Map([...Object.entries(consentMode), ...Object.values(consentMode).map((own) => [own, own] as const)]);

/** One call in our categories: category → yes or no. Of several signals for one category, each has to say yes. */
function read(signals: unknown): Map<string, boolean> {
  const said = new Map<string, boolean>();
  for (const [name, value] of Object.entries(Object(signals) as object)) {
    const category = categories.get(name);
    if (category) said.set(category, (said.get(category) ?? true) && (value === true || value === 'granted'));
  }
  return said;
}

/**
 * What the visitor agreed to in the website's own banner; undefined if the page has none. A plain object is the whole choice:
 * what it does not name is refused. `update` changes what it names. `default` is what the page assumes before anybody chose,
 * and an assumption is no consent.
 */
export function siteConsent(calls: readonly SiteCall[]): string[] | undefined {
  if (!calls.length) return undefined;
  const granted = new Set<string>();
  for (const [first, second] of calls) {
    if (first === 'default') continue;
    if (first !== 'update') granted.clear();
    for (const [category, yes] of read(first === 'update' ? second : first)) {
      if (yes) granted.add(category);
      else granted.delete(category);
    }
  }
  return [...granted].sort();
}
