import { Inject, Injectable } from '@nestjs/common';
import type { KeyObject } from 'node:crypto';
import { Clock } from '../../common/clock';
import { ChatError } from '../../common/errors';
import { Keys } from '../../common/keys';
import { SETTINGS } from '../../config/config.module';
import type { Settings } from '../../config/settings';
import { Database } from '../../database/database';
import { Workspace } from '../../workspaces/workspace.entity';
import { Copies } from '../copies.service';
import { DataMap } from '../data-map/data-map.service';
import { HeldRows } from '../held/held-rows.service';
import type { Person } from '../privacy.types';
import type { KeptLine, SignedCertificate } from './certificate.types';
import { certificateKey, publicKeyOf, signed } from './certificate-signature';
import { Erasure } from './erasure.entity';
import { filesAsked } from './row-watch.service';
import type { Counts } from './tally';

const overwritten =
  'Deleted rows were overwritten with zeros, the search index likewise, and the log of the database was emptied.';
const vacuumed =
  'Deleted rows were removed from the tables and their space freed for reuse. The write-ahead log of PostgreSQL, and archives made of it, can hold copies until they are recycled.';

/** Writes and signs what an erasure did. Issued anew with each answer of a recipient. */
@Injectable()
export class Certificates {
  private readonly key: KeyObject;

  constructor(
    private readonly database: Database,
    private readonly map: DataMap,
    private readonly rows: HeldRows,
    private readonly copies: Copies,
    private readonly clock: Clock,
    keys: Keys,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {
    this.key = certificateKey(keys);
  }

  get publicKey(): string {
    return publicKeyOf(this.key);
  }

  /** @throws ChatError erasure.not_found also while there is none yet */
  async of(id: string): Promise<SignedCertificate> {
    const erasure = await this.database.read.findOneBy(Erasure, { id });
    if (!erasure?.certificate) throw new ChatError('erasure.not_found');
    return JSON.parse(erasure.certificate) as SignedCertificate;
  }

  /** @param open whether some recipient is still to answer */
  async issue(erasure: Erasure, person: Person, open: boolean): Promise<SignedCertificate> {
    const workspace = await this.database.read.findOneBy(Workspace, { id: erasure.workspaceId });
    const tally = Object.entries(JSON.parse(erasure.tally) as Counts).sort(([one], [other]) => (one < other ? -1 : 1));
    const keepers = tally.filter(([store]) => store.startsWith(`${filesAsked}:`));
    const before = erasure.certificate ? (JSON.parse(erasure.certificate) as SignedCertificate) : undefined;
    const answers = await this.copies.answers(person, erasure.at);
    const days = this.settings.BACKUP_DAYS || null;
    return signed(
      {
        type: 'parlour/certificate-of-erasure',
        version: 1,
        id: erasure.id,
        issue: (before?.certificate.issue ?? 0) + 1,
        issuedAt: this.clock.now().toISOString(),
        controller: workspace?.name ?? '',
        subject: { kind: erasure.subjectKind, hash: erasure.subjectHash },
        erasedAt: erasure.at.toISOString(),
        erased: Object.fromEntries(tally.filter((line) => !line[0].endsWith(':unlinked') && !keepers.includes(line))),
        unlinked: Object.fromEntries(
          tally.filter(([store]) => store.endsWith(':unlinked')).map(([store, count]) => [store.split(':')[0], count]),
        ),
        kept: await this.kept(person, open),
        recipients: [
          ...answers.map(({ recipient, state, records, open: askedAgain }) => ({ recipient, state, records, askedAgain })),
          ...keepers.map(([store]) => ({
            ...{ recipient: store.split(':')[1], state: 'unconfirmed' as const },
            ...{ records: null, askedAgain: true },
          })),
        ],
        bytes: this.database.isPostgres
          ? { store: 'postgres', overwritten: false, said: vacuumed }
          : { store: 'sqlite', overwritten: true, said: overwritten },
        backups: { days, said: backupsSaid(days) },
      },
      this.key,
    );
  }

  private async kept(person: Person, open: boolean): Promise<KeptLine[]> {
    const lines: KeptLine[] = [];
    for (const kind of this.map.heldOf(person.kind))
      for (const rows of await this.rows.of(kind, person)) {
        if (rows.holding.erased !== 'kept' || (rows.holding.thenUnlinked && !open)) continue;
        const count = await this.rows.count(rows);
        const { basis, why, until } = rows.holding;
        const known = lines.find((line) => line.store === kind.table && line.why === why);
        if (known) known.count += count;
        else if (count) lines.push({ store: kind.table, count, basis, why, until });
      }
    return lines;
  }
}

const backupsSaid = (days: number | null): string =>
  days
    ? `Backups are kept for ${days} days. One that is put back is erased again before the server answers anybody.`
    : 'How long backups are kept was not stated. One that is put back is erased again before the server answers anybody.';
