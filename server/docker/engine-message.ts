/** One line of the engine's event stream, and the facts it states. */
import { z } from 'zod';
import { signalName } from '@/model/signals';
import { parseSignal } from '@/model/signals';
import type { ContainerEvent } from '@/model/event';
import { LABEL, learnerName } from './labels';

const MESSAGE = z.object({
  Type: z.literal('container'),
  Action: z.string().max(70_000),
  Actor: z.object({ ID: z.string().regex(/^[0-9a-f]{64}$/), Attributes: z.record(z.string(), z.string()).default({}) }),
  timeNano: z.number(),
});

export type EngineMessage = z.infer<typeof MESSAGE>;

/** The message of a line; undefined when it is none about a container. */
export function parseEngineMessage(line: string): EngineMessage | undefined {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return undefined;
  }
  const parsed = MESSAGE.safeParse(json);
  return parsed.success ? parsed.data : undefined;
}

export function messageSession(message: EngineMessage): string {
  return message.Actor.Attributes[LABEL.session] ?? '';
}

export function messageName(message: EngineMessage): string {
  return learnerName(messageSession(message), message.Actor.Attributes['name'] ?? '');
}

/** What a message states by itself. `create`, `start` and `exec_start` need a further look at the engine: null. Undefined: nothing of ours. */
export function plainFact(message: EngineMessage, oomSeen: boolean): ContainerEvent | null | undefined {
  const id = message.Actor.ID;
  const attributes = message.Actor.Attributes;
  // A learner's container may inherit the label of the workbench from an image, but then it has its session's, too.
  if (attributes[LABEL.workbench] !== undefined && attributes[LABEL.session] === undefined) return undefined;
  // Exec actions carry their command after a colon: `exec_start: ps -ef`.
  const action = /^[a-z_]+/.exec(message.Action)?.[0] ?? '';
  switch (action) {
    case 'create':
    case 'start':
    case 'exec_start':
      return null;
    case 'kill':
      return { type: 'container-kill', id, signal: killSignal(attributes['signal'] ?? '') };
    case 'die': {
      const code = Number(attributes['exitCode'] ?? NaN);
      return { type: 'container-died', id, exitCode: Number.isInteger(code) ? code : null, oomKilled: oomSeen };
    }
    case 'stop':
      return { type: 'container-stopped', id };
    case 'pause':
      return { type: 'container-paused', id, paused: true };
    case 'unpause':
      return { type: 'container-paused', id, paused: false };
    case 'rename':
      return { type: 'container-renamed', id, name: messageName(message) };
    case 'destroy':
      return { type: 'container-removed', id };
    default:
      return undefined;
  }
}

function killSignal(text: string): string {
  return parseSignal(text)?.name ?? signalName(Number(text) || 0);
}
