'use client';

import { useTranslations } from 'use-intl/react';
import type { TerminalTab } from '@/components/terminal/desk';
import type { Pictured } from './take-picture';
import { TOLD } from '@/components/dock/Events';
import { useLab, useRecording } from '@/components/lab/lab-context';
import { useLocalized } from '@/components/language/language-context';
import { useNarrator } from '@/components/narration/use-narrator';
import { tabOf } from '@/components/terminal/desk';
import { drawnAt } from '@/components/terminal/tape';
import { useTerminalName } from '@/components/terminal/use-terminal-name';
import { problem } from '@/protocol/codec';
import { RECORDING_EXTENSION, SESSION_HEADER, encodeRecording } from '@/protocol/recording';
import { problemSchema } from '@/protocol/wire';
import { selectionText, withPlace } from './place';
import { asciicast } from './asciicast';
import { eventsText, psHostText, psInsideText } from './copy-text';
import { pngOf, takePicture } from './take-picture';
import { terminalCast } from './terminal-cast';

/** What every screen has. */
export type Fixed = 'link' | 'recording' | 'psInside' | 'psHost' | 'events' | 'cast' | 'trees.svg' | 'trees.png' | 'lifelines.svg' | 'lifelines.png';
/** And a terminal, by its tab. */
export type Shared = Fixed | `terminal:${string}`;

export interface Share {
  /** Why it cannot be had; null: it can. */
  readonly unavailable: (what: Fixed) => string | null;
  /** Does it, and says what was done; null: it failed, and a problem tells why. */
  readonly perform: (what: Shared) => Promise<string | null>;
}

/** What can be taken away from a lab's screen, as it is at this moment. */
export function useShare(): Share {
  const t = useTranslations('share');
  const localized = useLocalized();
  const client = useLab();
  const recording = useRecording();
  const tell = useNarrator();
  const nameOf = useTerminalName();
  const { page, log, whole, selection, problems, desk } = client;
  const name = page.slug;

  /** A file that was opened from a disk has no address. */
  function isFile(): boolean {
    return recording !== null && window.location.pathname === '/replay' && !new URLSearchParams(window.location.search).has('recording');
  }

  function unavailable(what: Fixed): string | null {
    return what === 'link' && isFile() ? t('linkOfFile') : null;
  }

  async function perform(what: Shared): Promise<string | null> {
    try {
      return await done(what);
    } catch (cause) {
      problems.add(problem('not-shared', 'That did not work.', (cause as Error).message, 'Try again; a browser may ask for your leave first.'));
      return null;
    }
  }

  async function done(what: Shared): Promise<string | null> {
    if (isTerminal(what)) return saveTerminal(what);
    switch (what) {
      case 'link': {
        const key = selection.selected();
        const { type } = log.play();
        const address = withPlace(new URL(window.location.href), { t: recording !== null && type !== 'live' ? log.now() : null, sel: key === null ? null : selectionText(log.state().world, key) });
        await navigator.clipboard.writeText(address.href);
        return t(recording === null ? 'linkOfSession' : 'linkCopied');
      }
      case 'recording':
        return saveRecording();
      case 'psInside':
        return copy(psInsideText(log.state().world));
      case 'psHost':
        return copy(psHostText(log.state().world));
      case 'events': {
        const { events, count } = log.state();
        return copy(eventsText(events.slice(0, count), TOLD, (event, index) => tell(event, index).text));
      }
      case 'cast': {
        const { events, count } = log.state();
        return saveCast(`${name}.cast`, asciicast(events.slice(0, count), { title: `PID 1 Lab: ${localized(page.title)}`, startedAt: startedAt() }));
      }
      case 'trees.svg':
      case 'trees.png':
      case 'lifelines.svg':
      case 'lifelines.png':
        return savePicture(...(what.split('.') as [Pictured, 'svg' | 'png']));
      default:
        return what satisfies never;
    }
  }

  function saveTerminal(what: `terminal:${string}`): string {
    const tab = desk.state().terminals.find(({ key }) => tabOf(key) === what);
    const pieces = desk.tapes.get(tab?.key ?? '')?.pieces() ?? [];
    const first = pieces[0];
    if (tab === undefined || first?.type !== 'begin') throw new Error(t('blank'));
    const file = `${name}-${fileName(tab)}.cast`;
    const told = saveCast(file, terminalCast(first, pieces.slice(1, drawnAt(pieces, log.now())), { title: `PID 1 Lab: ${localized(page.title)} – ${nameOf(tab)}`, startedAt: startedAt() }));
    return first.cause === 'opened' ? told : t('savedFrom', { file, seconds: (first.t / 1000).toFixed(1) });
  }

  function saveCast(file: string, cast: string): string {
    save(file, new Blob([cast], { type: 'application/x-asciicast' }));
    return t('saved', { file });
  }

  /** The Unix time of the log's t = 0, in milliseconds. */
  function startedAt(): number {
    return recording?.startedAt ?? Date.now() - log.latest();
  }

  async function copy(text: string): Promise<string> {
    await navigator.clipboard.writeText(text);
    return t('copied', { lines: text.trimEnd().split('\n').length });
  }

  async function savePicture(what: Pictured, kind: 'svg' | 'png'): Promise<string> {
    const svg = await takePicture(what, localized(page.title), t('moment', { seconds: (log.now() / 1000).toFixed(1) }));
    if (svg === null) throw new Error(t('notOnScreen'));
    const file = `${name}-${what}.${kind}`;
    save(file, kind === 'svg' ? new Blob([svg], { type: 'image/svg+xml' }) : await pngOf(svg));
    return t('saved', { file });
  }

  /** A session's is written by the server (docs/adr/0006-recordings.md); one that plays is all here. */
  async function saveRecording(): Promise<string | null> {
    const file = `${name}${RECORDING_EXTENSION}`;
    if (recording !== null) {
      const text = encodeRecording({ header: recording, begin: whole.state().begin, events: whole.state().events });
      save(file, await new Response(new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))).blob());
      return t('saved', { file });
    }
    const session = client.session();
    const answer = await fetch('/recording', { headers: session === null ? {} : { [SESSION_HEADER]: session }, cache: 'no-store' });
    if (!answer.ok) {
      const said = problemSchema.safeParse(await answer.json());
      if (!said.success) throw new Error(String(answer.status));
      problems.add(said.data);
      return null;
    }
    save(file, await answer.blob());
    return t('savedRecording', { file });
  }

  return { unavailable, perform };
}

function isTerminal(what: Shared): what is `terminal:${string}` {
  return what.startsWith('terminal:');
}

function fileName({ key, target }: TerminalTab): string {
  if (target.type === 'workbench') return key === 'workbench' ? 'terminal' : `terminal-${key}`;
  return target.type === 'shell' ? target.container : `${target.container}-log`;
}

function save(name: string, blob: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The download has begun by then; at once would be too early in some browsers.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
