/**
 * The few things a person does on the machine itself: `kill` and `ps`.
 * `kill -9 $(docker inspect -f '{{.State.Pid}}' NAME)` is the one form with a command in it that is understood.
 */
import { parseSignal } from '../signals';
import type { HostCommand, HostTarget, TypedCommand } from './command';
import { problem, type CommandProblem } from './problem';
import { isReference } from './values';
import { splitWords } from './words';

const INNER = /^(?<before>[^'"`$]*?)\s(?:"?\$\((?<dollar>[^)]*)\)"?|"?`(?<tick>[^`]*)`"?)\s*$/;

/** A host command, what is wrong with it, or undefined when the line is something else. */
export function parseHostCommand(line: string, parseInner: (line: string) => TypedCommand | CommandProblem): HostCommand | CommandProblem | undefined {
  const text = line.trim();
  const head = /^(?:sudo\s+)?(?<host>host\s+)?(?<program>kill|ps)(?=\s|$)/.exec(text)?.groups;
  if (!head) return /^(sudo\s+)?host(\s|$)/.test(text) ? problem('unknown-command', 'host knows kill and ps.', '', 'Such as host kill -TERM 1234, or host ps.') : undefined;
  const inner = INNER.exec(text)?.groups;
  if (inner && head['program'] === 'kill') {
    const words = splitWords(inner['before'] ?? '');
    if (words.type === 'problem') return words;
    const target = inspected(parseInner((inner['dollar'] ?? inner['tick'] ?? '').trim()));
    return 'code' in target ? target : parseKill(afterProgram(words.words, 'kill'), target);
  }
  const words = splitWords(text);
  if (words.type === 'problem') return words;
  const args = afterProgram(words.words, head['program'] ?? '');
  if (head['program'] === 'kill') return parseKill(args, undefined);
  if (args.length === 0 || ['-ef', 'aux', '-e', '-A'].includes(args.join(' '))) return { type: 'host-ps' };
  return problem('refused-flag', `ps ${args.join(' ')} is not performed on the host.`, 'The host’s list shows your own processes, always in the same form.', 'Write host ps.');
}

function afterProgram(words: readonly string[], program: string): readonly string[] {
  return words.slice(words.indexOf(program) + 1);
}

function inspected(parsed: TypedCommand | CommandProblem): HostTarget | CommandProblem {
  if (parsed.type === 'inspect' && parsed.names.length === 1 && parsed.format?.replaceAll(' ', '') === '{{.State.Pid}}') return { container: parsed.names[0] ?? '' };
  if (parsed.type === 'problem' && parsed.code !== 'unknown-command') return parsed;
  return problem('shell', 'Only one command is understood inside $( ).', 'No shell reads this line.', "Write kill -9 $(docker inspect -f '{{.State.Pid}}' NAME).");
}

function parseKill(args: readonly string[], target: HostTarget | undefined): HostCommand | CommandProblem {
  let signal = 'SIGTERM';
  let rest = args;
  const [first, second] = args;
  if (first === '-s' || first === '--signal' || first === '-n') {
    const found = parseSignal(second ?? '');
    if (!found) return badSignal(second ?? '');
    [signal, rest] = [found.name, args.slice(2)];
  } else if (first !== undefined && /^-./.test(first) && first !== '--') {
    const found = parseSignal(first.replace(/^-(-signal=|s)?/, '')) ?? parseSignal(first.slice(1));
    if (!found) return badSignal(first);
    [signal, rest] = [found.name, args.slice(1)];
  }
  if (rest[0] === '--') rest = rest.slice(1);
  if (target) return rest.length === 0 ? { type: 'host-kill', signal, target } : oneTarget();
  const [word] = rest;
  if (word === undefined || rest.length > 1) return oneTarget();
  // 0 and negative numbers mean whole process groups (kill(2)); those may hold processes of others.
  if (/^[1-9]\d{0,9}$/.test(word)) return { type: 'host-kill', signal, target: { pid: Number(word) } };
  if (isReference(word) && !/^\d+$/.test(word)) return problem('bad-value', `kill needs a number, and ${word} is none.`, '', `Write kill -9 $(docker inspect -f '{{.State.Pid}}' ${word}).`);
  return problem('bad-value', `kill cannot take ${word}.`, 'Here it takes one process: its number on the host.', 'host ps lists yours.');
}

function badSignal(word: string): CommandProblem {
  return problem('bad-value', `"${word}" is no signal.`, '', 'Such as -TERM, -KILL or -9.');
}

function oneTarget(): CommandProblem {
  return problem('arguments', 'kill takes one process.', '', "Such as host kill -TERM 1234, or kill -9 $(docker inspect -f '{{.State.Pid}}' NAME).");
}
