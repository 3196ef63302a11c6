'use client';

import { useEffect, useMemo, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import type { ProcKey, Process } from '@/model/process';
import type { SignalMark } from '@/model/world';
import { useLab, useWorld } from '@/components/lab/lab-context';
import { isTold, verdictWord } from './verdict';

/** The last signal to a process, as long as it is news. */
export interface Chip {
  readonly seq: number;
  /** Who sent it, where that is proven. */
  readonly from: ProcKey | null;
  readonly cause: SignalMark['cause'];
  readonly tone: 'done' | 'refused' | 'waits';
  /** From long to short: the longest that fits is shown. */
  readonly texts: readonly string[];
}

/** How long a verdict stays beside its target, in milliseconds of the log. */
const NEWS = 20_000;

export function useChips(processes: ReadonlyMap<ProcKey, Process>): ReadonlyMap<ProcKey, Chip> {
  const t = useTranslations('signal');
  const marks = useWorld((world) => world.signals);
  const { log } = useLab();
  const [now, setNow] = useState(0);
  const last = marks.at(-1)?.t ?? -Infinity;

  useEffect(() => {
    const look = (): void => setNow(log.now());
    look();
    // One look for each chip's end is enough; two seconds are near enough to each.
    const timer = setInterval(look, 2000);
    const rest = setTimeout(() => clearInterval(timer), NEWS + 4000);
    return () => {
      clearInterval(timer);
      clearTimeout(rest);
    };
  }, [log, last]);

  return useMemo(() => {
    const chips = new Map<ProcKey, Chip>();
    for (const mark of marks) {
      if (isTold(mark) && mark.t > now - NEWS && processes.has(mark.to)) chips.set(mark.to, chipOf(mark, processes.get(mark.to)));
    }
    return chips;

    function chipOf(mark: SignalMark, target: Process | undefined): Chip {
      const word = t(verdictWord(mark, target));
      const short = mark.signal.replace(/^SIG/, '');
      const tone = mark.verdict === 'delivered' ? 'done' : mark.verdict === 'ignored' ? 'refused' : 'waits';
      return { seq: mark.seq, from: mark.from, cause: mark.cause, tone, texts: [`${mark.signal} ${word}`, `${mark.signal} ${t(mark.verdict === 'info-lost' ? 'infoLost' : mark.verdict)}`, short] };
    }
  }, [marks, now, processes, t]);
}
