/** Sets whose members are there for a while: of each topic, who was last said to be there. */
export class Expiring {
  private readonly topics = new Map<string, Map<string, number>>();

  set(topic: string, member: string, on: boolean, life: number): void {
    const members = this.topics.get(topic);
    if (on) {
      if (members) members.set(member, Date.now() + life);
      else this.topics.set(topic, new Map([[member, Date.now() + life]]));
    } else if (members?.delete(member) && members.size === 0) {
      this.topics.delete(topic);
    }
  }

  has(topic: string, member: string): boolean {
    return (this.topics.get(topic)?.get(member) ?? 0) > Date.now();
  }

  members(topic: string): string[] {
    const members = this.topics.get(topic);
    if (!members) return [];
    const now = Date.now();
    for (const [member, until] of members) if (until <= now) members.delete(member);
    if (!members.size) this.topics.delete(topic);
    return [...members.keys()];
  }
}
