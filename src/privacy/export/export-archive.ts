import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { projectFolder } from '../../common/paths';
import { Database } from '../../database/database';
import { Workspace } from '../../workspaces/workspace.entity';
import { Copies } from '../copies.service';
import { DataMap, type RecordKind } from '../data-map/data-map.service';
import { HeldRows } from '../held/held-rows.service';
import type { Person } from '../privacy.types';
import { Archive } from './archive';
import { FilesOfPersons, type FileReader } from './files-of-persons.service';
import { asCsv, asJson } from './formats';
import { pagesOf, ReadablePages, recordsPerPage, type KindLine } from './readable-pages';
import { fileNameOf, schemaOf, type ExportedRecord } from './record-shape';
import { RecordStream } from './record-stream';

interface Plan {
  person: Person;
  /** BCP 47 */
  language: string;
  at: Date;
  /** Told of each page of records that was written. */
  progress: (records: number) => void;
}
/** How often a record is written: as JSON, as CSV, and to be read. */
export const timesWritten = 3;

/** Puts an archive together from everything that is held of a person. */
@Injectable()
export class ExportArchive {
  constructor(
    private readonly database: Database,
    private readonly map: DataMap,
    private readonly records: RecordStream,
    private readonly rows: HeldRows,
    private readonly pages: ReadablePages,
    private readonly files: FilesOfPersons,
    private readonly copies: Copies,
  ) {}

  /** How much of each kind there is to write. */
  async countOf(person: Person): Promise<KindLine[]> {
    const lines: KindLine[] = [];
    for (const { name } of this.map.heldOf(person.kind))
      lines.push({ kind: name, count: await this.records.count(this.map.kind(name), person) });
    return lines.reverse();
  }

  async open(plan: Plan, kinds: readonly KindLine[]): Promise<Readable> {
    const { person, language, at } = plan;
    const archive = new Archive(at);
    const missing: string[] = [];
    const attached = await this.attachments(plan, archive, missing);
    const workspace = await this.database.read.findOneBy(Workspace, { id: person.workspaceId });
    const copies = await this.copies.export(person);
    const cover = {
      controller: workspace?.name ?? '',
      at,
      kinds: kinds.filter(({ count }) => count),
      files: attached,
      recipients: copies.length > 0,
    };
    archive.add('index.html', () => Readable.from([this.pages.cover(language, cover)], { objectMode: false }));
    archive.add('style.css', async () =>
      Readable.from([await readFile(join(projectFolder, 'views', 'export', 'style.css'))], { objectMode: false }),
    );
    for (const { kind: name, count } of kinds) this.addKind(archive, plan, this.map.kind(name), count);
    if (copies.length)
      archive.add('recipients.json', () => Readable.from([JSON.stringify(copies, null, 2)], { objectMode: false }));
    const head = {
      format: 'parlour/personal-data',
      version: 1,
      madeAt: at.toISOString(),
      language,
      controller: cover.controller,
    };
    archive.end({
      path: 'manifest.json',
      text: () => JSON.stringify({ ...head, unavailable: missing, files: archive.files }, null, 2),
    });
    return archive.output;
  }

  private addKind(archive: Archive, plan: Plan, kind: RecordKind, count: number): void {
    const file = fileNameOf(kind.name);
    const pages = () => this.told(this.records.pages(kind, plan.person), plan.progress);
    archive.add(`schema/${file}.schema.json`, () =>
      Readable.from([JSON.stringify(schemaOf(kind, plan.person.kind), null, 2)], { objectMode: false }),
    );
    archive.add(`data/${file}.json`, () => asJson(pages()));
    archive.add(`csv/${file}.csv`, () => asCsv(kind, pages()));
    // One reading for all pages: each takes the next thousand.
    const one = singly(pages());
    for (const path of pagesOf(kind.name, count))
      archive.add(path, () => this.pages.page(plan.language, kind.name, taken(one, recordsPerPage)));
  }

  private async *told(pages: AsyncIterable<ExportedRecord[]>, progress: Plan['progress']): AsyncGenerator<ExportedRecord[]> {
    for await (const page of pages) {
      yield page;
      progress(page.length);
    }
  }

  private async attachments({ person }: Plan, archive: Archive, missing: string[]): Promise<{ path: string; name: string }[]> {
    const attached: { path: string; name: string }[] = [];
    for (const entity of this.files.entities) {
      const reader = this.files.of(entity)!;
      for (const held of await this.rows.of(this.map.kind(entity), person))
        for await (const page of this.rows.pages(held))
          for (const row of page) {
            const name = reader.nameOf(row);
            const path = `files/${String(row.id)}/${name}`;
            archive.add(
              path,
              () => bytesOf(reader, row, () => missing.push(path)),
              !/\.(jpe?g|png|webp|gif|zip|mp4|pdf)$/i.test(name),
            );
            attached.push({ path, name });
          }
    }
    return attached;
  }
}

/** A file that cannot be had now is named in the manifest, and does not keep the rest from the person. */
async function* bytesOf(reader: FileReader, row: Parameters<FileReader['open']>[0], note: () => void): AsyncGenerator<Buffer> {
  let begun = false;
  try {
    for await (const chunk of await reader.open(row)) {
      begun = true;
      yield chunk as Buffer;
    }
  } catch (error) {
    if (begun) throw error;
    note();
  }
}

async function* singly(pages: AsyncIterable<ExportedRecord[]>): AsyncGenerator<ExportedRecord> {
  for await (const page of pages) yield* page;
}

/** The next so many; the rest stays for whoever asks next. */
async function* taken(records: AsyncIterator<ExportedRecord>, most: number): AsyncGenerator<ExportedRecord> {
  for (let count = 0; count < most; count++) {
    const { value, done } = await records.next();
    if (done) return;
    yield value as ExportedRecord;
  }
}
