/** xterm.js behind one object: what is printed goes in, what is typed comes out, and nothing else leaves it. */
import { FitAddon } from '@xterm/addon-fit';
import type { Size } from './tape';
import type { Pane, XtermOptions } from './xterm';
import { openXterm } from './xterm';

export interface ScreenOptions extends XtermOptions {
  /** What goes to the program: what the reader types, and what the terminal itself answers. */
  readonly type: (bytes: Uint8Array<ArrayBuffer>) => void;
  /** The reader types. */
  readonly typing: () => void;
  readonly resized: () => void;
}

export interface Screen extends Pane {
  readonly size: () => Size;
  readonly print: (bytes: Uint8Array, drawn: () => void) => void;
  readonly clear: () => void;
  readonly fit: () => void;
  /** As if it had been pasted: a shell does not perform it before Enter. */
  readonly paste: (text: string) => void;
}

export function createScreen({ type, typing, resized, ...options }: ScreenOptions): Screen {
  const { place } = options;
  const { terminal, pane } = openXterm(options);
  const fit = new FitAddon();
  terminal.loadAddon(fit);
  fit.fit();

  const encoder = new TextEncoder();
  terminal.onData((text) => type(encoder.encode(text)));
  terminal.onBinary((text) => type(Uint8Array.from(text, (character) => character.charCodeAt(0) & 0xff)));
  terminal.onResize(resized);
  terminal.onKey(typing);
  // What comes by another way than a key: an input method, the clipboard.
  for (const event of ['input', 'paste']) place.addEventListener(event, typing, true);
  const watch = new ResizeObserver(() => refit());
  watch.observe(place);

  function refit(): void {
    // A hidden tab has no size, and a terminal of no columns would lose its lines.
    if (place.clientWidth > 0 && place.clientHeight > 0) fit.fit();
  }

  return {
    ...pane,
    size: () => ({ columns: Math.min(500, Math.max(2, terminal.cols)), rows: Math.min(300, Math.max(1, terminal.rows)) }),
    print: (bytes, drawn) => terminal.write(bytes, drawn),
    clear: () => terminal.reset(),
    fit: refit,
    paste: (text) => terminal.paste(text),
    setFontSize(pixels) {
      pane.setFontSize(pixels);
      refit();
    },
    destroy() {
      watch.disconnect();
      for (const event of ['input', 'paste']) place.removeEventListener(event, typing, true);
      pane.destroy();
    },
  };
}
