import { Injectable } from '@nestjs/common';
import { ChatError } from '../../common/errors';
import { Texts } from '../../common/texts';
import { endOf } from '../../data-map/ages';
import { WebsitesService } from '../../workspaces/websites.service';
import { DataMap } from '../data-map/data-map.service';
import { Purge, type DryRun } from './purge.service';
import type { KeptBecause, Taken } from './purge.types';
import { lines, lineNames, mostDays, readingOrder, retentionReasons } from './retention-lines';
import type { RetentionRun } from './retention-run.entity';
import { RetentionSchedule, type ChosenTime, type ScheduleLine } from './retention-schedule.service';
import { kindName } from '../kind-names';
import { aboutWords, titleWords, whyWords } from './retention-words';

const year = 365;
const runsShown = 20;

/** What the pages about retention show. */
@Injectable()
export class RetentionViews {
  constructor(
    private readonly schedule: RetentionSchedule,
    private readonly purge: Purge,
    private readonly websites: WebsitesService,
    private readonly map: DataMap,
    private readonly texts: Texts,
  ) {}

  /** @param counted what a purge would take now, if somebody asked */
  async page(workspaceId: string, counted?: DryRun) {
    const [schedule, websites, runs] = await Promise.all([
      this.schedule.of(workspaceId),
      this.websites.list(workspaceId),
      this.purge.runs(workspaceId, runsShown),
    ]);
    const nameOf = (id: string) => websites.find((website) => website.id === id)?.name;
    const groups = readingOrder.flatMap((line) => {
      const [general, ...others] = schedule.filter((one) => one.line === line);
      if (!general) return [];
      const own = others.flatMap((one) => {
        const website = nameOf(one.websiteId!);
        return website ? [{ ...this.line(one), website }] : [];
      });
      return { ...this.line(general), own };
    });
    return {
      title: this.t('retention.title'),
      section: 'privacy',
      groups,
      ends: this.map.kinds.flatMap(({ name, entity }) => {
        const when = endOf(entity);
        return when ? [{ what: kindName(name, (key) => this.t(key)), when }] : [];
      }),
      counted: counted && this.counts(counted.taken, counted.kept),
      isRunning: runs.some(({ state }) => state === 'running'),
      runs: runs.map((run) => this.run(run)),
    };
  }

  /** One line, to be changed; `tried` is what somebody typed, with what it would take. */
  async form(workspaceId: string, time: Pick<ScheduleLine, 'line' | 'websiteId'>, tried?: { time: ChosenTime; counted: DryRun }) {
    const { line, websiteId } = time;
    if (!(await this.schedule.linesOf(workspaceId)).includes(line)) throw new ChatError('request.not_found');
    const schedule = await this.schedule.of(workspaceId);
    const mine = schedule.find((one) => one.line === line && one.websiteId === websiteId);
    const inForce = mine ?? schedule.find((one) => one.line === line && one.websiteId === null)!;
    const websites = lines[line].byWebsite ? await this.websites.list(workspaceId) : [];
    // Why it stays so long is for somebody to say: nothing is chosen for them.
    const { days, reason } = tried?.time ?? { days: inForce.days, reason: mine?.chosen ? inForce.reason : '' };
    return {
      title: this.t(titleWords[line]),
      section: 'privacy',
      line,
      websiteId,
      website: websites.find(({ id }) => id === websiteId)?.name,
      about: this.t(aboutWords[line]),
      now: { period: this.period(inForce.days), reason: this.t(whyWords[inForce.reason]) },
      isChosen: mine?.chosen === true,
      websites: websites.map(({ id, name }) => ({ id, name, isThis: id === websiteId })),
      usual: this.period(lines[line].usual),
      fewest: lines[line].fewest,
      most: mostDays,
      values: { ends: days === null ? 'never' : 'days', days: days ?? lines[line].usual, reason },
      reasons: retentionReasons.map((value) => ({ value, words: this.t(whyWords[value]) })),
      counted: tried && this.counts(tried.counted.taken, tried.counted.kept),
    };
  }

  /** "2 years", "90 days", "until it is erased". */
  period(days: number | null): string {
    if (days === null) return this.t('retention.never');
    return days % year === 0 ? this.t('retention.years', { count: days / year }) : this.t('retention.days', { count: days });
  }

  private line({ line, websiteId, days, reason, chosen }: ScheduleLine) {
    return {
      line,
      title: this.t(titleWords[line]),
      about: this.t(aboutWords[line]),
      period: this.period(days),
      reason: this.t(whyWords[reason]),
      chosen,
      link: `/privacy/retention/${line}${websiteId ? `?website=${websiteId}` : ''}`,
    };
  }

  private run({ id, begunAt, state, byHand, taken, kept }: RetentionRun) {
    const counts = this.counts(JSON.parse(taken) as Taken, JSON.parse(kept) as Record<KeptBecause, number>);
    return { id, begunAt, isRunning: state === 'running', byHand, ...counts };
  }

  private counts(taken: Taken, { hold = 0, restriction = 0 }: Partial<Record<KeptBecause, number>>) {
    const nameOf = new Map(this.map.kinds.map(({ table, name }) => [table, kindName(name, (key) => this.t(key))]));
    const rules = lineNames.toReversed().flatMap((line) => {
      const tables = Object.entries(taken[line] ?? {});
      if (!tables.length) return [];
      return [{ title: this.t(titleWords[line]), tables: tables.map(([table, count]) => ({ name: nameOf.get(table), count })) }];
    });
    const total = rules.flatMap(({ tables }) => tables).reduce((sum, { count }) => sum + count, 0);
    const kept = [
      ...(hold ? [this.t('retention.keptHold', { count: hold })] : []),
      ...(restriction ? [this.t('retention.keptRestriction', { count: restriction })] : []),
    ];
    return { rules, total, kept };
  }

  private t(key: string, parameters?: Record<string, unknown>): string {
    return this.texts.t('en', key, parameters);
  }
}
