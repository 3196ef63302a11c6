/** A session's log as a recording. */
import type { Lab } from '@/protocol/lab-data';
import type { Recording } from '@/protocol/recording';
import type { KernelCapability } from '@/server/kernel/kernel-observer';
import { worldFromJson, worldToJson } from '@/model/world-json';
import { labGuide } from '@/protocol/lab-guide';
import { HIDDEN } from '@/protocol/recording';
import type { Machine } from './hiding';
import type { Session } from './session';
import { hidden } from './hiding';

export interface Recorded {
  readonly session: Session;
  readonly lab: Lab;
  readonly capability: Pick<KernelCapability, 'mode' | 'reason'>;
  readonly machine: Machine;
}

/** As far as the log has come. Where its beginning was not kept, it begins with the world of then. */
export function sessionRecording({ session, lab, capability: { mode, reason }, machine }: Recorded): Recording {
  const { world, events } = session.log.kept;
  return {
    header: {
      format: 'pid1lab-recording',
      version: 1,
      startedAt: session.startedAt,
      lab: lab.slug,
      observer: { mode, reason: reason === null ? null : hidden({ reason }, machine).reason },
      hides: [...HIDDEN],
      guide: labGuide(lab),
    },
    begin: world.seq === 0 ? null : worldFromJson(hidden(worldToJson(world), machine)),
    events: hidden(events, machine),
  };
}
