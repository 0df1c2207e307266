import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Texts } from '../common/texts';
import { Database } from '../database/database';
import { EventBus } from '../events/event-bus';
import { Visitor } from '../visitors/visitor.entity';
import { countryName } from '../common/regions';

const kept = 5000;

/** What the team calls a visitor: their name, or where they are from, or the end of their identifier. */
@Injectable()
export class VisitorNames {
  private readonly names = new Map<string, string>();

  constructor(
    private readonly database: Database,
    private readonly texts: Texts,
    events: EventBus,
  ) {
    events.on('visitor.changed', ({ visitorId }) => void this.names.delete(visitorId));
    events.on('person.erased', ({ subjectId }) => void this.names.delete(subjectId));
    events.on('conversation.erased', ({ visitorId }) => void this.names.delete(visitorId));
  }

  remembered(visitorId: string): string | undefined {
    return this.names.get(visitorId);
  }

  async nameOf(visitorId: string): Promise<string> {
    return (await this.namesOf([visitorId])).get(visitorId)!;
  }

  async namesOf(visitorIds: readonly string[]): Promise<Map<string, string>> {
    const missing = visitorIds.filter((id) => !this.names.has(id));
    const rows = missing.length ? await this.database.read.findBy(Visitor, { id: In([...new Set(missing)]) }) : [];
    for (const visitor of rows) this.remember(visitor.id, this.shown(visitor));
    return new Map(
      visitorIds.map((id) => [id, this.names.get(id) ?? this.shown({ id, name: null, email: null, country: null })]),
    );
  }

  private shown({ id, name, email, country }: Pick<Visitor, 'id' | 'name' | 'email' | 'country'>): string {
    if (name || email) return (name || email)!;
    if (country) return this.texts.t('en', 'inbox.visitorFrom', { place: countryOf(country)! });
    return this.texts.t('en', 'inbox.visitorNumber', { number: id.slice(-4).toUpperCase() });
  }

  private remember(id: string, name: string): void {
    if (this.names.size >= kept) this.names.delete(this.names.keys().next().value!);
    this.names.set(id, name);
  }
}

/** The name of a visitor's country, if we know it. */
export const countryOf = (code: string | null) => code && (countryName(code) ?? code);
