/** Whether two versions of a row are drawn the same: where it stands is not the row's to draw, tree-motion moves it. */
import type { Caption, Pill, RowShape } from './layout';
import type { TreeRowProps } from './TreeRow';
import { lookOf } from './look';

export function looksAlike(a: TreeRowProps, b: TreeRowProps): boolean {
  return (
    a.label === b.label &&
    a.position === b.position &&
    a.size === b.size &&
    a.active === b.active &&
    a.chip?.seq === b.chip?.seq &&
    a.chip?.texts[0] === b.chip?.texts[0] &&
    // Only a fold row asks who it stands for.
    (a.foldOf === b.foldOf || b.shape.key !== null) &&
    sameShape(a.shape, b.shape)
  );
}

function sameShape(a: RowShape, b: RowShape): boolean {
  return (
    a === b ||
    (a.id === b.id &&
      a.key === b.key &&
      a.elbow === b.elbow &&
      a.insideElbow === b.insideElbow &&
      samePill(a.host, b.host) &&
      (a.inside === b.inside || (a.inside !== null && b.inside !== null && samePill(a.inside, b.inside))) &&
      sameCaption(a.note, b.note) &&
      sameCaption(a.ppid, b.ppid) &&
      sameRow(a.row, b.row))
  );
}

function sameRow(a: RowShape['row'], b: RowShape['row']): boolean {
  if (a.depth !== b.depth) return false;
  if (a.type === 'fold' || b.type === 'fold') return a.type === 'fold' && b.type === 'fold' && a.open === b.open && a.like.process.life === b.like.process.life;
  return a.process === b.process || (a.process.life === b.process.life && lookOf(a.process) === lookOf(b.process));
}

function samePill(a: Pill, b: Pill): boolean {
  return a.x === b.x && a.width === b.width && a.pid === b.pid && a.text === b.text;
}

function sameCaption(a: Caption | null, b: Caption | null): boolean {
  return a === b || (a !== null && b !== null && a.x === b.x && a.text === b.text);
}
