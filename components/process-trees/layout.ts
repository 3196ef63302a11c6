/**
 * Geometry of the process trees: where each pill, line, hull and caption stands, in px at 100 %.
 *
 * Pure: the same rows, texts and width give the same picture. Texts never overlap: what has no room is cut
 * with an ellipsis or, for captions, left out (the details and the tree's labels have it all).
 */
import type { ProcKey } from '@/model/process';
import type { Hull } from '@/model/tree-view';
import type { FoldRow, ShownRow, ShownTree } from './fold-rows';
import { cells, cut, harmless, pillText, proseWidth } from './shown-text';

export const ROW = 34;
export const PILL = 26;
/** Width of one cell of the pills' font: JetBrains Mono advances 0.6 em. */
export const CELL = 7.5;
export const FONT = 12.5;
export const CAPTION = 11.5;
const TOP = 8;
const EDGE = 24;
const PAD = 12;
/** Between the pid and the command. */
const PID_GAP = 9;
const TRUNK = 16;
const BEND = 8;
/** Below this width the container's side shows numbers only. */
const WIDE_FROM = 700;
/** Room for a signal's verdict between a process and its twin. */
const VERDICT_ROOM = 132;

export interface Pill {
  readonly x: number;
  readonly width: number;
  readonly pid: string;
  readonly text: string;
  /** False: an ellipsis stands for the rest. */
  readonly whole: boolean;
}

export interface Caption {
  readonly x: number;
  readonly text: string;
  /** Px, an upper bound. */
  readonly width: number;
}

export interface RowShape {
  readonly id: string;
  readonly key: ProcKey | null;
  readonly row: ShownRow;
  /** Top of the row. */
  readonly y: number;
  readonly host: Pill;
  readonly inside: Pill | null;
  /** To the parent, in the row's own coordinates; null for a root. */
  readonly elbow: string | null;
  readonly insideElbow: string | null;
  readonly note: Caption | null;
  /** `PPID 0`, where the parent lies outside of the namespace. */
  readonly ppid: Caption | null;
}

export interface HullShape {
  readonly id: string;
  readonly hull: Hull;
  readonly headY: number;
  /** Null: the namespace holds nothing that could be drawn. */
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number } | null;
  readonly label: Caption | null;
  readonly ppid: Caption | null;
  readonly end: Caption | null;
}

/** A vertical line from a parent down to its last child. */
export interface Trunk {
  readonly id: string;
  readonly x: number;
  readonly from: number;
  readonly to: number;
}

export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly wide: boolean;
  readonly insideX: number;
  readonly rows: readonly ShownRow[];
  readonly hulls: readonly HullShape[];
  readonly trunks: readonly Trunk[];
  /** The shape of one of the rows: worked out when it is first asked for, since of thousands only a few are in view. */
  readonly shape: (row: ShownRow) => RowShape;
  readonly shapeOf: (id: string) => RowShape | undefined;
  /** The row with this number. */
  readonly rowAt: (row: number | null | undefined) => ShownRow | undefined;
}

/** What is written beside the pills, in the reader's language. */
export interface Captions {
  /** Beside an engine process, or a process in an unusual state. */
  readonly note: (row: ShownRow) => string | null;
  /** From long to short: the longest that fits is taken. `ended`: the end is told beside PID 1 already. */
  readonly hull: (hull: Hull, ended: boolean) => readonly string[];
  readonly end: (hull: Hull) => string | null;
  readonly fold: (row: FoldRow) => string;
}

export function layout(tree: ShownTree, width: number, captions: Captions): Picture {
  const wide = width >= WIDE_FROM;
  const right = width - 16;
  const insideX = wide ? Math.round(width * 0.6) : right - PAD - pillWidth(6, 6);
  const hostRight = insideX - (wide ? VERDICT_ROOM : 14);
  const indent = indentFor(tree.rows, hostRight, wide);
  const insideIndent = wide ? indent : 0;
  const hullOf = new Map(tree.hulls.map((hull) => [hull.firstRow, hull]));
  const byRow: (ShownRow | undefined)[] = [];
  const byId = new Map<string, ShownRow>();
  const shapes = new Map<string, RowShape>();
  for (const row of tree.rows) {
    byRow[row.row] = row;
    byId.set(row.id, row);
  }
  return {
    width, height: TOP * 2 + tree.height * ROW, wide, insideX, rows: tree.rows,
    hulls: tree.hulls.map(hullShape),
    trunks: [...trunksOf('trunk', (row) => row.parentRow, hostX), ...(wide ? trunksOf('inside-trunk', (row) => row.inside?.parentRow ?? null, insideXOf) : [])],
    shape, rowAt,
    shapeOf(id) {
      const row = byId.get(id);
      return row && shape(row);
    },
  };

  function rowAt(row: number | null | undefined): ShownRow | undefined {
    return row == null ? undefined : byRow[row];
  }

  function hostX(row: ShownRow): number {
    return EDGE + row.depth * indent;
  }

  function insideXOf(row: ShownRow): number {
    return insideX + (row.inside?.depth ?? 0) * insideIndent;
  }

  function shape(row: ShownRow): RowShape {
    const known = shapes.get(row.id);
    if (known !== undefined) return known;
    const hull = hullOf.get(row.row);
    const parent = rowAt(row.parentRow);
    const insideParent = rowAt(row.inside?.parentRow);
    const host = hostPill(row, hostX(row));
    const inside = row.inside === null ? null : insidePill(row, insideXOf(row), hull);
    const made: RowShape = {
      id: row.id,
      key: row.type === 'process' ? row.key : null,
      row,
      y: TOP + row.row * ROW,
      host, inside,
      elbow: parent === undefined ? null : elbow(hostX(parent), host.x),
      insideElbow: wide && inside !== null && insideParent?.inside ? elbow(insideXOf(insideParent), inside.x) : null,
      note: noteOf(row, host, inside),
      ppid: ppidOf(row, inside, hull),
    };
    shapes.set(row.id, made);
    return made;
  }

  /** Rows come in order, so the last child that is met is the lowest. */
  function trunksOf(kind: string, parentOf: (row: ShownRow) => number | null, xOf: (row: ShownRow) => number): readonly Trunk[] {
    const lowest = new Map<number, number>();
    for (const row of tree.rows) {
      const parent = parentOf(row);
      if (parent !== null) lowest.set(parent, row.row);
    }
    return [...lowest].flatMap(([number, last]) => {
      const parent = rowAt(number);
      return parent === undefined ? [] : [{ id: `${kind}:${parent.id}`, x: xOf(parent) + TRUNK, from: TOP + number * ROW + (ROW + PILL) / 2, to: TOP + last * ROW + ROW / 2 - BEND }];
    });
  }

  function hostPill(row: ShownRow, x: number): Pill {
    const most = Math.max(pillWidth(1, 2), hostRight - x);
    return row.type === 'fold' ? pill(x, most, '', captions.fold(row)) : pill(x, most, String(row.process.pid), pillText(row.process));
  }

  function insidePill(row: ShownRow, x: number, hull: Hull | undefined): Pill {
    const { pid = null, ppid = null } = row.inside ?? {};
    if (row.type === 'fold') return pill(x, right - PAD - x, '', `× ${row.count}`);
    const number = pid === null ? '?' : String(pid);
    if (!wide) return pill(x, right - PAD - x, number, ppid === null ? '' : `ppid ${ppid}`);
    const end = hull === undefined ? null : captions.end(hull);
    const reserve = end !== null ? proseWidth(end, CAPTION) + 14 : ppid === 0 && hull === undefined ? 64 : 0;
    return pill(x, Math.max(pillWidth(number.length, 12), right - PAD - x - reserve), number, pillText(row.process));
  }

  function noteOf(row: ShownRow, host: Pill, inside: Pill | null): Caption | null {
    const text = captions.note(row);
    return text === null ? null : caption(host.x + host.width + 14, text, (inside?.x ?? (wide ? insideX : right)) - 12);
  }

  /** That of a hull's first row stands above it, in the head row: see hullShape. */
  function ppidOf(row: ShownRow, inside: Pill | null, hull: Hull | undefined): Caption | null {
    if (!wide || inside === null || row.inside?.ppid !== 0 || row.type === 'fold' || hull !== undefined) return null;
    return caption(inside.x + inside.width + 10, 'PPID 0', right - PAD, (text) => cells(text) * CELL * 0.92);
  }

  function hullShape(hull: Hull): HullShape {
    const headRow = rowAt(hull.headRow);
    const firstRow = rowAt(hull.firstRow);
    const head = headRow && shape(headRow);
    const first = firstRow && shape(firstRow);
    const headY = TOP + hull.headRow * ROW;
    const bottom = TOP + hull.lastRow * ROW + (ROW + PILL) / 2 + 9;
    const x = (head?.host.x ?? EDGE) + 22;
    const top = headY + (ROW + PILL) / 2 + 1;
    const drawn = hull.lastRow >= hull.firstRow && first !== undefined;
    const box = drawn ? { x, y: top, width: right - x, height: bottom - top } : null;
    const ppid = wide && first?.inside && first.row.inside?.ppid === 0 ? caption(insideX + 2, 'PPID 0', right, (text) => cells(text) * CELL * 0.92) : null;
    const left = Math.max(ppid === null ? 0 : ppid.x + ppid.width, head === undefined ? 0 : head.host.x + head.host.width, head?.note ? head.note.x + head.note.width : 0) + 16;
    const end = endOf(hull, first);
    return { id: hull.container.id, hull, headY, box, ppid, end, label: rightmost(captions.hull(hull, end !== null), left) };
  }

  function endOf(hull: Hull, first: RowShape | undefined): Caption | null {
    const text = captions.end(hull);
    if (text === null || !wide || !first?.inside) return null;
    return caption(first.inside.x + first.inside.width + 12, text, right - PAD);
  }

  function rightmost(texts: readonly string[], left: number): Caption | null {
    for (const text of texts) {
      const width = proseWidth(text, CAPTION);
      if (right - 8 - width >= left) return { x: right - 8 - width, text, width };
    }
    const room = Math.floor((right - 8 - left) / (CAPTION * 0.78));
    const shortest = texts.at(-1);
    if (shortest === undefined || room < 4) return null;
    const { text } = cut(shortest, room);
    const width = proseWidth(text, CAPTION);
    return { x: right - 8 - width, text, width };
  }
}

/** What the picture needs is known from its rows: deep trees get a smaller step, so that pills keep their room. */
function indentFor(rows: readonly ShownRow[], hostRight: number, wide: boolean): number {
  const deepest = rows.reduce((most, row) => Math.max(most, row.depth), 1);
  const room = hostRight - EDGE - pillWidth(7, wide ? 16 : 6);
  return Math.max(2, Math.min(wide ? 33 : 20, Math.floor(room / deepest)));
}

function pillWidth(pidCells: number, textCells: number): number {
  return PAD * 2 + (pidCells + textCells) * CELL + (pidCells > 0 && textCells > 0 ? PID_GAP : 0);
}

function pill(x: number, most: number, pid: string, label: string): Pill {
  const room = Math.floor((most - pillWidth(pid.length, 0) - (pid === '' ? 0 : PID_GAP)) / CELL);
  const { text, whole } = room < 1 ? { text: '', whole: label === '' } : cut(label, room);
  return { x, width: pillWidth(pid.length, cells(text)), pid, text, whole };
}

/** The caption, if it ends before `end`. */
function caption(x: number, text: string, end: number, widthOf: (text: string) => number = (plain) => proseWidth(plain, CAPTION)): Caption | null {
  const safe = harmless(text);
  const width = widthOf(safe);
  return x + width <= end ? { x, text: safe, width } : null;
}

/** From below the parent's pill to the child's left edge, in the child's row. */
function elbow(parentX: number, x: number): string {
  const trunk = parentX + TRUNK;
  const middle = ROW / 2;
  const bend = Math.min(BEND, Math.max(0, x - trunk));
  return `M${trunk},${middle - BEND}Q${trunk},${middle} ${trunk + bend},${middle}H${Math.max(x, trunk + bend)}`;
}
