/** The trees or the lifelines as a file: finds them on the page, has them drawn whole, and embeds the fonts. */
import type { Part } from './picture';
import { DRAW_ALL, DRAW_SEEN } from '@/components/viewport/use-rows-in-view';
import { pictureOf } from './picture';

export type Pictured = 'trees' | 'lifelines';

/** Null: it is not on screen. */
export async function takePicture(what: Pictured, title: string, note: string): Promise<string | null> {
  const section = document.getElementById(what);
  const pane = section?.querySelector<HTMLElement>('[data-pane]');
  if (section == null || pane == null) return null;
  const { scrollTop, scrollLeft } = pane;
  const fonts = await embeddedFonts();
  pane.dispatchEvent(new Event(DRAW_ALL));
  pane.scrollTo({ top: 0, left: 0, behavior: 'instant' });
  // Two frames: one to draw what was out of view, one for it to be laid out.
  for (let frame = 0; frame < 2; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
  try {
    const axis = section.querySelector('svg[role="slider"]');
    const parts: Part[] = [];
    if (axis !== null) parts.push({ element: axis, width: pane.scrollWidth, height: axis.getBoundingClientRect().height + 4 });
    parts.push({ element: pane, width: pane.scrollWidth, height: pane.scrollHeight });
    return pictureOf({ parts, title, note, background: backgroundOf(pane), ink: getComputedStyle(document.body).color, fonts });
  } finally {
    pane.dispatchEvent(new Event(DRAW_SEEN));
    pane.scrollTo({ top: scrollTop, left: scrollLeft, behavior: 'instant' });
  }
}

/** Twice as many dots as px, and no more than a canvas takes. */
export async function pngOf(svg: string): Promise<Blob> {
  const image = new Image();
  const url = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await new Promise((resolve, reject) => {
    image.onload = resolve;
    image.onerror = () => reject(new Error('the picture could not be drawn'));
    image.src = url;
  });
  const scale = Math.min(2, 8000 / image.width, 8000 / image.height);
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(image.width * scale);
  canvas.height = Math.round(image.height * scale);
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob === null ? reject(new Error('the picture is too large')) : resolve(blob)), 'image/png'));
}

function backgroundOf(element: Element): string {
  for (let at: Element | null = element; at !== null; at = at.parentElement) {
    const { backgroundColor } = getComputedStyle(at);
    if (!/^(?:transparent|rgba\(0, 0, 0, 0\))$/.test(backgroundColor)) return backgroundColor;
  }
  return '#ffffff';
}

/** The page's own fonts; from the browser's cache, also where the server has gone. One that cannot be had is left out. */
async function embeddedFonts(): Promise<string> {
  const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).filter((rule) => rule instanceof CSSFontFaceRule);
  const embedded = await Promise.all(
    rules.map(async ({ style, parentStyleSheet }) => {
      const source = /url\("?([^")]+)"?\)/.exec(style.getPropertyValue('src'))?.[1];
      if (source === undefined) return '';
      try {
        const answer = await fetch(new URL(source, parentStyleSheet?.href ?? window.location.href), { cache: 'force-cache' });
        return `@font-face{font-family:${style.getPropertyValue('font-family')};font-weight:${style.getPropertyValue('font-weight')};src:url(${await dataUrl(await answer.blob())}) format('woff2')}`;
      } catch {
        return '';
      }
    }),
  );
  return embedded.join('\n');
}

function dataUrl(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error ?? new Error('not read'));
    reader.readAsDataURL(blob);
  });
}
