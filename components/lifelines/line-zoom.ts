/** Zoom and pan along the time axis: d3 reads the gestures. Ctrl + wheel or two fingers zoom; dragging, Shift + wheel and a sideways wheel move. */
import { select } from 'd3-selection';
import type { D3ZoomEvent } from 'd3-zoom';
import { zoom, zoomIdentity } from 'd3-zoom';

export interface LineZoom {
  readonly destroy: () => void;
}

export interface LineZoomHandlers {
  /** By this factor, with the moment under `x` px (of the pane) staying where it is. */
  readonly onZoom: (factor: number, x: number) => void;
  /** Px to the right. */
  readonly onPan: (px: number) => void;
}

export function createLineZoom(pane: HTMLElement, { onZoom, onPan }: LineZoomHandlers): LineZoom {
  let last = zoomIdentity;
  const behaviour = zoom<HTMLElement, unknown>()
    .scaleExtent([1e-9, 1e9])
    .filter(begins)
    .on('zoom', ({ transform, sourceEvent }: D3ZoomEvent<HTMLElement, unknown>) => {
      const factor = transform.k / last.k;
      const before = last;
      last = transform;
      if (factor === 1) {
        onPan(before.x - transform.x);
        return;
      }
      // Where the old and the new transform put the same point.
      const x = sourceEvent instanceof MouseEvent ? pxWithin(pane, sourceEvent.clientX) : (transform.x - factor * before.x) / (1 - factor);
      onZoom(factor, x);
    });
  const selection = select(pane).call(behaviour).on('dblclick.zoom', null);
  pane.addEventListener('wheel', sideways, { passive: false });

  function begins(event: Event): boolean {
    if (event instanceof WheelEvent) return event.ctrlKey || event.metaKey;
    if (event instanceof MouseEvent) return event.button === 0 && !event.ctrlKey && !(event.target as Element).closest('button, [data-bar], [data-axis]');
    return 'touches' in event && (event as TouchEvent).touches.length > 1;
  }

  function sideways(event: WheelEvent): void {
    const px = event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX;
    if (event.ctrlKey || event.metaKey || px === 0 || Math.abs(px) < Math.abs(event.shiftKey ? 0 : event.deltaY)) return;
    event.preventDefault();
    onPan(px);
  }

  return {
    destroy() {
      selection.on('.zoom', null);
      pane.removeEventListener('wheel', sideways);
    },
  };
}

/** Where a px of the window lies within an element, in the element's own px: in a presentation it is drawn larger. */
export function pxWithin(element: Element, clientX: number): number {
  const { left, width } = element.getBoundingClientRect();
  return ((clientX - left) * element.clientWidth) / Math.max(1, width);
}
