/** Many like siblings as a few of them and one row that stands for the rest, so that a thousand processes can be read. */
import type { ProcKey } from '@/model/process';
import type { Hull, InsideRow, TreeRow, TreeView } from '@/model/tree-view';

/** So many leaves of one parent, with one name and in one state, are folded … */
export const FOLD_FROM = 12;
/** … into this many, and a row for the rest. */
export const FOLD_KEEPS = 4;

export interface FoldRow {
  readonly type: 'fold';
  readonly id: string;
  readonly row: number;
  readonly depth: number;
  readonly parentRow: number | null;
  readonly inside: InsideRow | null;
  /** The first of those that it stands for. */
  readonly like: TreeRow;
  /** How many it stands for. */
  readonly count: number;
  readonly open: boolean;
}

export type ShownRow = ({ readonly type: 'process'; readonly id: string } & TreeRow) | FoldRow;

export interface ShownTree {
  readonly rows: readonly ShownRow[];
  readonly hulls: readonly Hull[];
  readonly height: number;
  /** Which fold row stands for a process that has no row of its own. */
  readonly foldOf: ReadonlyMap<ProcKey, string>;
}

const NOBODY: ReadonlyMap<ProcKey, string> = new Map();

/** The view with its crowds folded, but for those whose id is in `open`. Rows are numbered anew. */
export function foldRows(view: TreeView, open: ReadonlySet<string>): ShownTree {
  const crowds = crowdsOf(view.rows);
  if (crowds.sizes.size === 0) return { ...view, rows: view.rows.map((row) => shown(row, row.row, row.parentRow, row.inside)), foldOf: NOBODY };

  /** New row numbers by old ones. */
  const newRow: number[] = [];
  const seen = new Map<string, number>();
  const foldOf = new Map<ProcKey, string>();
  const rows: ShownRow[] = [];
  let shift = 0;
  for (const row of view.rows) {
    const crowd = crowds.of(row);
    if (crowd !== null) {
      const nth = (seen.get(crowd.id) ?? 0) + 1;
      seen.set(crowd.id, nth);
      if (nth === FOLD_KEEPS + 1) {
        rows.push({ type: 'fold', id: crowd.id, row: row.row - shift, depth: row.depth, parentRow: at(row.parentRow), inside: insideAt(row.inside), like: row, count: crowd.size - FOLD_KEEPS, open: open.has(crowd.id) });
        shift -= 1;
      }
      if (nth > FOLD_KEEPS && !open.has(crowd.id)) {
        shift += 1;
        foldOf.set(row.key, crowd.id);
        continue;
      }
    }
    newRow[row.row] = row.row - shift;
    rows.push(shown(row, row.row - shift, at(row.parentRow), insideAt(row.inside)));
  }
  return { rows, hulls: movedHulls(view, rows, newRow), height: view.height - shift, foldOf };

  function at(old: number | null): number | null {
    return old === null ? null : (newRow[old] ?? null);
  }

  function insideAt(inside: InsideRow | null): InsideRow | null {
    const parentRow = inside === null ? null : at(inside.parentRow);
    return inside === null || inside.parentRow === parentRow ? inside : { ...inside, parentRow };
  }
}

/** Written out, and not spread: it is done for thousands of rows within one frame. */
function shown({ key, process, depth }: TreeRow, row: number, parentRow: number | null, inside: InsideRow | null): ShownRow {
  return { type: 'process', id: key, key, process, row, depth, parentRow, inside };
}

/** The rows of a hull follow each other without a gap, and below them is one. */
function movedHulls(view: TreeView, rows: readonly ShownRow[], newRow: readonly number[]): readonly Hull[] {
  const taken = new Set(rows.map((row) => row.row));
  return view.hulls.map((hull) => {
    const headRow = newRow[hull.headRow] ?? hull.headRow;
    let lastRow = headRow;
    while (taken.has(lastRow + 1)) lastRow += 1;
    return { ...hull, headRow, firstRow: headRow + 1, lastRow };
  });
}

interface Crowds {
  readonly sizes: ReadonlyMap<string, number>;
  readonly of: (row: TreeRow) => { readonly id: string; readonly size: number } | null;
}

function crowdsOf(rows: readonly TreeRow[]): Crowds {
  const parents = new Set(rows.map((row) => row.parentRow));
  const counts = new Map<string, number>();
  const ids = rows.map((row) => (parents.has(row.row) ? null : crowdId(row)));
  for (const id of ids) if (id !== null) counts.set(id, (counts.get(id) ?? 0) + 1);
  const sizes = new Map([...counts].filter(([, count]) => count >= FOLD_FROM));
  const idOf = new Map(rows.map((row, index) => [row, ids[index] ?? null]));
  return {
    sizes,
    of(row) {
      const id = idOf.get(row) ?? null;
      const size = id === null ? undefined : sizes.get(id);
      return id === null || size === undefined ? null : { id, size };
    },
  };
}

function crowdId({ process }: TreeRow): string {
  return `${process.parent ?? 'none'}/${process.life}/${process.comm}`;
}
