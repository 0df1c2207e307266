import { Injectable } from '@nestjs/common';
import { Clock } from '../common/clock';
import { may, type Agent } from '../common/access';
import { Texts } from '../common/texts';
import { People } from '../conversations/people.service';
import { VisitorNames } from '../conversations/visitor-names.service';
import { Database } from '../database/database';
import type { SqlValue } from '../database/transaction';
import { AddressHashes } from '../visitors/address-hashes.service';
import type { Ban, BanKind } from './ban.entity';
import { isWithin, parseRange, readTyped } from './ban-range';
import { longestBan } from './bans.service';

const pageSize = 50;
const kindWords: Record<BanKind, string> = {
  visitor: 'bans.kinds.visitor',
  address: 'bans.kinds.address',
  network: 'bans.kinds.network',
  range: 'bans.kinds.range',
};

type BanRow = Pick<Ban, 'id' | 'kind' | 'mark' | 'reason'> & { visitorId: string | null; bannedBy: string | null; until: number };
const columns = 'id, kind, mark, reason, visitor_id AS "visitorId", banned_by AS "bannedBy", until';

/** What the pages about bans show. */
@Injectable()
export class BanPages {
  constructor(
    private readonly database: Database,
    private readonly hashes: AddressHashes,
    private readonly people: People,
    private readonly visitors: VisitorNames,
    private readonly texts: Texts,
    private readonly clock: Clock,
  ) {}

  /** The list, the newest first. @param search a word of a reason, or an address: whoever it would shut out */
  async list({ workspaceId }: Agent, search = '', after = '') {
    const rows = await this.find(workspaceId, search.trim(), after);
    const shown = rows.slice(0, pageSize);
    const more = rows.length > pageSize && new URLSearchParams({ ...(search && { search }), after: shown.at(-1)!.id });
    return {
      title: this.texts.t('en', 'bans.title'),
      section: 'bans',
      search,
      bans: await this.views(shown),
      next: more ? `/settings/bans?${more}` : null,
      lastDay: this.lastDay(),
      values: {},
    };
  }

  /** What stands beside a conversation. */
  async ofConversation(agent: Agent, conversation: { id: string; visitorId: string }, bans: readonly Ban[]) {
    const rows = bans.map((ban) => ({ ...ban, until: ban.until.getTime() }));
    const name = await this.visitors.nameOf(conversation.visitorId);
    return {
      title: this.texts.t('en', 'bans.panelTitle'),
      id: conversation.id,
      name,
      bans: await this.views(rows),
      mayBan: may(agent, 'conversation.triage'),
      lastDay: this.lastDay(),
      values: {},
    };
  }

  private async views(rows: readonly BanRow[]) {
    const [names, people] = await Promise.all([
      this.visitors.namesOf(rows.flatMap(({ visitorId }) => visitorId ?? [])),
      this.people.namesOf(rows.flatMap(({ bannedBy }) => bannedBy ?? [])),
    ]);
    return rows.map(({ id, kind, mark, reason, visitorId, bannedBy, until }) => ({
      id,
      kind: this.texts.t('en', kindWords[kind]),
      // A range is no secret; a mark says nothing to anybody.
      name: kind === 'range' ? mark : ((visitorId && names.get(visitorId)) ?? this.texts.t('en', 'bans.typed')),
      reason: reason ?? '',
      by: (bannedBy && people.get(bannedBy)) ?? '',
      until: new Date(Number(until)).toISOString(),
    }));
  }

  private async find(workspaceId: string, search: string, after: string): Promise<BanRow[]> {
    const { where, values } = this.matching(workspaceId, search);
    const beyond = after ? ' AND id < ?' : '';
    const sql = `SELECT ${columns} FROM ban WHERE workspace_id = ? AND until > ?${where}${beyond} ORDER BY id DESC LIMIT ${pageSize + 1}`;
    const found = await this.database.query<BanRow>(sql, [
      workspaceId,
      this.clock.millis(),
      ...values,
      ...(after ? [after] : []),
    ]);
    const typed = search ? readTyped(search) : 'bans.notAnAddress';
    if (typeof typed === 'string' || !('address' in typed)) return found;
    return found.filter(({ kind, mark }) => kind !== 'range' || isWithin(typed.address, parseRange(mark)));
  }

  /** Words are looked for as they are; nothing that somebody types is a pattern. */
  private matching(workspaceId: string, search: string): { where: string; values: SqlValue[] } {
    if (!search) return { where: '', values: [] };
    const typed = readTyped(search);
    if (typeof typed === 'object' && 'address' in typed) {
      const marks = this.hashes.of(workspaceId, typed.address)!;
      return { where: " AND (mark IN (?, ?) OR kind = 'range')", values: [marks.address, marks.network] };
    }
    const words = `%${search.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
    return { where: " AND (lower(reason) LIKE ? ESCAPE '\\' OR mark = ?)", values: [words, search] };
  }

  private lastDay(): string {
    return new Date(this.clock.millis() + longestBan).toISOString().slice(0, 10);
  }
}
