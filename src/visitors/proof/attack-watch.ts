const minute = 60_000;
/** So many new visitors write within a minute, from so many addresses at least: that is no busy day, and limits for one address see nothing of it. */
const visitorsOfAttack = 30;
const addressesOfAttack = 10;
/** Milliseconds for which a website is taken as under attack after it last looked like it. */
const lasts = 10 * minute;
const mostCounted = 500;
const mostWebsites = 10_000;

interface Window {
  since: number;
  visitors: Set<string>;
  addresses: Set<string>;
  attackedUntil: number;
}

/** Notices when a website is flooded by many visitors at once: in memory, on this node, and forgotten after minutes. */
export class AttackWatch {
  private readonly windows = new Map<string, Window>();

  /** A new visitor wants to write. @param address a mark of where they come from */
  note(websiteId: string, visitorId: string, address: string, now: number): void {
    const window = this.windowOf(websiteId, now);
    if (window.visitors.size < mostCounted) {
      window.visitors.add(visitorId);
      window.addresses.add(address);
    }
    if (window.visitors.size >= visitorsOfAttack && window.addresses.size >= addressesOfAttack)
      window.attackedUntil = now + lasts;
  }

  isAttacked(websiteId: string, now: number): boolean {
    return (this.windows.get(websiteId)?.attackedUntil ?? 0) > now;
  }

  private windowOf(websiteId: string, now: number): Window {
    const known = this.windows.get(websiteId);
    if (known && now - known.since < minute) return known;
    if (this.windows.size >= mostWebsites) this.windows.clear();
    const attackedUntil = known?.attackedUntil ?? 0;
    const window = { since: now, visitors: new Set<string>(), addresses: new Set<string>(), attackedUntil };
    this.windows.set(websiteId, window);
    return window;
  }
}
