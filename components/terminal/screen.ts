/** xterm.js behind one object: what is printed goes in, what is typed comes out, and nothing else leaves it. */
import { FitAddon } from '@xterm/addon-fit';
import { SearchAddon } from '@xterm/addon-search';
import { Unicode11Addon } from '@xterm/addon-unicode11';
import { WebLinksAddon } from '@xterm/addon-web-links';
import { Terminal } from '@xterm/xterm';
import '@xterm/xterm/css/xterm.css';

export interface ScreenOptions {
  readonly place: HTMLElement;
  readonly fontSize: number;
  readonly screenReader: boolean;
  readonly type: (bytes: Uint8Array<ArrayBuffer>) => void;
  readonly resized: () => void;
  /** Ctrl+Shift+F, and Ctrl+Shift+Up, which leads out of the terminal. */
  readonly find: () => void;
  readonly leave: () => void;
}

export interface Screen {
  readonly size: () => { readonly columns: number; readonly rows: number };
  readonly print: (bytes: Uint8Array, drawn: () => void) => void;
  readonly clear: () => void;
  readonly fit: () => void;
  readonly focus: () => void;
  /** As if it had been pasted: a shell does not perform it before Enter. */
  readonly paste: (text: string) => void;
  readonly search: (text: string, back: boolean) => boolean;
  readonly endSearch: () => void;
  readonly setFontSize: (pixels: number) => void;
  readonly setScreenReader: (on: boolean) => void;
  readonly destroy: () => void;
}

const FOUND = { decorations: { matchBackground: '#4a3c12', matchOverviewRuler: '#f0c04a', activeMatchBackground: '#8f6200', activeMatchColorOverviewRuler: '#f0c04a' } };
const THEME = {
  background: '#10161f00', foreground: '#dfe5ee', cursor: '#5fd0c5', cursorAccent: '#10161f', selectionBackground: '#2f5f68aa',
  black: '#10161f', red: '#f2868c', green: '#4cc38a', yellow: '#f0c04a', blue: '#7aa7ff', magenta: '#c9a0f0', cyan: '#5fd0c5', white: '#dfe5ee',
  brightBlack: '#93a0b2', brightRed: '#ffa9ae', brightGreen: '#7fdcae', brightYellow: '#ffd97a', brightBlue: '#a5c4ff', brightMagenta: '#dcc0fa', brightCyan: '#93e6de', brightWhite: '#ffffff',
} as const;
const SCROLLBACK = 5_000;

export function createScreen({ place, fontSize, screenReader, type, resized, find, leave }: ScreenOptions): Screen {
  const terminal = new Terminal({
    fontFamily: getComputedStyle(place).fontFamily,
    fontSize,
    screenReaderMode: screenReader,
    scrollback: SCROLLBACK,
    theme: THEME,
    allowTransparency: true,
    allowProposedApi: true, // Unicode 11 widths and search marks
    minimumContrastRatio: 4.5,
    macOptionIsMeta: true,
    linkHandler: { activate: follow, hover: (_, uri) => (place.title = `Ctrl: ${uri}`), leave: () => (place.title = '') },
  });
  const fit = new FitAddon();
  const search = new SearchAddon();
  terminal.loadAddon(fit);
  terminal.loadAddon(search);
  terminal.loadAddon(new Unicode11Addon());
  terminal.loadAddon(new WebLinksAddon(follow, { hover: (_, uri) => (place.title = `Ctrl: ${uri}`), leave: () => (place.title = '') }));
  terminal.unicode.activeVersion = '11';
  withNonce(() => terminal.open(place));
  fit.fit();

  const encoder = new TextEncoder();
  terminal.onData((text) => type(encoder.encode(text)));
  terminal.onBinary((text) => type(Uint8Array.from(text, (character) => character.charCodeAt(0) & 0xff)));
  terminal.onResize(resized);
  terminal.attachCustomKeyEventHandler((event) => {
    if (event.type !== 'keydown' || !event.ctrlKey || event.altKey || event.metaKey) return true;
    const key = event.key.toLowerCase();
    if (key === 'c' && (event.shiftKey || terminal.hasSelection())) {
      event.preventDefault();
      document.execCommand('copy'); // works without HTTPS, too; xterm.js fills the clipboard with its selection
      if (!event.shiftKey) terminal.clearSelection();
      return false;
    }
    // The browser pastes, and xterm.js hears of it.
    if (key === 'v' && event.shiftKey) return false;
    if (event.shiftKey && (key === 'f' || key === 'arrowup')) {
      event.preventDefault();
      if (key === 'f') find();
      else leave();
      return false;
    }
    return true;
  });
  const watch = new ResizeObserver(() => refit());
  watch.observe(place);

  function refit(): void {
    // A hidden tab has no size, and a terminal of no columns would lose its lines.
    if (place.clientWidth > 0 && place.clientHeight > 0) fit.fit();
  }

  return {
    size: () => ({ columns: Math.min(500, Math.max(2, terminal.cols)), rows: Math.min(300, Math.max(1, terminal.rows)) }),
    print: (bytes, drawn) => terminal.write(bytes, drawn),
    clear: () => terminal.reset(),
    fit: refit,
    focus: () => terminal.focus(),
    paste: (text) => terminal.paste(text),
    search: (text, back) => (back ? search.findPrevious(text, FOUND) : search.findNext(text, FOUND)),
    endSearch: () => search.clearDecorations(),
    setFontSize(pixels) {
      terminal.options.fontSize = pixels;
      refit();
    },
    setScreenReader: (on) => (terminal.options.screenReaderMode = on),
    destroy() {
      watch.disconnect();
      terminal.dispose();
    },
  };
}

/** A link goes where it says, in a tab of its own, and only when it is meant: whoever prints may be hostile. */
function follow(event: MouseEvent, uri: string): void {
  if ((event.ctrlKey || event.metaKey) && /^https?:\/\//i.test(uri)) window.open(uri, '_blank', 'noopener,noreferrer');
}

/** xterm.js makes its style elements while it opens, and knows no nonce; the page's Content-Security-Policy wants one. */
function withNonce(open: () => void): void {
  const nonce = document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce;
  const create = document.createElement.bind(document) as (tag: string, options?: ElementCreationOptions) => HTMLElement;
  document.createElement = ((tag: string, options?: ElementCreationOptions) => {
    const element = create(tag, options);
    if (tag === 'style' && nonce !== undefined) element.nonce = nonce;
    return element;
  }) as typeof document.createElement;
  try {
    open();
  } finally {
    delete (document as Partial<Document>).createElement; // the prototype's own shows again
  }
}
