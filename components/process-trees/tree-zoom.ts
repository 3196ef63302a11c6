/** Zoom and pan of the trees: d3 reads the gestures, the pane scrolls. */
import type { D3ZoomEvent } from 'd3-zoom';
import type { Gestures } from '@/components/viewport/gestures';
import { fit } from './place';

export interface TreeZoom {
  /** The picture's size at 100 %, and the factor that `zoomBy` has come to. */
  readonly update: (size: { readonly width: number; readonly height: number }, factor: number) => void;
  readonly zoomBy: (step: number) => void;
  readonly destroy: () => void;
}

export const ZOOM_LEAST = 0.5;
export const ZOOM_MOST = 3;

export function createTreeZoom({ behaviour, selection, identity, destroy }: Gestures, pane: HTMLElement, drawing: SVGSVGElement, onFactor: (factor: number) => void): TreeZoom {
  let size = { width: 0, height: 0 };
  let factor = 1;
  let gesture = false;
  const isOurs = behaviour.filter();
  behaviour
    .scaleExtent([ZOOM_LEAST, ZOOM_MOST])
    .wheelDelta(wheelDelta)
    .filter(begins)
    .on('start', () => (gesture = true))
    .on('zoom', ({ transform, sourceEvent }: D3ZoomEvent<HTMLElement, unknown>) => {
      if (transform.k !== factor) {
        factor = transform.k;
        fit(drawing, size, factor);
        onFactor(factor);
      }
      if (sourceEvent !== undefined) pane.scrollTo(-transform.x, -transform.y);
    })
    .on('end', () => (gesture = false));

  /** d3 asks before each gesture: the moment to tell it how far the pane has scrolled by itself. */
  function begins(this: HTMLElement, event: Event, datum: unknown): boolean {
    const ours = isOurs.call(this, event, datum);
    if (ours) follow();
    return ours;
  }

  /** Reading the scroll position makes the browser lay out the page: only where it is needed. */
  function follow(): void {
    if (!gesture) selection.property('__zoom', identity.translate(-pane.scrollLeft, -pane.scrollTop).scale(factor));
  }

  return {
    update(next, nextFactor) {
      if (next.width === size.width && next.height === size.height && nextFactor === factor) return;
      size = next;
      factor = nextFactor;
      fit(drawing, size, factor);
    },
    zoomBy(step) {
      follow();
      const middle: [number, number] = [pane.clientWidth / 2, pane.clientHeight / 2];
      behaviour.scaleBy(selection, step, middle);
      const { x, y } = (pane as HTMLElement & { __zoom: { x: number; y: number } }).__zoom;
      pane.scrollTo(-x, -y);
    },
    destroy,
  };
}

/** A pinch on a trackpad arrives as small wheel steps with Ctrl (UI Events), a mouse wheel as large ones: both zoom at a hand's pace. */
function wheelDelta({ deltaY, deltaMode }: WheelEvent): number {
  const pixels = deltaMode === WheelEvent.DOM_DELTA_LINE ? deltaY * 20 : deltaY;
  return -pixels * (Math.abs(pixels) < 40 ? 0.012 : 0.0025);
}
