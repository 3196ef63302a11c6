'use client';

import { useMemo } from 'react';
import { useTranslations } from 'use-intl/react';
import type { Hull } from '@/model/tree-view';
import type { World } from '@/model/world';
import type { Captions } from './layout';
import type { Process } from '@/model/process';
import { isShim } from '@/model/engine-process';
import { useLab } from '@/components/lab/lab-context';

/** What is written beside the pills, in the reader's language. */
export function useCaptions(): Captions {
  const t = useTranslations('trees');
  const { log } = useLab();
  return useMemo(
    (): Captions => ({
      note(row) {
        if (row.type === 'fold') return null;
        const { process } = row;
        if (isShim(process)) return process.life === 'dead' ? null : t('subreaper');
        if (isDaemon(process)) return log.state().world.processes.get(process.parent ?? '0.0')?.role === 'engine' ? null : t('parentOfNothing');
        if (process.state === 'T' && process.life === 'alive') return t('stopped');
        return null;
      },
      hull({ container, dead }, ended) {
        const { name, pidns } = container;
        if (dead) {
          const code = container.exitCode ?? '?';
          return ended ? [t('destroyed', { name }), name] : [t('destroyedWithCode', { name, code }), t('exitedShort', { name, code }), name];
        }
        const paused = container.state === 'paused' ? `${t('paused')} · ` : '';
        return pidns === null ? [`${paused}${name}`] : [`${paused}${t('hull', { name, pidns: String(pidns) })}`, `${paused}${name}`, name];
      },
      end: ({ container, dead }) => (dead ? endText(container, log.state().world) : null),
      fold: ({ count, open, like }) => (open ? t('foldLess', { comm: like.process.comm }) : t('foldMore', { count, comm: like.process.comm })),
    }),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the world is read when a picture is made, which is when it has changed
    [t, log],
  );

  function endText(container: Hull['container'], world: World): string {
    const code = container.exitCode ?? '?';
    if (container.diedAt === null) return t('exited', { code });
    if (container.killRequestedAt !== null) {
      const asked = container.killRequestedAt;
      const signal = world.signals.find((mark) => mark.to === container.pid1 && mark.t >= asked - 50 && mark.cause === 'user')?.signal ?? t('theRequest');
      return t('exitedAfter', { code, seconds: seconds(container.diedAt - asked), signal });
    }
    return container.startedAt === null ? t('exited', { code }) : t('lived', { code, seconds: seconds(container.diedAt - container.startedAt) });
  }
}

/** Where people look for the parent of their containers, and do not find it. */
function isDaemon({ role, comm }: Process): boolean {
  return role === 'engine' && (comm === 'dockerd' || comm === 'containerd');
}

/** Two digits that matter: 0.31, 10.2, 95. */
export function seconds(milliseconds: number): string {
  const value = milliseconds / 1000;
  return value.toFixed(value < 1 ? 2 : value < 60 ? 1 : 0);
}
