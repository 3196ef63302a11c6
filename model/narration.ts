/**
 * An event as one sentence: which one, and what to fill in. The sentences themselves are the reader's language's.
 * Pure: the same event in the same world gives the same sentence.
 */
import type { Event } from './event';
import type { ProcKey, Process } from './process';
import type { World } from './world';
import { signalsIn } from './signal-mask';
import { parseSignal } from './signals';

/** Keys of the messages under `narration`. */
export type NarrationKey =
  | 'snapshot' | 'found' | 'fork' | 'forkOutside' | 'exec' | 'execBare' | 'observed' | 'exitCode' | 'exitSignal' | 'exitUnknown'
  | 'reap' | 'reapUnseen' | 'reapAuto' | 'reparent' | 'reparentOutside'
  | 'sent' | 'sentKernel' | 'sentOutside' | 'sentChild' | 'noHandler' | 'protected' | 'byChoice' | 'zombie' | 'ignored' | 'pending' | 'overflow' | 'delivered'
  | 'handled'
  | 'created' | 'started' | 'killed' | 'execed' | 'died' | 'diedUnknown' | 'outOfMemory' | 'stopped' | 'paused' | 'resumed' | 'renamed' | 'removed' | 'log'
  | 'command' | 'turn' | 'output' | 'done' | 'failed' | 'ps' | 'opened' | 'step' | 'predicted' | 'reset' | 'image' | 'observer' | 'engine' | 'lost';

/** Who a sentence is about. `inner`: its number in the container; null where it has none or nobody read it. */
export interface Named {
  readonly pid: number;
  readonly comm: string;
  readonly inner: number | null;
  readonly container: string | null;
}

export type NarrationValue = string | number | Named;

export interface Sentence {
  readonly key: NarrationKey;
  readonly values: Readonly<Record<string, NarrationValue>>;
}

export interface Narration {
  /** One, or for a signal two: that it was sent, and what the kernel did with it. */
  readonly sentences: readonly Sentence[];
  /** Worth interrupting a reader who cannot see: it changes what there is to understand. */
  readonly important: boolean;
}

/** `before` is the world without the event: it still has those who leave. */
export function narrate(event: Event, before: World, after: World): Narration {
  const who = (key: ProcKey): Named => named(key, before, after);
  const container = (id: string): string => (after.containers.get(id) ?? before.containers.get(id))?.name ?? id.slice(0, 12);
  const one = (key: NarrationKey, values: Sentence['values'] = {}, important = false): Narration => ({ sentences: [{ key, values }], important });

  switch (event.type) {
    case 'snapshot':
      return one('snapshot', { count: event.processes.length });
    case 'found':
      return one('found', { who: who(event.process.key) });
    case 'fork':
      return event.parent === null ? one('forkOutside', { child: who(event.proc) }) : one('fork', { who: who(event.parent), child: who(event.proc) });
    case 'exec': {
      const was = before.processes.get(event.proc);
      const important = event.role === 'member' && was !== undefined;
      const values = { who: was === undefined ? who(event.proc) : nameOf(was, before), comm: event.comm };
      return event.argv === null ? one('execBare', values, important) : one('exec', { ...values, line: event.argv.join(' ') }, important);
    }
    case 'observed':
      return one('observed', { who: who(event.proc) });
    case 'exit': {
      const important = isMember(event.proc, before, after);
      if ('code' in event.status) return one('exitCode', { who: who(event.proc), code: event.status.code }, important);
      return 'signal' in event.status ? one('exitSignal', { who: who(event.proc), signal: event.status.signal }, important) : one('exitUnknown', { who: who(event.proc) }, important);
    }
    case 'reap':
      if (event.by === null) return one('reapUnseen', { who: who(event.proc) });
      return event.auto === true ? one('reapAuto', { who: who(event.proc), by: who(event.by) }) : one('reap', { who: who(event.proc), by: who(event.by) });
    case 'reparent':
      return event.parent === null ? one('reparentOutside', { who: who(event.proc) }) : one('reparent', { who: who(event.proc), parent: who(event.parent) }, isMember(event.proc, before, after));
    case 'signal-sent': {
      const values = { signal: event.signal, to: who(event.to) };
      const meant = event.cause === 'user' || event.cause === 'kernel';
      const sent: Sentence =
        event.cause === 'child' && event.from !== null ? { key: 'sentChild', values: { ...values, from: who(event.from) } }
        : event.cause === 'kernel' ? { key: 'sentKernel', values }
        : event.from === null ? { key: 'sentOutside', values }
        : { key: 'sent', values: { ...values, from: who(event.from) } };
      const became: Sentence = { key: verdictKey(event, before.processes.get(event.to)), values };
      return { sentences: [sent, became], important: meant && isMember(event.to, before, after) && event.from !== event.to };
    }
    case 'signal-delivered':
      return one('handled', { who: who(event.proc), signal: event.signal }, event.signal !== 'SIGCHLD' && isMember(event.proc, before, after));
    case 'container-created':
      return one('created', { name: event.name, image: event.image });
    case 'container-started':
      return one('started', { name: container(event.id), pid: event.pid }, true);
    case 'container-kill':
      return one('killed', { name: container(event.id), signal: event.signal });
    case 'container-exec':
      return one('execed', { name: container(event.id), line: event.argv.join(' ') });
    case 'container-died':
      if (event.oomKilled) return one('outOfMemory', { name: container(event.id), code: event.exitCode ?? '?' }, true);
      return event.exitCode === null ? one('diedUnknown', { name: container(event.id) }, true) : one('died', { name: container(event.id), code: event.exitCode }, true);
    case 'container-stopped':
      return one('stopped', { name: container(event.id) });
    case 'container-paused':
      return one(event.paused ? 'paused' : 'resumed', { name: container(event.id) }, true);
    case 'container-renamed':
      return one('renamed', { from: before.containers.get(event.id)?.name ?? event.id.slice(0, 12), name: event.name });
    case 'container-removed':
      return one('removed', { name: container(event.id) });
    case 'log':
      return one('log', { name: container(event.id), text: event.text.trimEnd() });
    case 'command-waiting':
      // Spoken once: the numbers that follow are on the line itself.
      return one('turn', { line: event.line, place: event.ahead + 1 }, !before.commands.has(event.command));
    case 'command-started':
      return one('command', { line: event.line });
    case 'command-output':
      return one('output', { text: event.text.trimEnd() });
    case 'command-ended': {
      const line = before.commands.get(event.command)?.line ?? event.command;
      const seconds = (event.t - (before.commands.get(event.command)?.startedAt ?? event.t)) / 1000;
      return event.exitCode === 0 ? one('done', { line, seconds: seconds.toFixed(2) }, true) : one('failed', { line, code: event.exitCode, why: event.error ?? '' }, true);
    }
    case 'ps':
      return one('ps', { name: container(event.id) });
    case 'lab-opened':
      return one('opened', { lab: event.lab });
    case 'step-entered':
      return one('step', { step: event.step });
    case 'step-predicted':
      return one('predicted', { step: event.step, choice: event.choice + 1 });
    case 'step-reset':
      return one('reset', { step: event.step });
    case 'image':
      return one('image', { image: event.image, state: event.state });
    case 'observer':
      return one('observer', { mode: event.mode });
    case 'engine':
      return one('engine', { kind: event.kind, version: event.version ?? '', state: event.state }, event.state === 'down');
    case 'lost':
      return one('lost', { count: event.count, source: event.source }, true);
    default:
      return event satisfies never;
  }
}

/** What became of a signal, with the reason where the facts give it: kernel/signal.c: sig_task_ignored. */
function verdictKey({ verdict, signal }: Extract<Event, { type: 'signal-sent' }>, target: Process | undefined): NarrationKey {
  switch (verdict) {
    case 'pending':
    case 'overflow':
      return verdict;
    case 'delivered':
    case 'info-lost':
      return 'delivered';
    case 'ignored': {
      if (target?.life === 'zombie') return 'zombie';
      if (target === undefined || target.masks === null) return 'ignored';
      if (signalsIn(target.masks.SigIgn).has(signal)) return 'byChoice';
      if (target.nspid === null || target.nspid.length < 2 || target.nspid.at(-1) !== 1) return 'ignored';
      return parseSignal(signal)?.catchable === false ? 'protected' : 'noHandler';
    }
    default:
      return verdict satisfies never;
  }
}

function named(key: ProcKey, before: World, after: World): Named {
  const process = after.processes.get(key) ?? before.processes.get(key);
  return process === undefined ? { pid: Number(key.slice(0, key.indexOf('.'))), comm: '?', inner: null, container: null } : nameOf(process, after.containers.has(process.container ?? '') ? after : before);
}

function nameOf({ pid, comm, nspid, container, role }: Process, world: World): Named {
  const name = container === null || role !== 'member' ? null : (world.containers.get(container)?.name ?? null);
  return { pid, comm, inner: nspid !== null && nspid.length > 1 ? (nspid.at(-1) ?? null) : null, container: name };
}

function isMember(key: ProcKey, before: World, after: World): boolean {
  return (after.processes.get(key) ?? before.processes.get(key))?.role === 'member';
}
