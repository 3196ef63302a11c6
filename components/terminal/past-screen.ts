/** A second xterm.js, which shows a tape and sends nothing: what it would answer to a program was answered then. */
import type { Tape } from './tape';
import type { Pane, XtermOptions } from './xterm';
import { createRewind } from './rewind';
import { openXterm } from './xterm';

export interface PastScreenOptions extends XtermOptions {
  readonly tape: Tape;
  readonly soon: (run: () => void) => void;
  /** What the reader types while looking back. */
  readonly typed: (text: string) => void;
  readonly pasted: (text: string) => void;
}

export interface PastScreen extends Pane {
  readonly show: (t: number) => void;
}

export function createPastScreen({ tape, soon, typed, pasted, ...options }: PastScreenOptions): PastScreen {
  const { place } = options;
  const { terminal, pane } = openXterm(options);
  // The live screen beneath is where Tab leads.
  if (terminal.textarea !== undefined) terminal.textarea.tabIndex = -1;
  terminal.onKey(({ key }) => typed(key));
  place.addEventListener('paste', paste, true);
  let gone = false;

  function paste(event: ClipboardEvent): void {
    event.stopPropagation();
    event.preventDefault();
    pasted(event.clipboardData?.getData('text/plain') ?? '');
  }

  /** It has the size of then, and may be higher than the panel is now. */
  function showCursor(): void {
    place.scrollTop = ((terminal.buffer.active.cursorY + 1) / terminal.rows) * place.scrollHeight - place.clientHeight;
  }

  const rewind = createRewind(
    tape,
    {
      begin({ columns, rows }) {
        terminal.reset();
        terminal.resize(columns, rows);
      },
      resize: ({ columns, rows }) => terminal.write('', () => terminal.resize(columns, rows)),
      print: (bytes) => terminal.write(bytes),
      settled: (run) =>
        terminal.write('', () => {
          showCursor();
          run();
        }),
    },
    (run) => soon(() => gone || run()),
  );

  return {
    ...pane,
    show: rewind.show,
    destroy() {
      gone = true;
      place.removeEventListener('paste', paste, true);
      pane.destroy();
    },
  };
}
