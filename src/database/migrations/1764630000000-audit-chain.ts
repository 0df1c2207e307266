import { createHash } from 'node:crypto';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTables, integer, key, maybe, text, time, zero } from './tables';

interface Row {
  id: string;
  workspace_id: string | null;
  account_id: string | null;
  action: string;
  target: string;
  details: string;
  at: string | number;
}

const beginning = '0'.repeat(64);
const atOnce = 500;
/** The text that the error carries. */
const refusal = 'audit.append_only';

/** The log of acts becomes chains that cannot be changed unnoticed. What is in it already is taken in, in the order of its times. */
export class AuditChain1764630000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const onPostgres = runner.connection.options.type === 'postgres';
    for (const column of ['chain', 'commitment', 'previous', 'hash'])
      await runner.query(`ALTER TABLE audit_entry ADD COLUMN ${column} text NOT NULL DEFAULT ''`);
    await runner.query('ALTER TABLE audit_entry ADD COLUMN place integer NOT NULL DEFAULT 0');
    await createTables(runner, {
      audit_origin: {
        columns: [
          text('id', key),
          text('workspace_id', maybe),
          text('account_id', maybe),
          text('network', maybe),
          text('country', maybe),
          text('device', maybe),
          text('salt'),
          time('at'),
        ],
        indexes: { audit_origin_by_account: ['account_id', 'id'], audit_origin_by_network: ['network', 'id'] },
      },
      audit_chain: {
        columns: [
          text('chain', key),
          integer('place'),
          text('hash'),
          text('seal', { default: "''" }),
          integer('checked_place', zero),
          time('checked_at', maybe),
          text('fault', maybe),
        ],
      },
      audit_checkpoint: {
        columns: [text('id', key), text('chain'), integer('place'), text('kind'), text('document'), time('at')],
        indexes: { audit_checkpoint_by_chain: ['chain', 'place'] },
      },
    });
    await link(runner, onPostgres);
    await runner.query('CREATE UNIQUE INDEX audit_by_place ON audit_entry (chain, place)');
    await runner.query('CREATE INDEX audit_by_action ON audit_entry (chain, action, place)');
    await runner.query('CREATE INDEX audit_by_actor ON audit_entry (chain, account_id, place)');
    await runner.query('CREATE INDEX audit_by_time ON audit_entry (chain, at)');
    for (const statement of onPostgres ? postgres : sqlite) await runner.query(statement);
  }

  down(): Promise<void> {
    throw new Error('Migrations only go forward. Restore the snapshot that was made before this one.');
  }
}

/** As `src/audit/chain.ts` does it today: a migration stays as it is, whatever becomes of that. */
async function link(runner: QueryRunner, onPostgres: boolean): Promise<void> {
  const mark = (number: number) => (onPostgres ? `$${number}` : '?');
  const ends = new Map<string, { place: number; hash: string }>();
  for (let after = ''; ;) {
    const rows = (await runner.query(
      `SELECT id, workspace_id, account_id, action, target, details, at FROM audit_entry WHERE id > ${mark(1)} ORDER BY id LIMIT ${atOnce}`,
      [after],
    )) as Row[];
    for (const { id, workspace_id, account_id, action, target, details, at } of rows) {
      const chain = workspace_id ?? 'server';
      const { place: last, hash: previous } = ends.get(chain) ?? { place: 0, hash: beginning };
      const place = last + 1;
      const said = ['parlour/audit/1', chain, place, id, Number(at), account_id, action, target, details, '', previous];
      const hash = createHash('sha256').update(JSON.stringify(said)).digest('hex');
      const set = `UPDATE audit_entry SET chain = ${mark(1)}, place = ${mark(2)}, previous = ${mark(3)}, hash = ${mark(4)} WHERE id = ${mark(5)}`;
      await runner.query(set, [chain, place, previous, hash, id]);
      ends.set(chain, { place, hash });
    }
    if (rows.length < atOnce) break;
    after = rows.at(-1)!.id;
  }
  // The seal needs the server's secret, which no migration has: the first start puts it there.
  for (const [chain, { place, hash }] of ends)
    await runner.query(`INSERT INTO audit_chain (chain, place, hash) VALUES (${mark(1)}, ${mark(2)}, ${mark(3)})`, [
      chain,
      place,
      hash,
    ]);
}

/** Only what a checkpoint of retention covers may go. */
const covered = `EXISTS (SELECT 1 FROM audit_checkpoint AS c WHERE c.chain = old.chain AND c.kind = 'pruned' AND c.place >= old.place)`;
const refuse = `SELECT RAISE(ABORT, '${refusal}')`;

const taken = 'EXISTS (SELECT 1 FROM audit_entry WHERE id = new.id OR (chain = new.chain AND place = new.place))';

const sqlite = [
  // INSERT OR REPLACE would remove a row without asking the triggers for removing.
  `CREATE TRIGGER audit_entry_new BEFORE INSERT ON audit_entry WHEN ${taken} BEGIN ${refuse}; END`,
  `CREATE TRIGGER audit_entry_stays BEFORE UPDATE ON audit_entry BEGIN ${refuse}; END`,
  `CREATE TRIGGER audit_entry_kept BEFORE DELETE ON audit_entry WHEN NOT ${covered} BEGIN ${refuse}; END`,
  `CREATE TRIGGER audit_checkpoint_stays BEFORE UPDATE ON audit_checkpoint BEGIN ${refuse}; END`,
  `CREATE TRIGGER audit_checkpoint_kept BEFORE DELETE ON audit_checkpoint BEGIN ${refuse}; END`,
  `CREATE TRIGGER audit_chain_kept BEFORE DELETE ON audit_chain BEGIN ${refuse}; END`,
];

const postgres = [
  `CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
     RAISE EXCEPTION '${refusal}' USING ERRCODE = 'check_violation';
   END $$`,
  `CREATE FUNCTION audit_entry_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
     IF NOT ${covered} THEN RAISE EXCEPTION '${refusal}' USING ERRCODE = 'check_violation'; END IF;
     RETURN old;
   END $$`,
  `CREATE TRIGGER audit_entry_stays BEFORE UPDATE ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_refuse()`,
  `CREATE TRIGGER audit_entry_kept BEFORE DELETE ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_entry_kept()`,
  `CREATE TRIGGER audit_checkpoint_stays BEFORE UPDATE OR DELETE ON audit_checkpoint FOR EACH ROW EXECUTE FUNCTION audit_refuse()`,
  `CREATE TRIGGER audit_chain_kept BEFORE DELETE ON audit_chain FOR EACH ROW EXECUTE FUNCTION audit_refuse()`,
  ...['audit_entry', 'audit_checkpoint', 'audit_chain'].map(
    (table) => `CREATE TRIGGER ${table}_whole BEFORE TRUNCATE ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()`,
  ),
];
