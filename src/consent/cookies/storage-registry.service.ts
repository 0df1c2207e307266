import { Injectable } from '@nestjs/common';
import { storedKeys, type StoredCategory, type StoredKey } from '../../data-map/stored-key';

/** Something that stands, or may stand, in a browser, as a page about cookies says it. */
export interface StoredThing {
  name: string;
  kind: StoredKey['kind'];
  /** A key of the catalogue, or the words of whoever declares it. */
  purpose: { key: string } | { words: string };
  category: StoredCategory;
  /** Seconds, or until when. */
  lifetime: StoredKey['lifetime'];
  /** Who else sets it, by name; undefined where it is us. */
  by?: string;
}
type Source = (workspaceId: string) => Promise<readonly StoredThing[]>;

/** Everything that is kept in browsers: what rooms declared beside their code, and what plugins declare in their manifests. */
@Injectable()
export class StorageRegistry {
  private readonly sources: Source[] = [];

  register(source: Source): void {
    this.sources.push(source);
  }

  /** On the pages of a workspace's websites. */
  async ofWebsites(workspaceId: string): Promise<StoredThing[]> {
    const others = await Promise.all(this.sources.map((source) => source(workspaceId)));
    return [...ours('website'), ...others.flat()];
  }

  /** On the pages that the server itself serves. */
  ofServer(): StoredThing[] {
    return ours('server');
  }
}

const ours = (on: StoredKey['on']): StoredThing[] =>
  storedKeys()
    .filter((key) => key.on === on)
    .map(({ purpose: key, names, kind, category, lifetime }) => {
      return { name: names.join(', '), kind, purpose: { key }, category, lifetime };
    });
