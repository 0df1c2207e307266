import { Injectable } from '@nestjs/common';
import { ChatError } from '../../common/errors';
import { ErasureService } from '../erasure/erasure.service';
import type { DataExport } from '../export/data-export.entity';
import { ExportService } from '../export/export.service';
import type { Person } from '../privacy.types';
import type { CaseKind } from './case.types';

/** `awaiting`: done here, and recipients have not all answered. */
export type Progress = 'working' | 'awaiting' | 'done' | 'failed';

/** The exports and erasures that carry cases out. */
@Injectable()
export class CaseWork {
  constructor(
    private readonly exports: ExportService,
    private readonly erasures: ErasureService,
  ) {}

  export(person: Person, language: string): Promise<string> {
    return this.exports.begin(person, language);
  }

  /** @throws ChatError `erasure.held`, `erasure.last_owner` */
  erase(person: Person, caseId: string): Promise<string> {
    return this.erasures.begin(person, caseId);
  }

  async progressOf(kind: CaseKind, workId: string): Promise<Progress> {
    if (kind === 'erasure') {
      const { state } = await this.erasures.state(workId);
      return state === 'running' ? 'working' : state === 'awaiting' ? 'awaiting' : 'done';
    }
    const found = await this.exportOf(workId);
    if (!found || found.state === 'ready') return 'done';
    return found.state === 'failed' ? 'failed' : 'working';
  }

  /** Undefined once it is gone. */
  async exportOf(workId: string): Promise<DataExport | undefined> {
    try {
      return await this.exports.find(workId);
    } catch (error) {
      if (error instanceof ChatError) return undefined;
      throw error;
    }
  }
}
