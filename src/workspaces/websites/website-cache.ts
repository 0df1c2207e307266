import type { Website } from '../website.entity';

interface Entry {
  website: Promise<Website | undefined>;
  readAt: number;
}

/** Another node may change a website without this one hearing of it: nothing is believed for longer. */
const maximumAge = 10_000;
const maximumSize = 20_000;

/** Remembers websites, by key and by id; readers that come at once share one reading. */
export class WebsiteCache {
  private readonly entries = new Map<string, Entry>();

  byKey(key: string, now: number, read: () => Promise<Website | null>): Promise<Website | undefined> {
    return this.get(`key ${key}`, now, read);
  }

  byId(id: string, now: number, read: () => Promise<Website | null>): Promise<Website | undefined> {
    return this.get(`id ${id}`, now, read);
  }

  /** Websites change rarely: forgetting all also forgets readings under way. */
  forget(): void {
    this.entries.clear();
  }

  private get(name: string, now: number, read: () => Promise<Website | null>): Promise<Website | undefined> {
    const known = this.entries.get(name);
    if (known && now - known.readAt < maximumAge) return known.website;
    if (this.entries.size >= maximumSize) this.entries.clear();
    const website = read().then((found) => found ?? undefined);
    const entry = { website, readAt: now };
    this.entries.set(name, entry);
    const drop = () => this.entries.get(name) === entry && this.entries.delete(name);
    // What does not exist, and what failed, is asked again.
    website.then((found) => found ?? drop(), drop);
    return website;
  }
}
