import type { TypedCommand } from '@/model/docker-command/command';
import type { CommandContext } from './command-context';
import type { Engine } from './engine';
import { performHostKill } from './host-kill';
import { performBuild } from './perform-build';
import { performEvents } from './perform-events';
import { performExec } from './perform-exec';
import { performInspect } from './perform-inspect';
import { performKill, performPause, performRemove, performRename, performStart, performStop, performWait } from './perform-lifecycle';
import { performImages, performPs, performTop } from './perform-lists';
import { performLogs } from './perform-logs';
import { performCreate, performRun } from './perform-run';
import { CommandFailure, Performance } from './performance';

/** The exit code of a command that was given up: 128 + SIGINT, as a shell reports Ctrl-C. */
export const GIVEN_UP = 130;

/** Whether a command makes the engine start or end processes, which is what it is slow at; looking at something is quick. */
export function needsTurn({ type }: TypedCommand): boolean {
  switch (type) {
    case 'run':
    case 'create':
    case 'exec':
    case 'start':
    case 'stop':
    case 'restart':
    case 'kill':
    case 'rm':
    case 'pause':
    case 'unpause':
    case 'build':
      return true;
    case 'wait':
    case 'rename':
    case 'ps':
    case 'top':
    case 'logs':
    case 'inspect':
    case 'images':
    case 'events':
    case 'host-kill':
    case 'host-ps':
      return false;
  }
}

/** Performs a command within its session, printing what docker would print; answers with docker's exit code. Never throws. */
export async function performCommand(engine: Engine, command: TypedCommand, context: CommandContext): Promise<number> {
  const performance = new Performance(engine, context);
  try {
    context.signal.throwIfAborted();
    return await perform(performance, command);
  } catch (error) {
    if (context.signal.aborted) return GIVEN_UP;
    performance.complain(performance.words(error));
    if (error instanceof CommandFailure) return error.exitCode;
    return command.type === 'run' ? 125 : 1;
  }
}

function perform(performance: Performance, command: TypedCommand): Promise<number> {
  switch (command.type) {
    case 'run':
      return performRun(performance, command);
    case 'create':
      return performCreate(performance, command);
    case 'exec':
      return performExec(performance, command);
    case 'start':
      return performStart(performance, command);
    case 'stop':
    case 'restart':
      return performStop(performance, command);
    case 'kill':
      return performKill(performance, command);
    case 'rm':
      return performRemove(performance, command);
    case 'pause':
    case 'unpause':
      return performPause(performance, command);
    case 'wait':
      return performWait(performance, command);
    case 'rename':
      return performRename(performance, command);
    case 'ps':
      return performPs(performance, command);
    case 'top':
      return performTop(performance, command);
    case 'logs':
      return performLogs(performance, command);
    case 'inspect':
      return performInspect(performance, command);
    case 'images':
      return performImages(performance, command);
    case 'build':
      return performBuild(performance, command);
    case 'events':
      return performEvents(performance, command);
    case 'host-kill':
      return performHostKill(performance, command);
    case 'host-ps':
      return performHostPs(performance);
  }
}

async function performHostPs(performance: Performance): Promise<number> {
  const text = performance.context.hostPs?.();
  if (text === undefined) throw new CommandFailure('The host’s processes cannot be seen from here.', 1);
  performance.write('stdout', text.endsWith('\n') ? text : `${text}\n`);
  return 0;
}
