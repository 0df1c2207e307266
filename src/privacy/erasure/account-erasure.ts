import { Injectable } from '@nestjs/common';
import { EventBus } from '../../events/event-bus';
import { RowWatch } from './row-watch.service';

/** Whoever is signed in as somebody who is erased is signed out, and nobody remembers their name or rights. */
@Injectable()
export class AccountErasure {
  constructor(watch: RowWatch, events: EventBus) {
    watch.register('Session', {
      within: async (tx, rows) => {
        const accountIds = new Set(rows.map(({ accountId }) => String(accountId)));
        tx.afterCommit(() => accountIds.forEach((accountId) => events.publish('session.ended', { accountId })));
      },
    });
    watch.register('Member', {
      within: async (tx, rows) =>
        tx.afterCommit(() => {
          for (const { workspaceId, accountId } of rows)
            events.publish('member.changed', { workspaceId: String(workspaceId), accountId: String(accountId) });
        }),
    });
    watch.register('Account', {
      within: async (tx, rows) =>
        tx.afterCommit(() =>
          rows.forEach(({ id }) => events.publish('member.changed', { workspaceId: '', accountId: String(id) })),
        ),
    });
  }
}
