/** Zoom and pan along the time axis: d3 reads the gestures; Shift + wheel and a sideways wheel move as well. */
import type { D3ZoomEvent } from 'd3-zoom';
import type { Gestures } from '@/components/viewport/gestures';

export interface LineZoom {
  readonly destroy: () => void;
}

export interface LineZoomHandlers {
  /** By this factor, with the moment under `x` px (of the pane) staying where it is. */
  readonly onZoom: (factor: number, x: number) => void;
  /** Px to the right. */
  readonly onPan: (px: number) => void;
}

export function createLineZoom({ behaviour, identity, destroy }: Gestures, pane: HTMLElement, { onZoom, onPan }: LineZoomHandlers): LineZoom {
  let last = identity;
  behaviour
    .scaleExtent([1e-9, 1e9])
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
  pane.addEventListener('wheel', sideways, { passive: false });

  function sideways(event: WheelEvent): void {
    const px = event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX;
    if (event.ctrlKey || event.metaKey || px === 0 || Math.abs(px) < Math.abs(event.shiftKey ? 0 : event.deltaY)) return;
    event.preventDefault();
    onPan(px);
  }

  return {
    destroy() {
      destroy();
      pane.removeEventListener('wheel', sideways);
    },
  };
}

/** Where a px of the window lies within an element, in the element's own px: in a presentation it is drawn larger. */
export function pxWithin(element: Element, clientX: number): number {
  const { left, width } = element.getBoundingClientRect();
  return ((clientX - left) * element.clientWidth) / Math.max(1, width);
}
