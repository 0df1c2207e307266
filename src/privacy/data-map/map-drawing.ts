/** Something in a column of the picture. */
export interface MapNode {
  id: string;
  label: string;
  /** Below the label; ''. */
  about: string;
  /** Where a click leads; undefined: nowhere. */
  link?: string;
}
export interface MapEdge {
  from: string;
  to: string;
}
export interface PlacedNode extends MapNode {
  x: number;
  y: number;
  width: number;
  height: number;
  textX: number;
  labelY: number;
  aboutY: number;
}
export interface Drawing {
  width: number;
  height: number;
  nodes: PlacedNode[];
  edges: { id: string; path: string }[];
}

const column = { width: 188, gap: 78 };
const box = { height: 44, gap: 12, inset: 12 };
/** Letters that fit in one line of a box. */
const longest = 26;

/** Columns of boxes from left to right, each in the middle of the height, and lines from box to box. Lengths in the picture's own units. */
export function draw(columns: readonly (readonly MapNode[])[], edges: readonly MapEdge[]): Drawing {
  const tallest = Math.max(1, ...columns.map(({ length }) => length));
  const height = tallest * (box.height + box.gap) - box.gap + 2;
  const nodes = columns.flatMap((column_, index) => {
    const own = column_.length * (box.height + box.gap) - box.gap;
    const x = 1 + index * (column.width + column.gap);
    return column_.map((node, place): PlacedNode => {
      const y = 1 + (height - 2 - own) / 2 + place * (box.height + box.gap);
      const labelY = y + (node.about ? 19 : 27);
      const size = { width: column.width, height: box.height };
      return {
        ...node,
        label: short(node.label),
        about: short(node.about),
        x,
        y,
        ...size,
        textX: x + box.inset,
        labelY,
        aboutY: y + 35,
      };
    });
  });
  const placed = new Map(nodes.map((node) => [node.id, node]));
  const lines = edges.flatMap(({ from, to }) => {
    const [start, end] = [placed.get(from), placed.get(to)];
    return start && end ? [{ id: `${from}-${to}`, path: line(start, end) }] : [];
  });
  return { width: columns.length * (column.width + column.gap) - column.gap + 2, height, nodes, edges: lines };
}

function line(from: PlacedNode, to: PlacedNode): string {
  const [x, y, endX, endY] = [from.x + from.width, from.y + from.height / 2, to.x, to.y + to.height / 2];
  const middle = (x + endX) / 2;
  return `M${x} ${y} C${middle} ${y} ${middle} ${endY} ${endX} ${endY}`;
}

const short = (text: string): string => (text.length > longest ? `${text.slice(0, longest - 1)}…` : text);
