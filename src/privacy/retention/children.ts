import { agingsOf, type KeptLine } from '../../data-map/ages';
import type { DataMap, RecordKind } from '../data-map/data-map.service';
import { isOwn, type OwnAging } from './aging-sql';

/** Rows that go with a row of another kind. */
export interface Child {
  kind: RecordKind;
  /** Their property that names it, and its property that they name. */
  by: string;
  parentKey: string;
  /** Where it takes several to name it: its → theirs. */
  all: Readonly<Record<string, string>>;
}
type Kinds = Pick<DataMap, 'kinds'>;

/** Everything of a line that grows old by itself: what others hang on before what it hangs on. Message, Conversation, Visitor. */
export function agedOfLine({ kinds }: Kinds, line: KeptLine): { kind: RecordKind; aging: OwnAging }[] {
  return kinds
    .flatMap((kind) => agingsOf(kind.entity).flatMap((aging) => (aging.line === line && isOwn(aging) ? [{ kind, aging }] : [])))
    .sort((one, other) => depth(other.kind) - depth(one.kind));
}

/** A message hangs on its conversation, and that on its visitor. */
const depth = ({ holdings }: RecordKind): number => {
  const mine = holdings.filter(({ subject }) => subject === 'visitor');
  if (mine.some(({ through }) => through)) return 2;
  return mine.some(({ by, key }) => by === 'id' && !key) ? 0 : 1;
};

/** What goes with a kind: as it says itself, or because whose the one is, the other is. */
export function childrenOf({ kinds }: Kinds, parent: RecordKind, line: KeptLine): Child[] {
  return kinds.flatMap((kind): Child[] => {
    for (const aging of agingsOf(kind.entity)) {
      if (isOwn(aging) || aging.line !== line || aging.with !== parent.name) continue;
      const [[parentKey, by]] = Object.entries(aging.by);
      return [{ kind, by, parentKey, all: aging.by }];
    }
    const [through] = kind.holdings.filter((holding) => holding.through === parent.name);
    return through ? [{ kind, by: through.by, parentKey: parent.key[0], all: { [parent.key[0]]: through.by } }] : [];
  });
}
