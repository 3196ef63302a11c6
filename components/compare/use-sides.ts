'use client';

import { useCallback, useEffect, useState } from 'react';
import type { Lifelines } from '@/model/lifelines';
import type { Stopped } from '@/model/compare';
import type { ParsedRecording, Recording } from '@/protocol/recording';
import type { Problem } from '@/protocol/wire';
import { stoppedIn } from '@/model/compare';
import { foldLifelines, lifelinesFrom } from '@/model/lifelines';
import { EMPTY_WORLD } from '@/model/world';
import type { LabPage } from '@/components/lab/lab-page';
import { recordingPage } from '@/components/replay/recording-page';
import { fetchRecording, readFile } from '@/components/replay/fetch-recording';

/** What one side shows. */
export interface Side {
  /** The shipped recording's lab; null: a file. */
  readonly slug: string | null;
  readonly name: string;
  /** The container's name; null: the first that stopped. */
  readonly container: string | null;
  readonly problem: Problem | null;
  readonly read: { readonly recording: Recording; readonly page: LabPage; readonly lifelines: Lifelines; readonly stops: readonly Stopped[] } | null;
}

export interface Sides {
  readonly sides: readonly [Side, Side];
  readonly take: (at: 0 | 1, slug: string) => void;
  readonly open: (at: 0 | 1, file: File) => void;
  readonly choose: (at: 0 | 1, container: string) => void;
}

/** `shell-vs-exec/myredis`, as it stands in the address. */
function asked(text: string): Side {
  const [slug = '', container = ''] = text.split('/', 2);
  return { slug, name: slug, container: container === '' ? null : container, problem: null, read: null };
}

export function useSides(a: string, b: string): Sides {
  const [sides, setSides] = useState<readonly [Side, Side]>(() => [asked(a), asked(b)]);

  const put = useCallback((at: 0 | 1, change: (side: Side) => Side) => {
    setSides(([first, second]) => (at === 0 ? [change(first), second] : [first, change(second)]));
  }, []);
  const shown = useCallback((at: 0 | 1, parsed: ParsedRecording) => put(at, (side) => (parsed.ok ? { ...side, problem: null, read: readOf(parsed.recording) } : { ...side, problem: parsed.problem, read: null })), [put]);

  const [firstSlug, secondSlug] = [sides[0].slug, sides[1].slug];
  useEffect(() => fetched(firstSlug, (parsed) => shown(0, parsed)), [firstSlug, shown]);
  useEffect(() => fetched(secondSlug, (parsed) => shown(1, parsed)), [secondSlug, shown]);

  useEffect(() => {
    const here = new URL(window.location.href);
    for (const [name, { slug, container }] of [['a', sides[0]], ['b', sides[1]]] as const) {
      if (slug === null) here.searchParams.delete(name);
      else here.searchParams.set(name, container === null ? slug : `${slug}/${container}`);
    }
    if (here.href !== window.location.href) window.history.replaceState(window.history.state, '', here);
  }, [sides]);

  return {
    sides,
    take: (at, slug) => put(at, (side) => (side.slug === slug ? side : { slug, name: slug, container: null, problem: null, read: null })),
    open: (at, file) => {
      put(at, () => ({ slug: null, name: file.name, container: null, problem: null, read: null }));
      void readFile(file).then((parsed) => shown(at, parsed));
    },
    choose: (at, container) => put(at, (side) => ({ ...side, container })),
  };
}

/** The container that a side shows; null: none of its containers stopped. */
export function chosenOf({ read, container }: Side): Stopped | null {
  return read?.stops.find(({ name }) => name === container) ?? read?.stops[0] ?? null;
}

function readOf(recording: Recording): Side['read'] {
  const lifelines = foldLifelines(lifelinesFrom(recording.begin ?? EMPTY_WORLD), recording.events);
  return { recording, page: recordingPage(recording), lifelines, stops: stoppedIn(lifelines) };
}

function fetched(slug: string | null, show: (parsed: ParsedRecording) => void): (() => void) | undefined {
  if (slug === null || slug === '') return undefined;
  const leaving = new AbortController();
  void fetchRecording(`/labs/${encodeURIComponent(slug)}/recording.p1`, leaving.signal).then((parsed) => {
    if (!leaving.signal.aborted) show(parsed);
  });
  return () => leaving.abort();
}
