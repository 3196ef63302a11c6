/** Where each moving part of the picture belongs, as SVG attributes. Ids: `row:ID`, `host:ID`, `inside:ID`, `twin:ID`, `hull:ID`, `head:ID`, `trunk:ID`, `inside-trunk:ID`. */
import type { Picture, RowShape } from './layout';
import { PILL, ROW } from './layout';

export type Attributes = Readonly<Record<string, string>>;

export interface Stage {
  readonly place: (id: string) => Attributes | undefined;
  /** Where something new comes from: a child from its parent. */
  readonly origin: (id: string) => Attributes | undefined;
}

export function stageOf(picture: Picture): Stage {
  const trunks = new Map(picture.trunks.map((trunk) => [trunk.id, trunk]));
  const hulls = new Map(picture.hulls.map((hull) => [hull.id, hull]));
  return { place, origin };

  function place(id: string): Attributes | undefined {
    const [kind, rest] = split(id);
    if (kind === 'trunk' || kind === 'inside-trunk') {
      const trunk = trunks.get(id);
      return trunk && { d: `M${trunk.x},${trunk.from}V${Math.max(trunk.from, trunk.to)}` };
    }
    if (kind === 'hull') {
      const box = hulls.get(rest)?.box;
      return box ? { x: String(box.x), y: String(box.y), width: String(Math.max(0, box.width)), height: String(Math.max(0, box.height)) } : undefined;
    }
    if (kind === 'head') {
      const hull = hulls.get(rest);
      return hull && { transform: `translate(0,${hull.headY})` };
    }
    const shape = picture.shapeOf(rest);
    return shape && partOf(kind, shape);
  }

  function origin(id: string): Attributes | undefined {
    const [kind, rest] = split(id);
    const parent = picture.rowAt(picture.shapeOf(rest)?.row.parentRow);
    return parent === undefined || kind === 'twin' || kind === 'elbow' || kind === 'inside-elbow' ? undefined : partOf(kind, picture.shape(parent));
  }
}

function partOf(kind: string, { y, host, inside, elbow, insideElbow }: RowShape): Attributes | undefined {
  switch (kind) {
    case 'row':
      return { transform: `translate(0,${y})` };
    case 'host':
      return { transform: `translate(${host.x},${(ROW - PILL) / 2})` };
    case 'inside':
      return inside === null ? undefined : { transform: `translate(${inside.x},${(ROW - PILL) / 2})` };
    case 'twin':
      return inside === null ? undefined : { d: `M${host.x + host.width + 3},${ROW / 2}H${inside.x - 3}` };
    case 'elbow':
      return elbow === null ? undefined : { d: elbow };
    case 'inside-elbow':
      return insideElbow === null ? undefined : { d: insideElbow };
    default:
      return undefined;
  }
}

function split(id: string): [string, string] {
  const colon = id.indexOf(':');
  return [id.slice(0, colon), id.slice(colon + 1)];
}

/** Puts an element where it belongs, at once. */
export function put(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
}

/** Puts every moving part of a drawing where it belongs, at once. */
export function settle(drawing: Element, stage: Stage): void {
  for (const element of drawing.querySelectorAll<SVGElement>('[data-move]')) {
    const place = stage.place(element.dataset['move'] ?? '');
    if (place !== undefined) put(element, place);
  }
}

/** Gives the drawing its size on screen: `factor` is how far it is zoomed. */
export function fit(drawing: SVGSVGElement, size: { readonly width: number; readonly height: number }, factor: number): void {
  drawing.style.width = `${size.width * factor}px`;
  drawing.style.height = `${size.height * factor}px`;
}
