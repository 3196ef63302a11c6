/** Which process is looked at: pointing at a row anywhere lights up its twins everywhere. */
import type { ProcKey } from '@/model/process';

export interface Selection {
  readonly pointed: () => ProcKey | null;
  readonly selected: () => ProcKey | null;
  readonly subscribe: (listener: () => void) => () => void;
  readonly point: (key: ProcKey | null) => void;
  readonly select: (key: ProcKey | null) => void;
}

export function createSelection(): Selection {
  const listeners = new Set<() => void>();
  let pointed: ProcKey | null = null;
  let selected: ProcKey | null = null;

  function tell(): void {
    for (const listener of listeners) listener();
  }

  return {
    pointed: () => pointed,
    selected: () => selected,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    point(key) {
      if (key === pointed) return;
      pointed = key;
      tell();
    },
    select(key) {
      if (key === selected) return;
      selected = key;
      tell();
    },
  };
}
