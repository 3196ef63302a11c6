import type { Process } from '@/model/process';
import { lookOf } from '@/components/process-trees/look';
import type { Line } from '@/components/dock/Lines';

/** The colours that the trees have. */
export function psTone(process: Process | undefined): NonNullable<Line['tone']> {
  if (process === undefined) return 'soft';
  if (process.life === 'zombie') return 'red';
  const look = lookOf(process);
  return look === 'pid1' ? 'gold' : look === 'engine' ? 'soft' : 'plain';
}
