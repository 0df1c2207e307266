import { Injectable } from '@nestjs/common';
import { ChatError } from '../../common/errors';
import type { Origin } from '../../common/http/traces';
import { Texts } from '../../common/texts';
import { Database } from '../../database/database';
import { AccountLinks } from './account-links';
import { AlertWords } from './alert-words';
import type { SecurityAlert } from './security-alert.entity';

type Row = Pick<SecurityAlert, 'rule' | 'state'> & Origin & { at: number | string };

const reading = `SELECT a.rule, a.state, a.at, o.network, o.country, o.device FROM security_alert a
LEFT JOIN audit_origin o ON o.id = a.entry_id WHERE a.id = ?`;

/** What whoever holds a link reads. */
@Injectable()
export class AlertLinkPage {
  constructor(
    private readonly database: Database,
    private readonly links: AccountLinks,
    private readonly words: AlertWords,
    private readonly texts: Texts,
  ) {}

  /** @throws ChatError `link.invalid` also for what was answered in another way */
  async answer(token: string) {
    const { alertId } = await this.links.read(token, 'alert');
    const [alert] = await this.database.query<Row>(reading, [alertId]);
    if (alert?.state !== 'open') throw new ChatError('link.invalid');
    const { rule, at, ...origin } = alert;
    const said = this.words.of({ rule }, origin, undefined, true);
    return { ...said, heading: said.title, at: new Date(Number(at)), path: `/alerts/${token}` };
  }

  async password(token: string) {
    await this.links.read(token, 'password');
    return { title: this.texts.t('en', 'alerts.newPassword'), path: `/alerts/password/${token}`, values: {} };
  }
}
