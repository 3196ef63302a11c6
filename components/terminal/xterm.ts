/** An xterm.js as every terminal here has it: its colours, its search, its links, and the keys that are the page's. */
import { SearchAddon } from '@xterm/addon-search';
import { Unicode11Addon } from '@xterm/addon-unicode11';
import { WebLinksAddon } from '@xterm/addon-web-links';
import { Terminal } from '@xterm/xterm';
import '@xterm/xterm/css/xterm.css';
import { pageNonce } from '@/components/view/page-nonce';

export interface XtermOptions {
  readonly place: HTMLElement;
  readonly fontSize: number;
  readonly screenReader: boolean;
  /** Ctrl+Shift+F, and Ctrl+Shift+Up, which leads out of the terminal. */
  readonly find: () => void;
  readonly leave: () => void;
}

/** What can be searched, and looked at as the reader likes it. */
export interface Pane {
  readonly focus: () => void;
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

export function openXterm({ place, fontSize, screenReader, find, leave }: XtermOptions): { readonly terminal: Terminal; readonly pane: Pane } {
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
  const search = new SearchAddon();
  terminal.loadAddon(search);
  terminal.loadAddon(new Unicode11Addon());
  terminal.loadAddon(new WebLinksAddon(follow, { hover: (_, uri) => (place.title = `Ctrl: ${uri}`), leave: () => (place.title = '') }));
  terminal.unicode.activeVersion = '11';
  withNonce(() => terminal.open(place));
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
  const pane: Pane = {
    focus: () => terminal.focus(),
    search: (text, back) => (back ? search.findPrevious(text, FOUND) : search.findNext(text, FOUND)),
    endSearch: () => search.clearDecorations(),
    setFontSize(pixels) {
      terminal.options.fontSize = pixels;
    },
    setScreenReader(on) {
      terminal.options.screenReaderMode = on;
    },
    destroy: () => terminal.dispose(),
  };
  return { terminal, pane };
}

/** A link goes where it says, in a tab of its own, and only when it is meant: whoever prints may be hostile. */
function follow(event: MouseEvent, uri: string): void {
  if ((event.ctrlKey || event.metaKey) && /^https?:\/\//i.test(uri)) window.open(uri, '_blank', 'noopener,noreferrer');
}

/** xterm.js makes its style elements while it opens, and knows no nonce; the page's Content-Security-Policy wants one. */
function withNonce(open: () => void): void {
  const nonce = pageNonce();
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
