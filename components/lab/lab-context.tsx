'use client';

import type { ReactNode } from 'react';
import { createContext, useCallback, useContext, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { useRouter } from 'next/navigation';
import * as z from '@/protocol/zod';
import type { World } from '@/model/world';
import type { Problem } from '@/protocol/wire';
import type { Problems } from '@/components/problem/problems';
import type { Desk } from '@/components/terminal/desk';
import type { Selection } from '@/components/selection/selection';
import type { RecordingHeader } from '@/protocol/recording';
import type { Told } from '@/sources/calm-log';
import type { EventLog, LogState } from '@/sources/event-log';
import type { Playhead } from '@/sources/playhead';
import type { EventSource, Request, SourceState } from '@/sources/event-source';
import type { LabPage } from './lab-page';
import { createProblems } from '@/components/problem/problems';
import { createSelection } from '@/components/selection/selection';
import { createDesk } from '@/components/terminal/desk';
import { problem } from '@/protocol/codec';
import { createCalm } from '@/sources/calm-log';
import { createEventLog } from '@/sources/event-log';
import { connectLive } from '@/sources/live-source';
import { createPlayhead } from '@/sources/playhead';
import { after, createPrompt, keep, nextFrame, recall, sessionMemory, socketUrl } from './browser';

// The page's Content-Security-Policy forbids eval; without this zod would try it and be reported.
z.config({ jitless: true });

export interface LabClient {
  readonly page: LabPage;
  /** The log at the moment that is on screen: everything shown is read here. */
  readonly log: Playhead;
  /** The log as far as it has come. */
  readonly whole: EventLog;
  /** What the learner's next action goes by: the present, or of a recording the moment on screen. */
  readonly present: Pick<EventLog, 'state' | 'subscribe'>;
  /** Both, for whoever can wait a moment. */
  readonly calm: { readonly log: Told<LogState>; readonly whole: Told<LogState> };
  readonly problems: Problems;
  readonly selection: Selection;
  readonly desk: Desk;
  readonly source: EventSource | null;
  /** The session's id; null: there is none, or not yet. */
  readonly session: () => string | null;
}

const CLOCK = { soon: nextFrame, now: () => performance.now() };
/** How often the guide and the dock are redrawn at most, in milliseconds: as often as an eye follows a text. */
const CALM = 80;

/** The dock begins with what costs nothing. */
export const FIRST_TAB = 'psInside';

function terminalsOf(lab: string): string {
  return `pid1lab.terminals.${lab}`;
}

export const LabContext = createContext<LabClient | null>(null);

/** Connects to the lab's session for as long as it is on screen. */
export function LabProvider({ page, children }: { readonly page: LabPage; readonly children: ReactNode }) {
  const router = useRouter();
  const [whole] = useState(() => createEventLog(page.steps, { ...CLOCK, soon: createPrompt() }));
  const [log] = useState(() => createPlayhead(whole, CLOCK));
  const [calm] = useState(() => calmLogs(log, whole));
  const [problems] = useState(createProblems);
  const [selection] = useState(createSelection);
  const [memory] = useState(() => sessionMemory(page.slug));
  const [desk] = useState(() => createDesk({ first: FIRST_TAB, works: true, memory: { read: () => recall(terminalsOf(page.slug)), write: (text) => keep(terminalsOf(page.slug), text) }, random: Math.random }));
  const [source, setSource] = useState<EventSource | null>(null);

  useEffect(() => {
    whole.replaceSteps(page.steps);
  }, [whole, page.steps]);

  useEffect(() => {
    const take = (one: Problem): void => {
      // Of an edit only the last attempt counts.
      if (one.code === 'bad-edit') problems.settle(one.code);
      problems.add(one);
    };
    const labChanged = (): void => {
      problems.settle('bad-edit');
      router.refresh();
    };
    const live = connectLive({
      lab: page.slug,
      connect: () => new WebSocket(socketUrl(window.location)),
      session: memory,
      after,
      now: CLOCK.now,
      random: Math.random,
      sink: { lastSeq: whole.lastSeq, begin: whole.begin, append: whole.append, end: whole.end, problem: take, labChanged },
    });
    const wake = (): void => live.wake();
    window.addEventListener('online', wake);
    document.addEventListener('visibilitychange', wake);
    setSource(live);
    return () => {
      window.removeEventListener('online', wake);
      document.removeEventListener('visibilitychange', wake);
      live.close();
      setSource(null);
    };
  }, [page.slug, whole, problems, router, memory]);

  const client = useMemo(() => ({ page, log, whole, calm, present: whole, problems, selection, desk, source, session: memory.read }), [page, log, whole, calm, problems, selection, desk, source, memory]);
  return <LabContext value={client}>{children}</LabContext>;
}

/** Both logs for whoever can wait a moment. */
export function calmLogs(log: Playhead, whole: EventLog): LabClient['calm'] {
  return { log: createCalm(log, after, CALM), whole: createCalm(whole, after, CALM) };
}

export function useLab(): LabClient {
  const client = useContext(LabContext);
  if (client === null) throw new Error('useLab outside of a LabProvider');
  return client;
}

/** The log at the moment that is on screen, a moment late: whoever must be drawn with each event uses `useWorld`. */
export function useLogState(): LogState {
  const { log } = useLab().calm;
  return useSyncExternalStore(log.subscribe, log.state, log.state);
}

/** The log as far as it has come, whatever moment is on screen; a moment late. */
export function useWholeLog(): LogState {
  const { whole } = useLab().calm;
  return useSyncExternalStore(whole.subscribe, whole.state, whole.state);
}

/** A part of the present world, whatever moment is on screen: for what the learner does next. */
export function usePresent<T>(part: (world: World) => T): T {
  const { present } = useLab();
  const read = (): T => part(present.state().world);
  return useSyncExternalStore(present.subscribe, read, read);
}

/** A part of the world. Redraws only when that part is another object, so `part` must not make new ones. */
export function useWorld<T>(part: (world: World) => T): T {
  const { log } = useLab();
  const read = (): T => part(log.state().world);
  return useSyncExternalStore(log.subscribe, read, read);
}

const CONNECTING: SourceState = { type: 'connecting' };
const NO_SOURCE = { state: () => CONNECTING, subscribe: () => () => {} };

export function useSourceState(): SourceState {
  const { source } = useLab();
  const { state, subscribe } = source ?? NO_SOURCE;
  return useSyncExternalStore(subscribe, state, NO_SOURCE.state);
}

/** Whether requests are taken: by a server, or by a recording that shows how it was. */
export function useCanAct(): boolean {
  const { type } = useSourceState();
  return type === 'live' || type === 'recording';
}

/** The header of the recording that is on screen; null: what is on screen happens now. */
export function useRecording(): RecordingHeader | null {
  const state = useSourceState();
  return state.type === 'recording' ? state.header : null;
}

/** What this reader has committed to. A recording's own predictions were another's. */
export function usePrediction(step: string): number | null {
  const state = useSourceState();
  const inWorld = usePresent((world) => world.predictions.get(step) ?? null);
  return state.type === 'recording' ? (state.predictions.get(step) ?? null) : inWorld;
}

/** Hands a request to the server; where that cannot be done, the learner is told. */
export function useSend(): (request: Request) => boolean {
  const { source, problems, log, whole } = useLab();
  return useCallback(
    (request) => {
      // Whoever does something wants to see what comes of it.
      if (log.play().type !== 'live' && !whole.state().ended) log.toLive();
      const sent = source?.send(request) ?? false;
      if (!sent) problems.add(problem('not-connected', 'This was not done.', 'The page is not connected to the server.', 'Wait until it is connected again, then repeat it.'));
      return sent;
    },
    [source, problems, log, whole],
  );
}
