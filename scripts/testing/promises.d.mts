/** Row → title of a test → what became of it. */
export type Outcomes = Map<string, Map<string, 'passed' | 'failed' | 'skipped'>>;
interface Row {
  promise?: string;
  waits?: string;
  soon?: string;
}
interface TestFile {
  name: string;
  status: string;
  assertionResults: { fullName: string; status: string }[];
}
export function readClauses(): Promise<Record<string, Row>>;
export function hear(outcomes: Outcomes, testResults: TestFile[]): Outcomes;
export function verdictOf(
  row: Row,
  tests?: Map<string, string>,
): { state: 'kept' | 'broken' | 'waiting' | 'missing'; why?: string };
export function listOf(clauses: Record<string, Row>, outcomes: Outcomes, whole: boolean): string;
