/** Edge forms over what the engine and the commands say: visible without any look at the kernel. */
import type { Event } from '../event';
import type { EdgeForm } from './check';
import type { Scene } from './who';
import type { Sighting } from './sighting';
import { secondsBetween, sighting } from './sighting';

type Form<T extends EdgeForm['type']> = Extract<EdgeForm, { type: T }>;

/** Text heard so far, by `log:CONTAINER:STREAM` and `command:ID`: output comes in pieces. */
export type Heard = Readonly<Record<string, string>>;

/** Characters of one stream that are remembered: more than any `match` may have. */
const REMEMBERED_LOG = 1024;
/** Characters of one command's output, its beginning. */
const REMEMBERED_OUTPUT = 65536;

/** What has been heard after this event. */
export function hear(heard: Heard, event: Event): Heard {
  switch (event.type) {
    case 'log': {
      const key = logKey(event.id, event.stream);
      return { ...heard, [key]: ((heard[key] ?? '') + event.text).slice(-REMEMBERED_LOG) };
    }
    case 'command-output': {
      if (event.stream === 'progress') return heard;
      const key = `command:${event.command}`;
      return { ...heard, [key]: ((heard[key] ?? '') + event.text).slice(0, REMEMBERED_OUTPUT) };
    }
    default:
      return heard;
  }
}

function logKey(id: string, stream: string): string {
  return `log:${id}:${stream}`;
}

export function lookForDied(form: Form<'died'>, event: Event, scene: Scene): Sighting | undefined {
  if (event.type !== 'container-died' || containerName(event.id, scene) !== form.container) return undefined;
  return sighting(event, form.exitCode === undefined || form.exitCode === event.exitCode, { exitCode: event.exitCode });
}

export function lookForLog(form: Form<'log'>, event: Event, scene: Scene, before: Heard): Sighting | undefined {
  if (event.type !== 'log' || containerName(event.id, scene) !== form.container) return undefined;
  // Only as much of the past as the text could begin in: what was found before is not found again.
  const reach = form.match.length - 1;
  const past = reach === 0 ? '' : (before[logKey(event.id, event.stream)] ?? '').slice(-reach);
  if (!(past + event.text).includes(form.match)) return undefined;
  return sighting(event, true, { text: form.match });
}

export function lookForCommand(form: Form<'command'>, event: Event, scene: Scene, heard: Heard): Sighting | undefined {
  if (event.type !== 'command-ended') return undefined;
  const command = scene.after.commands.get(event.command);
  if (command === undefined || (form.line !== undefined && !beginsWithWords(command.line, form.line))) return undefined;
  const seconds = secondsBetween(command.startedAt, event.t);
  const output = heard[`command:${event.command}`] ?? '';
  const fits =
    (form.exitCode === undefined || form.exitCode === event.exitCode) &&
    (form.seconds === undefined || (seconds >= form.seconds[0] && seconds <= form.seconds[1])) &&
    (form.output === undefined || output.includes(form.output));
  return sighting(event, fits, { line: command.line, exitCode: event.exitCode, seconds });
}

/** Whether a command line begins with these words, however they are spaced. */
export function beginsWithWords(line: string, words: string): boolean {
  return `${spaced(line)} `.startsWith(`${spaced(words)} `);
}

function spaced(line: string): string {
  return line.trim().replace(/\s+/g, ' ');
}

function containerName(id: string, scene: Scene): string | undefined {
  return (scene.after.containers.get(id) ?? scene.before.containers.get(id))?.name;
}
