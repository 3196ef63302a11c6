/**
 * Moves the parts of the picture from where they were to where they belong. React makes the elements and
 * never sets what is set here; d3 owns their place, and the ghosts of those that left.
 */
import { easeCubicOut } from 'd3-ease';
import { select } from 'd3-selection';
import 'd3-transition';
import type { Attributes, Stage } from './place';
import { put } from './place';

export interface TreeMotion {
  /** After React has drawn: every element with `data-move` goes to its place on this stage. */
  readonly update: (stage: Stage) => void;
  readonly destroy: () => void;
}

export interface MotionOptions {
  /** Milliseconds; 0 where the reader wants less motion. */
  readonly duration: () => number;
}

export function createTreeMotion(root: SVGSVGElement, ghosts: SVGGElement, { duration }: MotionOptions): TreeMotion {
  let shown = new Map<string, SVGElement>();
  let before: Stage | null = null;

  function update(stage: Stage): void {
    const time = duration();
    const here = new Map<string, SVGElement>();
    for (const element of root.querySelectorAll<SVGElement>('[data-move]')) {
      const id = element.dataset['move'];
      if (id !== undefined) here.set(id, element);
    }
    for (const [id, element] of shown) {
      if (!here.has(id) && stage.place(id) === undefined && time > 0 && isWhole(id)) leave(element, time);
    }
    for (const [id, element] of here) {
      const place = stage.place(id);
      if (place === undefined) continue;
      if (shown.get(id) !== element) enter(id, element, place, stage, time);
      else if (!same(before?.place(id), place)) move(element, place, time);
    }
    shown = here;
    before = stage;
  }

  /** An element new to the document: it was out of view and is shown where it was, or it is newly born. */
  function enter(id: string, element: SVGElement, place: Attributes, stage: Stage, time: number): void {
    const old = before?.place(id);
    const born = before !== null && old === undefined;
    put(element, (time > 0 && (old ?? (born ? stage.origin(id) : undefined))) || place);
    if (time === 0) return;
    if (born && isWhole(id)) {
      element.style.opacity = '0';
      select(element).transition('appear').duration(time).style('opacity', 1).on('end interrupt', () => element.style.removeProperty('opacity'));
    }
    if (!same(old, place)) move(element, place, time);
  }

  function leave(element: SVGElement, time: number): void {
    const ghost = element.cloneNode(true) as SVGElement;
    for (const part of [ghost, ...ghost.querySelectorAll<SVGElement>('*')]) {
      for (const name of ['data-move', 'id', 'role', 'tabindex', 'aria-label']) part.removeAttribute(name);
    }
    ghosts.append(ghost);
    select(ghost).transition('leave').duration(time).ease(easeCubicOut).style('opacity', 0).remove();
  }

  return {
    update,
    destroy() {
      for (const element of shown.values()) select(element).interrupt('move').interrupt('appear');
      select(ghosts).selectAll('*').interrupt('leave').remove();
      shown = new Map();
      before = null;
    },
  };
}

function move(element: SVGElement, place: Attributes, time: number): void {
  const selection = select(element).interrupt('move');
  if (time === 0) {
    put(element, place);
    return;
  }
  const transition = selection.transition('move').duration(time).ease(easeCubicOut);
  for (const [name, value] of Object.entries(place)) transition.attr(name, value);
}

function same(a: Attributes | undefined, b: Attributes): boolean {
  return a !== undefined && Object.entries(b).every(([name, value]) => a[name] === value);
}

/** Rows and hulls come and go as a whole; their parts only move. */
function isWhole(id: string): boolean {
  return id.startsWith('row:') || id.startsWith('hull:') || id.startsWith('head:');
}
