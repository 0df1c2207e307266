import { Injectable } from '@nestjs/common';
import type { Person } from '../privacy.types';

/** How a person can be reached and addressed. */
export interface Contact {
  name: string | null;
  email: string | null;
  /** BCP 47 */
  language: string | null;
  /** Whether the address was shown to be theirs, by a signature or by having written from it; else somebody typed it. */
  proven: boolean;
}
/** What the rooms know of persons of one kind. */
export interface PersonReader {
  contactOf(person: Pick<Person, 'workspaceId' | 'id'>): Promise<Contact | undefined>;
  /** Identifiers of those whose address this was shown to be. Never those who only typed it: it may not be theirs. */
  provenBy(workspaceId: string, email: string): Promise<string[]>;
  /** Puts right what they say of themselves; what is undefined stays. */
  correct(person: Pick<Person, 'workspaceId' | 'id'>, change: { name?: string | null; email?: string | null }): Promise<void>;
}

/** Something that was written by or about a person. */
export interface WrittenWords {
  id: string;
  from: 'visitor' | 'team' | 'system';
  body: string;
  at: Date;
}
/** Where words about visitors stand. */
export interface WordsReader {
  /** The newest first. */
  written(person: Person, limit: number): Promise<WrittenWords[]>;
  correct(person: Person, id: string, body: string): Promise<void>;
}

/** Persons of every kind, as the rooms that keep them know them: registered, since this room stands before them. */
@Injectable()
export class PersonDirectory {
  private readonly readers = new Map<Person['kind'], PersonReader>();
  private words?: WordsReader;

  register(kind: Person['kind'], reader: PersonReader): void {
    this.readers.set(kind, reader);
  }

  registerWords(words: WordsReader): void {
    this.words = words;
  }

  async written(person: Person, limit: number): Promise<WrittenWords[]> {
    return (await this.words?.written(person, limit)) ?? [];
  }

  /** @throws ChatError `message.not_found` for another person's */
  async correctWords(person: Person, id: string, body: string): Promise<void> {
    await this.words?.correct(person, id, body);
  }

  /** Undefined: nothing is held on them. */
  async contactOf({ kind, ...person }: Person): Promise<Contact | undefined> {
    return this.readers.get(kind)?.contactOf(person);
  }

  async provenBy(workspaceId: string, kind: Person['kind'], email: string): Promise<Person[]> {
    const ids = (await this.readers.get(kind)?.provenBy(workspaceId, email)) ?? [];
    return ids.map((id) => ({ workspaceId, kind, id }));
  }

  async correct({ kind, ...person }: Person, change: { name?: string | null; email?: string | null }): Promise<void> {
    await this.readers.get(kind)?.correct(person, change);
  }
}
