/** What the sources are handed of the browser: its frames, its timers, its memory. */

/** At the next frame; a page in the background gets no frames, and falls back to a timer. */
export function nextFrame(run: () => void): void {
  if (document.hidden) setTimeout(run, 250);
  else requestAnimationFrame(run);
}

/**
 * Milliseconds between a drawing and the next: enough for what arrived meanwhile to be told apart from a storm, which
 * would else be drawn message by message. A process' exec follows its fork by a few, and is not to wait for a frame.
 */
const APART = 3;

/**
 * Runs at once where nothing has been run for a moment, else at the next frame: the first event after a pause is
 * drawn without waiting for a frame to begin, and a storm of them is drawn once a frame.
 */
export function createPrompt(): (run: () => void) => void {
  let ended = -Infinity;
  const timed = (run: () => void): void => {
    run();
    ended = performance.now();
  };
  return (run) => {
    if (document.hidden || performance.now() - ended < APART) nextFrame(() => timed(run));
    else queueMicrotask(() => timed(run));
  };
}

export function after(milliseconds: number, run: () => void): () => void {
  const timer = setTimeout(run, milliseconds);
  return () => clearTimeout(timer);
}

export function socketUrl(location: Location): string {
  return `${location.protocol === 'https:' ? 'wss:' : 'ws:'}//${location.host}/ws`;
}

export function terminalUrl(location: Location): string {
  return `${socketUrl(location)}/terminal`;
}

/** Survives a reload. Where the browser forbids storage, the session lives as long as the page. */
export function sessionMemory(lab: string): { readonly read: () => string | null; readonly write: (id: string) => void; readonly forget: () => void } {
  const name = `pid1lab.session.${lab}`;
  let here: string | null = null;
  return {
    read: () => here ?? recall(name),
    write(id) {
      here = id;
      keep(name, id);
    },
    forget() {
      here = null;
      forget(name);
    },
  };
}

export function recall(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

export function keep(name: string, value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch {
    // Private windows may forbid it; nothing that matters is lost.
  }
}

export function forget(name: string): void {
  try {
    localStorage.removeItem(name);
  } catch {
    // What could not be kept need not be forgotten.
  }
}

/** The names of all that is kept. */
export function kept(): readonly string[] {
  try {
    return Object.keys(localStorage);
  } catch {
    return [];
  }
}

/** Calls when another page of ours kept something, or when this one comes back as it was left, out of the browser's memory. */
export function whenKept(look: () => void): () => void {
  window.addEventListener('storage', look);
  window.addEventListener('pageshow', look);
  return () => {
    window.removeEventListener('storage', look);
    window.removeEventListener('pageshow', look);
  };
}
