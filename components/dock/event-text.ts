/** An event in one line of the kernel's own words. Sentences in the reader's language come with the narration. */
import type { Event } from '@/model/event';
import type { ExitStatus, ProcKey } from '@/model/process';
import { pidOf } from '@/model/process';
import { harmless } from '@/components/process-trees/shown-text';

export function eventText(event: Event): string {
  return harmless(plain(event)).slice(0, 400);
}

/** The process that an event is about, for its twins. */
export function eventProcess(event: Event): ProcKey | null {
  switch (event.type) {
    case 'fork':
    case 'exec':
    case 'exit':
    case 'reap':
    case 'reparent':
    case 'observed':
    case 'signal-delivered':
      return event.proc;
    case 'signal-sent':
      return event.to;
    case 'found':
      return event.process.key;
    default:
      return null;
  }
}

function plain(event: Event): string {
  switch (event.type) {
    case 'snapshot':
      return `${event.processes.length} processes (${event.reason})`;
    case 'found':
      return `${pidOf(event.process.key)} ${event.process.comm}`;
    case 'fork':
      return `${pid(event.parent)} → ${pidOf(event.proc)} ${event.comm}`;
    case 'exec':
      return `${pidOf(event.proc)} ${event.comm}: ${event.argv?.join(' ') ?? '?'}`;
    case 'observed':
      return `${pidOf(event.proc)} ${Object.keys(event.facts).join(' ')}`;
    case 'exit':
      return `${pidOf(event.proc)} ${exitText(event.status)}`;
    case 'reap':
      return `${pidOf(event.proc)} by ${pid(event.by)}${event.auto === true ? ' (auto)' : ''}`;
    case 'reparent':
      return `${pidOf(event.proc)} → parent ${pid(event.parent)}`;
    case 'signal-sent':
      return `${event.signal} ${pid(event.from)} → ${pidOf(event.to)} ${event.verdict} (${event.cause})`;
    case 'signal-delivered':
      return `${event.signal} handled by ${pidOf(event.proc)}`;
    case 'container-created':
      return `${event.name} from ${event.image}`;
    case 'container-started':
      return `${short(event.id)} pid ${event.pid}`;
    case 'container-kill':
      return `${short(event.id)} ${event.signal}`;
    case 'container-exec':
      return `${short(event.id)} ${event.argv.join(' ')}`;
    case 'container-died':
      return `${short(event.id)} exit ${event.exitCode ?? '?'}${event.oomKilled ? ' (out of memory)' : ''}`;
    case 'container-stopped':
    case 'container-removed':
      return short(event.id);
    case 'container-paused':
      return `${short(event.id)} ${event.paused ? 'paused' : 'resumed'}`;
    case 'container-renamed':
      return `${short(event.id)} ${event.name}`;
    case 'log':
      return `${short(event.id)} ${event.stream}: ${event.text.trimEnd()}`;
    case 'command-waiting':
      return `${event.line} (${event.ahead} before it)`;
    case 'command-started':
      return event.line;
    case 'command-output':
      return event.text.trimEnd();
    case 'command-ended':
      return `exit ${event.exitCode}${event.error === undefined ? '' : `: ${event.error}`}`;
    case 'ps':
      return short(event.id);
    case 'lab-opened':
      return event.lab;
    case 'step-entered':
    case 'step-reset':
      return event.step;
    case 'step-predicted':
      return `${event.step}: option ${event.choice + 1}`;
    case 'image':
      return `${event.image} ${event.state} ${event.progress}`;
    case 'observer':
      return `${event.mode}${event.reason === null ? '' : `: ${event.reason}`}`;
    case 'engine':
      return `${event.kind} ${event.version ?? ''} ${event.state}`;
    case 'lost':
      return `${event.count} events of ${event.source}`;
    default:
      return event satisfies never;
  }
}

function exitText(status: ExitStatus): string {
  if ('code' in status) return `code ${status.code}`;
  return 'signal' in status ? `by ${status.signal}${status.core === true ? ' (core)' : ''}` : 'unknown';
}

function pid(key: ProcKey | null): string {
  return key === null ? 'outside' : String(pidOf(key));
}

function short(id: string): string {
  return id.slice(0, 12);
}
