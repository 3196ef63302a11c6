/**
 * What d3 reads of a hand on a pane: Ctrl + wheel or two fingers zoom, dragging the ground moves; a plain wheel and one
 * finger are left to the pane's own scrolling. Fetched once the page is up, and once for every pane.
 */
import type { Selection } from 'd3-selection';
import type { ZoomBehavior, ZoomTransform } from 'd3-zoom';
import { select } from 'd3-selection';
import { zoom, zoomIdentity } from 'd3-zoom';

export interface Gestures {
  readonly behaviour: ZoomBehavior<HTMLElement, unknown>;
  readonly selection: Selection<HTMLElement, unknown, null, undefined>;
  readonly identity: ZoomTransform;
  readonly destroy: () => void;
}

/** `taken` selects what is no ground: where a drag begins, it is not ours. */
export function createGestures(pane: HTMLElement, taken: string): Gestures {
  const behaviour = zoom<HTMLElement, unknown>().filter(isOurs);
  const selection = select(pane).call(behaviour).on('dblclick.zoom', null);

  function isOurs(event: Event): boolean {
    if (event instanceof WheelEvent) return event.ctrlKey || event.metaKey;
    if (event instanceof MouseEvent) return event.button === 0 && !event.ctrlKey && !(event.target as Element).closest(taken);
    return 'touches' in event && (event as TouchEvent).touches.length > 1;
  }

  return { behaviour, selection, identity: zoomIdentity, destroy: () => selection.on('.zoom', null) };
}
