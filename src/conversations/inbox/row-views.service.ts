import { Injectable } from '@nestjs/common';
import { hueOf } from '../../common/views/helpers/faces';
import { Database } from '../../database/database';
import { WebsitesService } from '../../workspaces/websites.service';
import { threadColumns, threadFrom, type ThreadRow } from '../log/thread-row';
import type { ThreadState } from '../log/thread.types';
import { People } from '../people.service';
import { TagsService } from '../tags.service';
import { VisitorNames } from '../visitor-names.service';
import type { RowView, TagView } from './inbox-view.types';

export const tagView = ({ id, name }: { id: string; name: string }): TagView => ({ id, name, hue: hueOf(name) });
const iso = (millis: number) => new Date(millis).toISOString();

/** Makes the models of the list's rows, for pages and live updates alike. */
@Injectable()
export class RowViews {
  constructor(
    private readonly database: Database,
    private readonly people: People,
    private readonly visitors: VisitorNames,
    private readonly websites: WebsitesService,
    private readonly tags: TagsService,
  ) {}

  /** Of conversations by name, in no order; what is gone is left out. */
  async of(ids: readonly string[]): Promise<RowView[]> {
    const sql = `SELECT ${threadColumns.join(', ')} FROM conversation WHERE id IN (${ids.map(() => '?').join(', ')})`;
    return this.all((await this.database.query<ThreadRow>(sql, ids)).map(threadFrom));
  }

  async all(threads: readonly ThreadState[], list = 'open'): Promise<RowView[]> {
    const [names, people, tags] = await Promise.all([
      this.visitors.namesOf(threads.map((thread) => thread.visitorId)),
      this.people.namesOf(threads.map((thread) => thread.assigneeId)),
      this.tags.of(threads.map((thread) => thread.id)),
    ]);
    return Promise.all(
      threads.map(async (thread) => ({
        id: thread.id,
        path: `/inbox/${list}/${thread.id}`,
        name: names.get(thread.visitorId)!,
        website: (await this.websites.byId(thread.websiteId))?.name ?? '',
        preview: thread.preview,
        previewKind: thread.lastKind === 'event' ? ('team' as const) : thread.lastKind,
        lastAt: iso(thread.lastAt),
        unread: thread.unread,
        waitingSince: thread.waitingSince === null ? null : iso(thread.waitingSince),
        status: thread.status,
        assignee: thread.assigneeId ? { id: thread.assigneeId, name: people.get(thread.assigneeId) ?? '' } : null,
        tags: (tags.get(thread.id) ?? []).map(tagView),
      })),
    );
  }
}
