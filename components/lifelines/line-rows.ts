/**
 * Which lines there are, from top to bottom: the commands, each container with its processes, and the engine as
 * one line that opens. Only what lies in the window has a line, so that what is looked at stands together.
 */
import type { ProcKey } from '@/model/process';
import type { Bar, CommandBar, Lifelines, Track } from '@/model/lifelines';
import { isPid1 } from '@/model/lifeline-tracks';

export interface RowPlace {
  readonly id: string;
  readonly y: number;
  readonly height: number;
}

export type LineRow = RowPlace &
  (
    | { readonly type: 'commands'; readonly commands: readonly CommandBar[] }
    | { readonly type: 'track'; readonly track: Track | null; readonly name: string; /** For each life, down to where it takes processes with it. */ readonly falls: readonly number[] }
    | { readonly type: 'bar'; readonly bar: Bar; readonly pid1: boolean; readonly engine: boolean }
    /** Short lives side by side. */
    | { readonly type: 'brief'; readonly bars: readonly Bar[]; readonly engine: boolean; readonly count: number }
    | { readonly type: 'engine'; readonly open: boolean; readonly count: number; readonly bars: readonly Bar[] }
  );

type Unplaced<T extends LineRow['type']> = Omit<Extract<LineRow, { type: T }>, 'y' | 'height'>;

export interface LineRows {
  readonly rows: readonly LineRow[];
  readonly height: number;
  /** Where a process is drawn; the engine's are not while their line is closed. */
  readonly rowOf: ReadonlyMap<ProcKey, LineRow>;
}

export interface RowOptions {
  /** Log milliseconds that the window shows. */
  readonly from: number;
  readonly to: number;
  readonly engineOpen: boolean;
  /** What a short life takes of its line: any unit that rises with time. */
  readonly place: (bar: Bar) => readonly [number, number];
}

const HEIGHT = { commands: 25, track: 22, bar: 23, brief: 22, engine: 22 } as const;
const GAP = 5;
/** From a namespace's fall to the engine's word of it, in milliseconds. */
const FALL = 500;
/** Who was reaped within so many milliseconds shares a line with others. */
const BRIEF = 1500;

export function lineRows(lifelines: Lifelines, { from, to, engineOpen, place }: RowOptions): LineRows {
  const rows: LineRow[] = [];
  const rowOf = new Map<ProcKey, LineRow>();
  let y = 0;

  function put<T extends LineRow['type']>(row: Unplaced<T>): Extract<LineRow, { type: T }> {
    const placed = { ...row, y, height: HEIGHT[row.type as T] } as unknown as Extract<LineRow, { type: T }>;
    y += placed.height;
    rows.push(placed);
    return placed;
  }

  function putBars(bars: readonly Bar[], group: string, track: Track | undefined, engine: boolean): void {
    const brief: Bar[] = [];
    for (const bar of bars) {
      if (isBrief(bar) && !isPid1(bar, track)) brief.push(bar);
      else if (isIn(bar)) rowOf.set(bar.key, put<'bar'>({ type: 'bar', id: bar.key, bar, pid1: isPid1(bar, track), engine }));
    }
    const inside = brief.filter(isIn);
    packed(inside, place).forEach((shown, index) => {
      const row = put<'brief'>({ type: 'brief', id: `brief:${group}:${index}`, bars: shown, engine, count: index === 0 ? inside.length : 0 });
      for (const bar of shown) rowOf.set(bar.key, row);
    });
  }

  const isIn = (bar: Bar): boolean => bar.from <= to && (bar.reapedAt ?? Infinity) >= from;
  const lanes = commandLanes([...lifelines.commands.values()]);
  lanes.forEach((commands, index) => {
    const shown = commands.filter((command) => command.from <= to && (command.to ?? Infinity) >= from);
    if (shown.length > 0) put<'commands'>({ type: 'commands', id: `commands:${index}`, commands: shown });
  });

  const { groups, engine } = byContainer(lifelines);
  for (const [id, bars] of groups) {
    const track = lifelines.tracks.get(id);
    const lives = track?.lives ?? [];
    const shown = bars.some(isIn) || lives.some((life) => life.from <= to && (life.to ?? Infinity) >= from);
    if (!shown) continue;
    y += rows.length === 0 ? 0 : GAP;
    const at = rows.length;
    const head = put<'track'>({ type: 'track', id: `track:${id}`, track: track ?? null, name: track?.name ?? id.slice(0, 12), falls: [] });
    putBars(bars, id, track, false);
    rows[at] = { ...head, falls: lives.map((life) => lowest(rows.slice(at + 1), life.to ?? to)) };
  }

  const noise = engine.filter((bar) => isBrief(bar));
  if (engine.some(isIn)) {
    y += rows.length === 0 ? 0 : GAP;
    put<'engine'>({ type: 'engine', id: 'engine', open: engineOpen, count: engine.filter(isIn).length, bars: noise.filter(isIn) });
    if (engineOpen) putBars(engine, 'engine', undefined, true);
  }
  return { rows, height: y + 4, rowOf };
}

/** The bottom of the last row with somebody who lived until `end`, or just before. */
function lowest(rows: readonly LineRow[], end: number): number {
  const fallen = rows.findLast((row) => (row.type === 'bar' ? [row.bar] : row.type === 'brief' ? row.bars : []).some(({ from, exitedAt }) => from <= end && (exitedAt ?? Infinity) >= end - FALL));
  return fallen === undefined ? 0 : fallen.y + fallen.height;
}

/** Whoever is, or will be, in a container's PID namespace, by container in the order of their creation; and the engine's own. */
function byContainer({ bars, tracks }: Lifelines): { readonly groups: ReadonlyMap<string, readonly Bar[]>; readonly engine: readonly Bar[] } {
  const groups = new Map<string, Bar[]>([...tracks.keys()].map((id) => [id, []]));
  const engine: Bar[] = [];
  for (const bar of bars.values()) {
    if (bar.role === 'init') continue;
    const inside = bar.container !== null && (bar.role === 'member' || (bar.nspid?.length ?? 1) > 1);
    if (!inside || bar.container === null) {
      engine.push(bar);
      continue;
    }
    const group = groups.get(bar.container);
    if (group === undefined) groups.set(bar.container, [bar]);
    else group.push(bar);
  }
  return { groups, engine };
}

function isBrief({ from, exitedAt, reapedAt, born }: Bar): boolean {
  return born && exitedAt !== null && reapedAt !== null && reapedAt - from < BRIEF;
}

/** Commands that run at the same time stand below each other. */
function commandLanes(commands: readonly CommandBar[]): readonly (readonly CommandBar[])[] {
  const lanes: CommandBar[][] = [];
  for (const command of commands) {
    const free = lanes.find((lane) => (lane.at(-1)?.to ?? Infinity) <= command.from);
    if (free === undefined) lanes.push([command]);
    else free.push(command);
  }
  return lanes;
}

/** Side by side where they do not touch; those that live at the same time stand below each other. */
function packed(bars: readonly Bar[], place: RowOptions['place']): readonly (readonly Bar[])[] {
  const lanes: { readonly bars: Bar[]; end: number }[] = [];
  for (const bar of bars) {
    const [start, end] = place(bar);
    const free = lanes.find((lane) => lane.end <= start);
    if (free === undefined) {
      lanes.push({ bars: [bar], end });
    } else {
      free.bars.push(bar);
      free.end = end;
    }
  }
  return lanes.map((lane) => lane.bars);
}
