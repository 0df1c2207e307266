/** Milliseconds that changes are remembered. */
const reach = 60_000;
/** Changes of one workspace that are remembered; beyond, the oldest are forgotten sooner. */
const most = 1_000;

/** What changed in the lists of each workspace lately, so that a page which was drawn before it can be told. */
export class RecentChanges {
  private readonly ofWorkspace = new Map<string, Map<string, number>>();
  /** Since when everything is known, where that is not the beginning. */
  private readonly knownSince = new Map<string, number>();
  private sweptAt: number;

  constructor(private readonly startedAt: number) {
    this.sweptAt = startedAt;
  }

  note(workspaceId: string, id: string, at: number): void {
    if (at - this.sweptAt > reach) this.sweep(at);
    let changes = this.ofWorkspace.get(workspaceId);
    if (!changes) this.ofWorkspace.set(workspaceId, (changes = new Map()));
    // Deleted first, so that the map is in the order of time.
    changes.delete(id);
    changes.set(id, at);
    if (changes.size > most) this.forget(workspaceId, changes, changes.entries().next().value!);
  }

  /** Identifiers of what changed at `from` or later; undefined if that is longer ago than anything known. */
  since(workspaceId: string, from: number): string[] | undefined {
    if (from < Math.max(this.startedAt, this.sweptAt - reach, this.knownSince.get(workspaceId) ?? 0)) return undefined;
    const changes = this.ofWorkspace.get(workspaceId) ?? new Map<string, number>();
    return [...changes].filter(([, at]) => at >= from).map(([id]) => id);
  }

  private forget(workspaceId: string, changes: Map<string, number>, [id, at]: [string, number]): void {
    changes.delete(id);
    this.knownSince.set(workspaceId, at + 1);
  }

  private sweep(now: number): void {
    this.sweptAt = now;
    for (const [workspaceId, changes] of this.ofWorkspace) {
      for (const entry of changes) if (entry[1] < now - reach) changes.delete(entry[0]);
      if (!changes.size) this.ofWorkspace.delete(workspaceId);
      if ((this.knownSince.get(workspaceId) ?? Infinity) < now - reach) this.knownSince.delete(workspaceId);
    }
  }
}
