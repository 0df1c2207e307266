import { Injectable } from '@nestjs/common';
import { countryName } from '../../common/regions';
import { Texts } from '../../common/texts';
import type { Category } from '../../data-map/personal';
import { Facts } from '../notice/facts.service';
import { categoryWords, kindWords, purposeWords } from '../notice/notice-words';
import type { NoticeFacts } from '../notice/notice.types';
import { RetentionViews } from '../retention/retention-views.service';
import { kindName } from '../kind-names';
import { sourceWords, titleWords } from '../retention/retention-words';
import { agingsOf, type KeptLine } from '../../data-map/ages';
import { DataMap, type RecordKind } from './data-map.service';
import { draw, type MapNode } from './map-drawing';
import { RowCounts } from './row-counts.service';

const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);

/** What is held of visitors, as a picture and as a table: where it comes from, what it is, how long it stays, who receives it. */
@Injectable()
export class MapPage {
  constructor(
    private readonly facts: Facts,
    private readonly map: DataMap,
    private readonly counts: RowCounts,
    private readonly retention: RetentionViews,
    private readonly texts: Texts,
  ) {}

  async of(workspaceId: string) {
    const [facts, counts] = await Promise.all([this.facts.of(workspaceId, 'published'), this.counts.ofVisitors(workspaceId)]);
    const rows = facts.held.map(({ category, purposes, sources }) => {
      const stores = this.stores(category, counts);
      return {
        id: category,
        title: this.word(categoryWords[category]),
        stores,
        total: stores.reduce((sum, { count }) => sum + count, 0),
        sources,
        from: sources.map((source) => this.word(sourceWords[source])),
        purposes: purposes.map((purpose) => this.word(purposeWords[purpose])),
        periods: this.periods(category, facts),
        recipients: facts.recipients
          .filter(({ categories }) => categories.includes(category))
          .map(({ name, kind, country }) => ({ name, about: this.aboutRecipient(kind, country) })),
      };
    });
    return { title: this.word('dataMap.title'), section: 'privacy', rows, drawing: this.drawing(facts, rows) };
  }

  /** Kinds of records with a column of the category, and how many there are. Those without any are left out. */
  private stores(category: Category, counts: ReadonlyMap<string, number>) {
    return this.map
      .heldOf('visitor')
      .filter(({ columns }) => columns.some(({ declaration }) => declaration.personal && declaration.category === category))
      .map(({ name }) => ({ name: kindName(name, (key) => this.texts.t('en', key)), count: counts.get(name) ?? 0 }))
      .filter(({ count }) => count > 0)
      .sort((one, other) => other.count - one.count);
  }

  /** How long the records with a column of the category are kept, or only that column. */
  private periods(category: Category, { retention, websites }: NoticeFacts) {
    const lines = new Set(this.map.heldOf('visitor').flatMap((kind) => linesOf(kind, category)));
    return retention
      .filter(({ line }) => lines.has(line as KeptLine) && (line !== 'pages' || websites.some(({ pages }) => pages)))
      .map(({ line, website, days }) => ({
        what: this.word(titleWords[line as KeptLine]) + (website ? ` (${website})` : ''),
        period: this.retention.period(days),
      }));
  }

  private drawing(
    { recipients }: NoticeFacts,
    rows: readonly { id: Category; title: string; total: number; sources: readonly string[] }[],
  ) {
    const sources = [...new Set(rows.flatMap((row) => row.sources))].sort();
    const nobody: MapNode = { id: 'nobody', label: this.word('dataMap.nobody'), about: this.word('dataMap.stays') };
    const receiving = recipients.map(({ plugin, name, kind, country, categories }) => ({
      node: { id: `to-${plugin}`, label: name, about: this.aboutRecipient(kind, country) },
      categories,
    }));
    const columns: MapNode[][] = [
      sources.map((source) => ({
        id: `from-${source}`,
        label: this.word(sourceWords[source as keyof typeof sourceWords]),
        about: '',
      })),
      rows.map(({ id, title, total }) => ({
        id,
        label: title,
        about: this.texts.t('en', 'dataMap.entries', { count: total }),
        link: `#what-${id}`,
      })),
      receiving.length ? receiving.map(({ node }) => node) : [nobody],
    ];
    const edges = [
      ...rows.flatMap(({ id, sources: from }) => from.map((source) => ({ from: `from-${source}`, to: id }))),
      ...receiving.flatMap(({ node, categories }) => categories.map((category) => ({ from: category as string, to: node.id }))),
    ];
    return draw(columns, edges);
  }

  private aboutRecipient(kind: keyof typeof kindWords, country: string | null): string {
    return [this.word(kindWords[kind]), country && (countryName(country) ?? country)].filter(Boolean).join(', ');
  }

  private word(key: string): string {
    return capital(this.texts.t('en', key));
  }
}

/** Lines of the schedule by which a kind of record grows old, as far as its columns of a category are in them. */
function linesOf({ columns, entity, holdings }: RecordKind, category: Category): KeptLine[] {
  const mine = columns.flatMap(({ property, declaration }) =>
    declaration.personal && declaration.category === category ? [property] : [],
  );
  if (!mine.length) return [];
  const agings = agingsOf(entity).filter(
    (aging) => !('empties' in aging) || !aging.empties || aging.empties.some((property) => mine.includes(property)),
  );
  if (!agings.length && holdings.some(({ through }) => through === 'Conversation')) return ['messages'];
  return agings.map(({ line }) => line);
}
