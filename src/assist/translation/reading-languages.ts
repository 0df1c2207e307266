import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database';
import { EventBus } from '../../events/event-bus';
import { ReadingLanguage } from './reading-language.entity';

const memory = 10_000;
/** What the team reads until somebody says otherwise: the language of its pages. */
export const usual = 'en';
/** Stands for the team as a whole. */
const team = '';

/** What each of the team reads conversations in. */
@Injectable()
export class ReadingLanguages {
  private readonly known = new Map<string, { languages: Map<string, string>; until: number }>();

  constructor(
    private readonly database: Database,
    private readonly events: EventBus,
  ) {
    events.on('translation.changed', ({ workspaceId }) => void this.known.delete(workspaceId));
  }

  async of(workspaceId: string, accountId: string): Promise<string> {
    const languages = await this.all(workspaceId);
    return languages.get(accountId) ?? languages.get(team) ?? usual;
  }

  /** If it is at hand, for what may not wait. */
  remembered(workspaceId: string, accountId: string): string | undefined {
    const known = this.known.get(workspaceId);
    return known && known.until > Date.now() ? (known.languages.get(accountId) ?? known.languages.get(team) ?? usual) : undefined;
  }

  ofTeam(workspaceId: string): Promise<string> {
    return this.of(workspaceId, team);
  }

  /** What the account itself chose. */
  async chosen(workspaceId: string, accountId: string): Promise<string | undefined> {
    return (await this.all(workspaceId)).get(accountId);
  }

  /** Every language that somebody reads in. */
  async inUse(workspaceId: string): Promise<Set<string>> {
    return new Set([await this.ofTeam(workspaceId), ...(await this.all(workspaceId)).values()]);
  }

  setForTeam(workspaceId: string, language: string): Promise<void> {
    return this.set(workspaceId, team, language);
  }

  /** @param language nothing: what the team reads */
  async set(workspaceId: string, accountId: string, language: string | undefined): Promise<void> {
    await this.database.transaction(async (tx) => {
      await tx.run('DELETE FROM reading_language WHERE workspace_id = ? AND account_id = ?', [workspaceId, accountId]);
      if (language) await tx.manager.insert(ReadingLanguage, { workspaceId, accountId, language });
      tx.afterCommit(() => this.events.publish('translation.changed', { workspaceId }));
    });
  }

  private async all(workspaceId: string): Promise<Map<string, string>> {
    const known = this.known.get(workspaceId);
    if (known && known.until > Date.now()) return known.languages;
    const rows = await this.database.read.findBy(ReadingLanguage, { workspaceId });
    const languages = new Map(rows.map(({ accountId, language }) => [accountId, language]));
    this.known.set(workspaceId, { languages, until: Date.now() + memory });
    return languages;
  }
}
