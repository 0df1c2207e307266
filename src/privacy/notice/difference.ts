import { diffWords } from 'diff';
import type { Worded } from './wording';

export interface Piece {
  kind: 'same' | 'added' | 'removed';
  text: string;
}
/** One statement that two versions do not share. */
export interface Change {
  id: string;
  section: Worded['section'];
  kind: 'added' | 'removed' | 'changed';
  pieces: Piece[];
}

/** What became different from one version to the other, in the order of the newer one; what is gone comes last. */
export function differenceOf(before: readonly Worded[], after: readonly Worded[]): Change[] {
  const old = new Map(before.map((statement) => [statement.id, textOf(statement)]));
  const kept = new Set(after.map(({ id }) => id));
  const changes = after.flatMap((statement): Change[] => {
    const { id, section } = statement;
    const [was, is] = [old.get(id), textOf(statement)];
    if (was === undefined) return [{ id, section, kind: 'added', pieces: [{ kind: 'added', text: is }] }];
    return was === is ? [] : [{ id, section, kind: 'changed', pieces: piecesOf(was, is) }];
  });
  const gone = before.filter(({ id }) => !kept.has(id));
  return [
    ...changes,
    ...gone.map(({ id, section, ...rest }): Change => {
      return { id, section, kind: 'removed', pieces: [{ kind: 'removed', text: textOf({ id, section, ...rest }) }] };
    }),
  ];
}

const textOf = ({ text, rows }: Worded): string => [text, ...rows.map(({ label, value }) => `${label}: ${value}`)].join('\n');

const piecesOf = (was: string, is: string): Piece[] =>
  diffWords(was, is).map(({ added, removed, value }) => ({ kind: added ? 'added' : removed ? 'removed' : 'same', text: value }));
