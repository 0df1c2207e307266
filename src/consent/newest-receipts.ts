import type { SqlValue } from '../database/transaction';
import type { ConsentCategory } from '../plugin-api';

export interface PersonKey {
  workspaceId: string;
  id: string;
}
/** What counts of a receipt. */
export interface NewestReceipt {
  id: string;
  granted: ConsentCategory[];
  /** The terms that were asked for, of which those of the granted categories were agreed to; null: whole categories. */
  asked: string[] | null;
  denied: boolean;
}
type Run = <Row>(sql: string, values: SqlValue[]) => Promise<Row[]>;

interface Row {
  id: string;
  subject_id: string;
  granted: string;
  asked: string | null;
  denied: boolean | number;
}

/** One question for each workspace, however many people: by the index, the newest of each. */
export async function newestReceipts(run: Run, people: readonly PersonKey[]): Promise<Map<string, NewestReceipt>> {
  const found = new Map<string, NewestReceipt>();
  for (const workspaceId of new Set(people.map((person) => person.workspaceId))) {
    const ids = [...new Set(people.filter((person) => person.workspaceId === workspaceId).map(({ id }) => id))];
    const rows = await run<Row>(
      `SELECT id, subject_id, granted, asked, denied FROM consent_receipt AS receipt
       WHERE workspace_id = ? AND subject_id IN (${ids.map(() => '?').join(', ')}) AND id = (
         SELECT max(id) FROM consent_receipt AS newest
         WHERE newest.workspace_id = receipt.workspace_id AND newest.subject_id = receipt.subject_id)`,
      [workspaceId, ...ids],
    );
    for (const { id, subject_id: subjectId, granted, asked, denied } of rows) {
      const terms = asked === null ? null : (JSON.parse(asked) as string[] | null);
      const receipt = { id, granted: JSON.parse(granted) as ConsentCategory[], asked: terms, denied: Boolean(denied) };
      found.set(`${workspaceId}/${subjectId}`, receipt);
    }
  }
  return found;
}
