import { Global, Module } from '@nestjs/common';
import { OutboxModule } from '../outbox/outbox.module';
import { Copies } from './copies.service';
import { DataMap } from './data-map/data-map.service';
import { AccountErasure } from './erasure/account-erasure';
import { CertificatePage } from './erasure/certificate-page';
import { CertificatesController } from './erasure/certificates.controller';
import { Certificates } from './erasure/certificates.service';
import { ErasureLedger } from './erasure/erasure-ledger';
import { ErasureRun } from './erasure/erasure-run';
import { ErasureService } from './erasure/erasure.service';
import { Holds } from './erasure/holds.service';
import { Leftovers } from './erasure/leftovers';
import { LedgerReplay } from './erasure/ledger-replay.service';
import { RowEraser } from './erasure/row-eraser';
import { RowWatch } from './erasure/row-watch.service';
import { SubjectHash } from './erasure/subject-hash.service';
import { Tally } from './erasure/tally';
import { DisplayNames } from './export/display-names';
import { ExportArchive } from './export/export-archive';
import { ExportFiles } from './export/export-files';
import { ExportsController } from './export/exports.controller';
import { FilesOfPersons } from './export/files-of-persons.service';
import { ExportRun } from './export/export-run';
import { ExportService } from './export/export.service';
import { AccountKeys } from './held/account-keys';
import { ReadablePages } from './export/readable-pages';
import { RecordStream } from './export/record-stream';
import { HeldRows } from './held/held-rows.service';
import { HeldService } from './held/held.service';
import { Mentions } from './held/mentions';
import { PersonKeys } from './held/person-keys.service';

/** What rooms register with, and what they ask. */
const shared = [
  Copies,
  DataMap,
  ErasureService,
  ExportService,
  FilesOfPersons,
  LedgerReplay,
  HeldRows,
  HeldService,
  Holds,
  PersonKeys,
  RowWatch,
];
const erasing = [
  AccountErasure,
  CertificatePage,
  Certificates,
  ErasureLedger,
  ErasureRun,
  Leftovers,
  RowEraser,
  SubjectHash,
  Tally,
];
const exporting = [DisplayNames, ExportArchive, ExportFiles, ExportRun, ReadablePages, RecordStream];

/** What is held of a person, a copy of it for them, and its erasure. */
@Global()
@Module({
  controllers: [CertificatesController, ExportsController],
  imports: [OutboxModule],
  providers: [...shared, ...erasing, ...exporting, AccountKeys, Mentions],
  exports: shared,
})
export class RightsModule {}
