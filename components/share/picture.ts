/**
 * What is on screen as one SVG that looks the same elsewhere: plain shapes and texts with their own colours, and
 * the fonts inside. HTML becomes text and rectangles, since hardly any other program draws HTML in an SVG.
 */

const SVG = 'http://www.w3.org/2000/svg';

/** A piece of the screen, drawn whole, whatever part of it is scrolled into view. */
export interface Part {
  readonly element: Element;
  readonly width: number;
  readonly height: number;
}

export interface PictureOptions {
  readonly parts: readonly Part[];
  readonly title: string;
  readonly note: string;
  readonly background: string;
  readonly ink: string;
  /** `@font-face` rules with the fonts in them. */
  readonly fonts: string;
}

const MARGIN = 20;
const TITLE = 44;

/** What an SVG element looks like is in these; attributes of its own give the shape. */
const LOOKS = [
  'fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-opacity', 'stroke-dasharray', 'stroke-dashoffset', 'stroke-linecap', 'stroke-linejoin', 'opacity',
  'font-family', 'font-size', 'font-weight', 'font-style', 'letter-spacing', 'text-anchor', 'dominant-baseline', 'paint-order', 'visibility',
] as const;
const SHAPE = new Set(['d', 'x', 'y', 'x1', 'x2', 'y1', 'y2', 'cx', 'cy', 'r', 'rx', 'ry', 'dx', 'dy', 'width', 'height', 'points', 'viewBox', 'id', 'href', 'patternUnits', 'patternTransform', 'markerWidth', 'markerHeight', 'orient', 'refX', 'refY', 'preserveAspectRatio', 'overflow', 'transform', 'clip-path', 'offset', 'textLength', 'xml:space']);

export function pictureOf({ parts, title, note, background, ink, fonts }: PictureOptions): string {
  const width = Math.ceil(Math.max(...parts.map((part) => part.width)) + 2 * MARGIN);
  const height = Math.ceil(parts.reduce((sum, part) => sum + part.height, 0) + TITLE + 2 * MARGIN);
  const root = make('svg', { xmlns: SVG, viewBox: `0 0 ${width} ${height}`, width, height });
  const style = make('style', {});
  style.textContent = fonts;
  root.append(style, make('rect', { width, height, fill: background }));
  root.append(line(title, MARGIN, MARGIN + 14, { 'font-size': 16, 'font-weight': 650, fill: ink }), line(note, MARGIN, MARGIN + 32, { 'font-size': 11.5, fill: ink, opacity: 0.75 }));
  let y = MARGIN + TITLE;
  for (const { element, height: tall } of parts) {
    const group = make('g', { transform: `translate(${MARGIN},${y})` });
    const origin = element.getBoundingClientRect();
    draw(element, group, origin.left, origin.top);
    root.append(group);
    y += tall;
  }
  return new XMLSerializer().serializeToString(root);
}

function draw(element: Element, into: Element, left: number, top: number): void {
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  // What is for screen readers alone is one px wide.
  if (style.display === 'none' || style.visibility === 'hidden' || style.opacity === '0' || (box.width <= 1 && box.height <= 1) || element.matches('[role="toolbar"]')) return;
  if (element instanceof SVGSVGElement) {
    const copy = copied(element) as SVGSVGElement;
    for (const [name, value] of Object.entries({ x: box.left - left, y: box.top - top, width: box.width, height: box.height, overflow: style.overflowX === 'visible' ? 'visible' : 'hidden' })) copy.setAttribute(name, String(value));
    if (!copy.hasAttribute('viewBox')) copy.setAttribute('viewBox', `0 0 ${box.width} ${box.height}`);
    into.append(copy);
    return;
  }
  if (!/^(?:transparent|rgba\(0, 0, 0, 0\))$/.test(style.backgroundColor)) into.append(make('rect', { x: box.left - left, y: box.top - top, width: box.width, height: box.height, rx: Number.parseFloat(style.borderRadius) || 0, fill: style.backgroundColor, opacity: style.opacity }));
  for (const child of element.childNodes) {
    if (child instanceof Element) draw(child, into, left, top);
    else if (child instanceof Text && child.data.trim() !== '') drawText(child, style, into, left, top);
  }
}

/** Each line of a text where it stands. */
function drawText(node: Text, style: CSSStyleDeclaration, into: Element, left: number, top: number): void {
  const range = document.createRange();
  const lines: { text: string; x: number; y: number }[] = [];
  for (const { 0: word, index } of node.data.matchAll(/\S+\s*/g)) {
    range.setStart(node, index);
    range.setEnd(node, index + word.trimEnd().length);
    const box = range.getBoundingClientRect();
    const last = lines.at(-1);
    const middle = box.top + box.height / 2 - top;
    if (last !== undefined && Math.abs(last.y - middle) < 3) last.text += word;
    else lines.push({ text: word, x: box.left - left, y: middle });
  }
  const upper = style.textTransform === 'uppercase';
  for (const { text, x, y } of lines) {
    into.append(line((upper ? text.toUpperCase() : text).trimEnd(), x, y, {
      'dominant-baseline': 'central', fill: style.color, 'font-family': style.fontFamily, 'font-size': style.fontSize, 'font-weight': style.fontWeight, 'letter-spacing': style.letterSpacing,
    }));
  }
}

function copied(element: Element): Element {
  const copy = document.createElementNS(SVG, element.localName);
  for (const { name, value } of element.attributes) if (SHAPE.has(name)) copy.setAttribute(name, value);
  const style = getComputedStyle(element);
  for (const name of LOOKS) {
    const value = style.getPropertyValue(name);
    if (value !== '' && value !== 'normal' && value !== 'auto') copy.setAttribute(name, value.replaceAll('"', "'"));
  }
  // Where a style moves an element, no attribute says so.
  if (!element.hasAttribute('transform') && style.transform.startsWith('matrix(')) copy.setAttribute('transform', style.transform);
  for (const child of element.childNodes) {
    if (child instanceof Text) copy.append(child.data);
    else if (child instanceof Element && child.localName !== 'title' && getComputedStyle(child).display !== 'none') copy.append(copied(child));
  }
  return copy;
}

function line(text: string, x: number, y: number, looks: Readonly<Record<string, string | number>>): Element {
  const element = make('text', { x, y, 'font-family': getComputedStyle(document.body).fontFamily, ...looks });
  element.setAttribute('xml:space', 'preserve');
  element.textContent = text;
  return element;
}

function make(name: string, attributes: Readonly<Record<string, string | number>>): Element {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) if (key !== 'xmlns') element.setAttribute(key, String(value));
  return element;
}
