import { Injectable, Logger } from '@nestjs/common';
import { In } from 'typeorm';
import { Clock } from '../../common/clock';
import { Database } from '../../database/database';
import { EventBus } from '../../events/event-bus';
import { DataExport, type ExportState } from './data-export.entity';
import { ExportArchive, timesWritten } from './export-archive';
import { ExportFiles } from './export-files';

const unfinished: ExportState[] = ['waiting', 'running'];
/** After as many attempts it is said that it could not be made. */
const mostAttempts = 5;
/** Milliseconds between two notes of how far it is. */
const tellEvery = 500;

/** Makes one export; one that was cut off begins anew. */
@Injectable()
export class ExportRun {
  private readonly logger = new Logger('privacy');

  constructor(
    private readonly database: Database,
    private readonly archive: ExportArchive,
    private readonly files: ExportFiles,
    private readonly events: EventBus,
    private readonly clock: Clock,
  ) {}

  async run(id: string, attempts: number): Promise<void> {
    const found = await this.database.read.findOneBy(DataExport, { id });
    if (!found || !unfinished.includes(found.state)) return;
    const { workspaceId, subjectKind: kind, subjectId, language } = found;
    try {
      const person = { workspaceId, kind, id: subjectId };
      const kinds = await this.archive.countOf(person);
      const total = kinds.reduce((sum, { count }) => sum + count, 0) * timesWritten;
      await this.note(id, 'running', { done: 0, total });
      const progress = this.progressOf(id);
      const size = await this.files.write(
        id,
        await this.archive.open({ person, language, at: this.clock.now(), progress }, kinds),
      );
      await this.settle(found, 'ready', { done: total, size, readyAt: this.clock.now() });
    } catch (error) {
      await this.files.remove(id);
      if (attempts < mostAttempts) throw error;
      this.logger.error(`An export could not be made: ${(error as Error).stack}`);
      await this.settle(found, 'failed', {});
    }
  }

  /** Written down now and then: it is for a bar that somebody looks at. */
  private progressOf(id: string): (records: number) => void {
    let done = 0;
    let told = Date.now();
    return (records) => {
      done += records;
      if (Date.now() - told < tellEvery) return;
      told = Date.now();
      void this.note(id, 'running', { done }).catch(() => undefined);
    };
  }

  private async note(id: string, state: ExportState, change: Partial<DataExport>): Promise<void> {
    await this.database.maintain((tx) => tx.manager.update(DataExport, { id, state: In(unfinished) }, { state, ...change }));
  }

  /** Erased meanwhile: the file goes as the row did. */
  private async settle({ id, workspaceId }: DataExport, state: ExportState, change: Partial<DataExport>): Promise<void> {
    await this.database.transaction(async (tx) => {
      await tx.manager.update(DataExport, { id }, { state, ...change });
      tx.afterCommit(() => this.events.publish('export.changed', { workspaceId, exportId: id }));
    });
    if (!(await this.database.read.existsBy(DataExport, { id }))) await this.files.remove(id);
  }
}
