import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { OnServerListening } from '../../common/on-server-listening';
import { Texts } from '../../common/texts';
import { SETTINGS } from '../../config/config.module';
import type { Settings } from '../../config/settings';
import { Database } from '../../database/database';
import { MailService } from '../../outbox/mail.service';
import { OutboxService } from '../../outbox/outbox.service';
import { operatorHolder } from '../../workspaces/legal-identity.entity';
import { differenceOf } from './difference';
import { NOTICE_TELL } from './notice-telling';
import { Notices } from './notices.service';

/** Few at a time, so that nobody's message waits behind them. */
const portion = 100;
interface Holder {
  id: string;
  email: string;
  workspaceId: string;
}

/** Writes to everybody with an account what is new in their notice: one mail for all versions since the last. */
@Injectable()
export class NoticeMails implements OnModuleInit, OnServerListening {
  private address: string;

  constructor(
    @Inject(SETTINGS) settings: Settings,
    private readonly database: Database,
    private readonly outbox: OutboxService,
    private readonly mails: MailService,
    private readonly notices: Notices,
    private readonly texts: Texts,
  ) {
    this.address = settings.PUBLIC_URL ?? '';
  }

  onServerListening(address: string): void {
    this.address = address;
  }

  onModuleInit(): void {
    this.outbox.handle(NOTICE_TELL, ({ number, after }) => this.tell(Number(number), after ?? ''));
  }

  private async tell(number: number, after: string): Promise<void> {
    const newest = await this.notices.newest(operatorHolder);
    // A newer one has a job of its own, which tells of everything.
    if (newest?.number !== number) return;
    const before = await this.notices.version(operatorHolder, Math.max(1, number - 1));
    const [was, is] = [before, newest].map((version) => this.notices.worded(version, 'en'));
    const changes = differenceOf(was!, is!).map(({ kind, pieces }) => {
      const text = pieces.filter((piece) => piece.kind !== (kind === 'removed' ? 'added' : 'removed')).map((piece) => piece.text);
      return { isGone: kind === 'removed', text: text.join('') };
    });
    const holders = await this.holders(after);
    const subject = this.texts.t('en', 'email.noticeSubject');
    const model = { changes, address: `${this.address}/privacy/${operatorHolder}` };
    await this.database.transaction(async (tx) => {
      for (const { id, email, workspaceId } of holders) {
        const about = { kind: 'account' as const, id };
        await this.mails.send(tx, { workspaceId, to: email, about, subject, template: 'emails/notice', model });
      }
      const last = holders.at(-1);
      if (holders.length === portion && last)
        await this.outbox.add(tx, { kind: NOTICE_TELL, workspaceId: null, payload: { number: String(number), after: last.id } });
    });
  }

  /** Everybody with an account, by the workspace that they joined first. */
  private holders(after: string): Promise<Holder[]> {
    return this.database.query<Holder>(
      `SELECT a.id, a.email, (SELECT m.workspace_id FROM member m WHERE m.account_id = a.id ORDER BY m.joined_at, m.workspace_id LIMIT 1) AS "workspaceId"
       FROM account a WHERE a.id > ? AND EXISTS (SELECT 1 FROM member m WHERE m.account_id = a.id) ORDER BY a.id LIMIT ${portion}`,
      [after],
    );
  }
}
