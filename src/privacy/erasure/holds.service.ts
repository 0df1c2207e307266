import { Injectable } from '@nestjs/common';
import type { Person } from '../privacy.types';

/** Why somebody's data has to stay for now (Art. 17(3) GDPR). */
export interface Hold {
  reason: string;
  /** Null: until it is lifted. */
  until: Date | null;
}
export type HoldReader = (person: Person) => Promise<Hold | undefined>;
/** Everybody of a workspace on whom there is one now. */
export type HeldReader = (workspaceId: string) => Promise<string[]>;

/** Legal holds: whoever keeps them registers how to find them. */
@Injectable()
export class Holds {
  private readonly readers: HoldReader[] = [];
  private readonly lists: HeldReader[] = [];

  /** @param everybody a purge leaves all of them out */
  register(read: HoldReader, everybody: HeldReader): void {
    this.readers.push(read);
    this.lists.push(everybody);
  }

  /** The first that there is; undefined: nothing has to stay. */
  async of(person: Person): Promise<Hold | undefined> {
    for (const read of this.readers) {
      const hold = await read(person);
      if (hold) return hold;
    }
    return undefined;
  }

  /** Identifiers of everybody whose data has to stay. */
  async everybodyOf(workspaceId: string): Promise<string[]> {
    return [...new Set((await Promise.all(this.lists.map((list) => list(workspaceId)))).flat())];
  }
}
