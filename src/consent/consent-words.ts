import type { StoredCategory } from '../data-map/stored-key';

/** How people read the categories: keys of the catalogue. */
export const categoryWords: Readonly<Record<StoredCategory, { title: string; why: string }>> = {
  necessary: { title: 'cookies.necessary.title', why: 'cookies.necessary.why' },
  preferences: { title: 'consent.preferences.title', why: 'consent.preferences.why' },
  analytics: { title: 'consent.analytics.title', why: 'consent.analytics.why' },
  personalisation: { title: 'consent.personalisation.title', why: 'consent.personalisation.why' },
  sharing: { title: 'consent.sharing.title', why: 'consent.sharing.why' },
};
