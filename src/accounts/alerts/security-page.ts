import { Injectable } from '@nestjs/common';
import { may, type Agent } from '../../common/access';
import type { Origin } from '../../common/http/traces';
import { Texts } from '../../common/texts';
import { Database } from '../../database/database';
import { mayInvite, MembersService } from '../../workspaces/members.service';
import { AlertWords } from './alert-words';
import type { SecurityAlert } from './security-alert.entity';

const shown = 50;

type Row = Pick<SecurityAlert, 'id' | 'accountId' | 'rule' | 'state' | 'answeredBy'> & Origin & { at: number | string };

const reading = `SELECT a.id, a.account_id AS "accountId", a.rule, a.state, a.answered_by AS "answeredBy", a.at, o.network, o.country, o.device
FROM security_alert a LEFT JOIN audit_origin o ON o.id = a.entry_id WHERE a.workspace_id = ?`;

/** Alerts: one's own, and for those who answer for the workspace all of it. The open ones first. */
@Injectable()
export class SecurityPage {
  constructor(
    private readonly database: Database,
    private readonly members: MembersService,
    private readonly words: AlertWords,
    private readonly texts: Texts,
  ) {}

  async model(agent: Agent) {
    const { account, workspaceId, role } = agent;
    const all = may(agent, 'member.manage');
    const sql = `${reading}${all ? '' : ' AND a.account_id = ?'} ORDER BY CASE a.state WHEN 'open' THEN 0 ELSE 1 END, a.id DESC LIMIT ${shown}`;
    const rows = await this.database.query<Row>(sql, [workspaceId, ...(all ? [] : [account.id])]);
    const members = await this.members.list(workspaceId);
    const alerts = rows.map(({ id, accountId, rule, state, answeredBy, at, ...origin }) => {
      const person = members.find((one) => one.id === accountId);
      const own = accountId === account.id;
      return {
        ...{ id, state, own, isOpen: state === 'open', at: new Date(Number(at)) },
        ...this.words.of({ rule }, origin, person?.name, own),
        answer:
          state === 'open'
            ? ''
            : this.texts.t('en', answers[state], { name: members.find((one) => one.id === answeredBy)?.name ?? '' }),
        field: `password-${id}`,
        maySettle: all && !own,
        mayLock: all && !own && person !== undefined && mayInvite(role, person.role),
      };
    });
    return {
      title: this.texts.t('en', 'alerts.title'),
      section: 'security',
      open: alerts.filter(({ isOpen }) => isOpen),
      settled: alerts.filter(({ isOpen }) => !isOpen),
      all,
    };
  }
}

const answers: Record<Exclude<SecurityAlert['state'], 'open'>, string> = {
  mine: 'alerts.answers.mine',
  denied: 'alerts.answers.denied',
  seen: 'alerts.answers.seen',
};
