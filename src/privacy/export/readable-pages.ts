import { Injectable } from '@nestjs/common';
import { Texts } from '../../common/texts';
import { ViewsService } from '../../common/views/views.service';
import { fileNameOf, type ExportedRecord } from './record-shape';
import { kindWords, sourceWords } from './kind-words';

/** Records on one page that somebody reads, and how many are drawn at once. */
export const recordsPerPage = 1_000;
const drawnTogether = 100;

const isTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** A kind of record with its number, for the first page. */
export interface KindLine {
  kind: string;
  count: number;
}
export interface Cover {
  controller: string;
  at: Date;
  kinds: readonly KindLine[];
  files: readonly { path: string; name: string }[];
  recipients: boolean;
}

/** The pages for reading: no script, nothing from a network, in the person's language. */
@Injectable()
export class ReadablePages {
  private readonly times = new Map<string, Intl.DateTimeFormat>();

  constructor(
    private readonly texts: Texts,
    private readonly views: ViewsService,
  ) {}

  cover(language: string, { controller, at, kinds, files, recipients }: Cover): string {
    const t = (key: string, parameters?: Record<string, unknown>) => this.texts.t(language, key, parameters);
    const day = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }).format(at);
    const lines = kinds.map(({ kind, count }) => ({
      name: this.nameOf(language, kind),
      count: new Intl.NumberFormat(language).format(count),
      first: pagesOf(kind, count)[0],
      pages: pagesOf(kind, count).map((path, index) => ({ path, label: String(index + 1) })),
      jsonPath: `data/${fileNameOf(kind)}.json`,
      csvPath: `csv/${fileNameOf(kind)}.csv`,
    }));
    return this.views.partial('export/cover', {
      ...this.frame(language, t('export.title')),
      made: t('export.made', { controller, date: `${day} UTC` }),
      intro: t('export.intro'),
      heads: [t('export.what'), t('export.count'), t('export.read'), t('export.machine')],
      lines,
      filesTitle: t('export.files'),
      files: files.map(({ path, name }) => ({ name, path: path.split('/').map(encodeURIComponent).join('/') })),
      recipients: recipients && { text: t('export.recipients'), path: 'recipients.json' },
      checks: t('export.checks'),
    });
  }

  /** The text of one page, in parts: drawing a thousand records at once would keep everybody waiting. */
  async *page(language: string, kind: string, records: AsyncIterable<ExportedRecord>): AsyncGenerator<string> {
    const frame = this.frame(language, this.nameOf(language, kind));
    yield this.views.partial('export/head', { ...frame, back: this.texts.t(language, 'export.back') });
    let part: object[] = [];
    for await (const record of records) {
      part.push(this.draw(language, record));
      if (part.length < drawnTogether) continue;
      yield this.views.partial('export/records', { records: part });
      part = [];
      await new Promise(setImmediate);
    }
    yield this.views.partial('export/records', { records: part }) + this.views.partial('export/foot', {});
  }

  private draw(language: string, { values, sources }: ExportedRecord): object {
    const fields = Object.entries(values).filter(([name, value]) => value !== null && value !== '' && !/^id$|Id$/.test(name));
    return {
      fields: fields.map(([name, value]) => ({
        name,
        value: this.shown(language, value),
        source: sources[name] && this.sourceOf(language, sources[name]),
      })),
    };
  }

  /** Identifiers are for programs; times are in the person's own way of writing. */
  private shown(language: string, value: unknown): string {
    if (typeof value === 'string' && isTime.test(value)) return `${this.timesOf(language).format(new Date(value))} UTC`;
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
  }

  private timesOf(language: string): Intl.DateTimeFormat {
    const known = this.times.get(language);
    if (known) return known;
    const made = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'UTC' });
    this.times.set(language, made);
    return made;
  }

  private sourceOf(language: string, source: string): string {
    const [kind, name] = source.split(/:(.*)/s);
    return this.texts.t(language, sourceWords[kind] ?? source, { name: name ?? '' });
  }

  private nameOf(language: string, kind: string): string {
    return kindWords[kind] ? this.texts.t(language, kindWords[kind]) : kind;
  }

  private frame(language: string, title: string) {
    return { language, direction: this.texts.direction(language), title };
  }
}

/** The pages that the records of a kind take. */
export const pagesOf = (kind: string, count: number): string[] =>
  Array.from(
    { length: Math.ceil(count / recordsPerPage) },
    (_, index) => `pages/${fileNameOf(kind)}-${String(index + 1).padStart(4, '0')}.html`,
  );
