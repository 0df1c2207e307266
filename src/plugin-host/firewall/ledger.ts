import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { newId } from '../../common/ids';
import type { Capability } from '../../plugin-api';
import { ConsentsService } from '../../consent/consents.service';
import { Database } from '../../database/database';
import type { SqlValue, Transaction } from '../../database/transaction';
import { OptionalPurposes } from '../../privacy/optional-purposes.service';
import { StandingService } from '../../privacy/standing.service';
import { HandOverRefused, type EnabledPlugin, type Subject } from '../plugin-host.types';
import { consentTermOf } from './consent-need';
import { judge } from './hand-over-rules';

/** What is about to leave, and which of it tells something about whom. */
export interface Intent {
  plugin: EnabledPlugin;
  capability: Capability;
  about: { subject: Subject; fields: string[] }[];
  /** For the person's own rights: their choices do not stand in its way, and the law is its basis. */
  right?: true;
}
interface Waiting {
  intent: Intent;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/** Most hand-overs that share one commit. */
const batchSize = 256;
const columns =
  'id, workspace_id, plugin_id, recipient, country, capability, subject_kind, subject_id, fields, purpose, basis, receipt_id, at';
/** Databases take some 30,000 values in one statement. */
const rowsPerInsert = 1000;

/**
 * The disclosure ledger: a hand-over is judged and written down in one transaction, so that a choice of the person that was
 * on disk before counts, on whichever node it was made, and nothing leaves that is not in the ledger. Those that wait
 * together share a commit. Nothing is remembered in between: there is no cache that could still say yes.
 */
@Injectable()
export class Ledger {
  private waiting: Waiting[] = [];
  private flushing?: Promise<void>;

  constructor(
    private readonly database: Database,
    private readonly consents: ConsentsService,
    private readonly standings: StandingService,
    private readonly purposes: OptionalPurposes,
    private readonly clock: Clock,
  ) {}

  /**
   * Settles when the hand-over is on disk.
   * @throws HandOverRefused
   */
  enter(intent: Intent): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ intent, resolve, reject });
      this.flushing ??= this.flush();
    });
  }

  /** Those of the people whose data may be handed over as things stand. Nothing is written: each hand-over is judged again. */
  async permitted(plugin: EnabledPlugin, people: readonly Subject[]): Promise<Subject[]> {
    const { workspaceId, manifest } = plugin;
    const keys = people.map((subject) => ({ workspaceId, ...subject }));
    const tx: Pick<Transaction, 'run'> = { run: (sql, values) => this.database.query(sql, values) };
    const receipts = await this.consents.newest(tx, keys);
    const standings = await this.standings.among(tx, keys);
    const chosen = (await this.purposes.chosenBy(tx, [workspaceId])).get(workspaceId)!;
    return people.filter(({ id }) => {
      const key = `${workspaceId}/${id}`;
      const choices = { standing: standings.get(key), receipt: receipts.get(key), term: () => consentTermOf(plugin) };
      return !('refused' in judge(manifest.privacy, chosen, choices));
    });
  }

  /** Names of the fields that a plugin ever got about somebody. */
  async givenBefore({ workspaceId, id: pluginId }: EnabledPlugin, { kind, id }: Subject): Promise<Set<string>> {
    const rows = await this.database.query<{ fields: string }>(
      `SELECT DISTINCT fields FROM disclosure
       WHERE workspace_id = ? AND subject_id = ? AND subject_kind = ? AND plugin_id = ?`,
      [workspaceId, id, kind, pluginId],
    );
    return new Set(rows.flatMap(({ fields }) => JSON.parse(fields) as string[]));
  }

  private async flush(): Promise<void> {
    while (this.waiting.length) await this.commit();
    this.flushing = undefined;
  }

  private async commit(): Promise<void> {
    let taken: Waiting[] = [];
    try {
      const outcomes = await this.database.transaction((tx) => {
        taken = this.waiting.splice(0, batchSize);
        return this.write(
          tx,
          taken.map(({ intent }) => intent),
        );
      });
      taken.forEach(({ resolve, reject }, index) => (outcomes[index] ? reject(outcomes[index]) : resolve()));
    } catch (error) {
      if (!taken.length) taken = this.waiting.splice(0, batchSize);
      for (const { reject } of taken) reject(error);
    }
  }

  /** @returns why each was refused, or undefined */
  private async write(tx: Transaction, intents: Intent[]): Promise<(HandOverRefused | undefined)[]> {
    const people = intents.flatMap(({ plugin: { workspaceId }, about }) =>
      about.map(({ subject }) => ({ workspaceId, ...subject })),
    );
    const receipts = await this.consents.newest(tx, people);
    const standings = await this.standings.among(tx, people);
    const chosen = await this.purposes.chosenBy(tx, [...new Set(intents.map(({ plugin }) => plugin.workspaceId))]);
    const at = this.clock.millis();
    const rows: SqlValue[][] = [];
    const outcomes = intents.map(({ plugin, capability, about, right }) => {
      const { workspaceId, id: pluginId, recipient, country } = plugin;
      const { privacy } = plugin.manifest;
      const own: SqlValue[][] = [];
      for (const { subject, fields } of about) {
        const key = `${workspaceId}/${subject.id}`;
        const choices = { standing: standings.get(key), receipt: receipts.get(key), term: () => consentTermOf(plugin) };
        const verdict = right ? { receiptId: null } : judge(privacy, chosen.get(workspaceId)!, choices);
        if ('refused' in verdict) return new HandOverRefused(pluginId, verdict.refused);
        const why = [privacy.purpose, right ? 'legal-obligation' : privacy.basis, verdict.receiptId, at];
        const what = [capability, subject.kind, subject.id, JSON.stringify(fields)];
        own.push([newId(at), workspaceId, pluginId, recipient ?? '', country, ...what, ...why]);
      }
      rows.push(...own);
      return undefined;
    });
    for (let from = 0; from < rows.length; from += rowsPerInsert) await insert(tx, rows.slice(from, from + rowsPerInsert));
    return outcomes;
  }
}

async function insert(tx: Transaction, rows: SqlValue[][]): Promise<void> {
  const places = rows.map((row) => `(${row.map(() => '?').join(', ')})`).join(', ');
  await tx.run(`INSERT INTO disclosure (${columns}) VALUES ${places}`, rows.flat());
}
