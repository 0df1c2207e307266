import { Injectable } from '@nestjs/common';
import { Texts } from '../../common/texts';
import type { Website } from '../../workspaces/website.entity';
import { spans } from '../counting/spans';
import type { Choice } from '../counting/tally';
import { rangeNames, type Range, type Step } from './ranges';
import type { Durations, Figure, Report } from './report';
import { lazily } from '../../common/lazily';

export interface Wanted {
  range: (typeof rangeNames)[number];
  website?: string;
}
const rangeTexts: Record<Wanted['range'], string> = {
  '7d': 'statistics.sevenDays',
  '30d': 'statistics.thirtyDays',
  '90d': 'statistics.ninetyDays',
  '12m': 'statistics.twelveMonths',
};
const grainTexts: Record<Range['grain'], string> = {
  day: 'statistics.day',
  week: 'statistics.week',
  month: 'statistics.month',
};
const conversations = ['statistics.opened', 'statistics.closed'];
const messages = ['statistics.fromVisitors', 'statistics.fromTeam'];
const number = ['statistics.conversations'];

interface Row {
  label: string;
  /** '' for what is too little to be shown. */
  values: (number | '')[];
}

const day = lazily(() => new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' }));
const month = lazily(() => new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' }));
const minute = 60_000;

/** The words and links of the page. */
@Injectable()
export class ReportPage {
  constructor(private readonly texts: Texts) {}

  model(report: Report, wanted: Wanted, websites: Pick<Website, 'id' | 'name'>[], choice: Choice) {
    return {
      title: this.t('statistics.title'),
      isStatistics: true,
      fewest: choice.fewest,
      timeZone: choice.timeZone,
      isEmpty: report.isEmpty,
      ranges: rangeNames.map((range) => ({
        label: this.t(rangeTexts[range]),
        path: pathOf({ ...wanted, range }),
        current: range === wanted.range,
      })),
      websites: websites.length > 1 && this.websites(wanted, websites),
      exportPath: pathOf(wanted, '/statistics/export'),
      figures: this.figures(report),
      plots: this.plots(report),
    };
  }

  private websites(wanted: Wanted, websites: Pick<Website, 'id' | 'name'>[]) {
    const all = { label: this.t('statistics.allWebsites'), path: pathOf({ range: wanted.range }), current: !wanted.website };
    return [
      all,
      ...websites.map(({ id, name }) => ({
        label: name,
        path: pathOf({ ...wanted, website: id }),
        current: id === wanted.website,
      })),
    ];
  }

  private figures({ opened, closed, visitor, team, answered, settled }: Report) {
    return [
      this.figure('statistics.figureOpened', opened),
      this.figure('statistics.figureClosed', closed),
      this.figure('statistics.figureVisitors', visitor),
      this.figure('statistics.figureTeam', team),
      this.duration('statistics.figureAnswered', answered),
      this.duration('statistics.figureSettled', settled),
    ];
  }

  private figure(name: string, { total, change }: Figure) {
    return { name: this.t(name), total: total || '', about: this.comparison(change) };
  }

  private comparison(change: number | undefined): string {
    if (change === undefined) return this.t('statistics.nothingBefore');
    if (change === 0) return this.t('statistics.same');
    return change > 0 ? this.t('statistics.more', { change }) : this.t('statistics.less', { change: -change });
  }

  private duration(name: string, { half, most }: Durations) {
    const about = most === undefined ? this.t('statistics.tooFew') : this.t('statistics.most', { time: this.within(most) });
    return { name: this.t(name), text: half === undefined ? '' : this.within(half), about };
  }

  private plots({ range, steps, answeredWithin, settledWithin, hours }: Report) {
    const labels = range.steps.map((step) => labelOf(range, step));
    const over = (one: 'opened' | 'visitor', two: 'closed' | 'team'): Row[] =>
      steps.map((step, index) => ({ label: labels[index], values: [shown(step[one]), shown(step[two])] }));
    const spread = (counts: number[], label: (index: number) => string): Row[] =>
      counts.map((count, index) => ({ label: label(index), values: [shown(count)] }));
    const within = (index: number) => this.within(index);
    const hour = (index: number) => `${String(index).padStart(2, '0')}:00`;
    const step = this.t(grainTexts[range.grain]);
    const span = this.t('statistics.within');
    return [
      this.plot('statistics.plotConversations', step, conversations, over('opened', 'closed'), true),
      this.plot('statistics.plotMessages', step, messages, over('visitor', 'team'), true),
      this.plot('statistics.plotAnswers', span, number, spread(answeredWithin, within)),
      this.plot('statistics.plotClosings', span, number, spread(settledWithin, within)),
      this.plot('statistics.plotHours', this.t('statistics.hour'), ['statistics.fromVisitors'], spread(hours, hour)),
    ];
  }

  /** Of days, the newest are read first, and drawn last. */
  private plot(title: string, first: string, columns: string[], rows: Row[], isTime = false) {
    const heads = columns.map((column) => this.t(column));
    return {
      id: title.replace('statistics.', ''),
      title: this.t(title),
      first,
      columns: heads,
      rows: isTime ? rows.reverse() : rows,
      isTime,
    };
  }

  private within(bucket: number): string {
    if (bucket >= spans.length) return this.t('statistics.longer');
    const minutes = spans[bucket] / minute;
    if (minutes < 60) return this.t('statistics.minutes', { count: minutes });
    return minutes < 1440
      ? this.t('statistics.hours', { count: minutes / 60 })
      : this.t('statistics.days', { count: minutes / 1440 });
  }

  private t(key: string, values?: Record<string, unknown>): string {
    return this.texts.t('en', key, values);
  }
}

const shown = (total: number): number | '' => total || '';

export function pathOf({ range, website }: Wanted, path = '/statistics'): string {
  return `${path}?${new URLSearchParams({ range, ...(website && { website }) })}`;
}

function labelOf({ grain }: Range, { first, last }: Step): string {
  const at = (text: string) => new Date(`${text}T00:00:00Z`);
  if (grain === 'month') return month().format(at(first));
  if (grain === 'day') return day().format(at(first));
  const isOneMonth = first.slice(0, 7) === last.slice(0, 7);
  return `${isOneMonth ? at(first).getUTCDate() : day().format(at(first))} – ${day().format(at(last))}`;
}
