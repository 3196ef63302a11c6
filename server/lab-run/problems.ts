/** Why an action of a lab run was not carried out. */
import type { CommandProblem } from '@/model/docker-command/problem';
import type { Problem } from '@/protocol/wire';
import { problem } from '@/protocol/codec';
import { ImageBuildError } from '../docker/images';

export function unknownStep(step: string): Problem {
  return problem('unknown-step', `There is no step “${step}”.`, 'The lab does not have one of that name; it may have been edited.', 'Reload the page.');
}

export function notEntered(step: string, current: string | null): Problem {
  return problem('not-entered', `Nothing was done in the step “${step}”.`, current === null ? 'No step has been entered yet.' : `The session is at the step “${current}”.`, 'Go to the step first.');
}

export function predictFirst(): Problem {
  return problem('predict-first', 'The line was not run.', 'This step asks for a prediction before anything happens.', 'Choose what you expect, then run it.');
}

export function predictedAlready(): Problem {
  return problem('predicted', 'The prediction was not changed.', 'You have committed one for this step.', 'Reset the step to predict anew.');
}

export function badChoice(choice: number, options: number): Problem {
  return problem('bad-choice', `There is no answer number ${choice}.`, options === 0 ? 'This step asks for no prediction.' : `The answers are numbered from 0 to ${options - 1}.`, 'Choose one of those on the page.');
}

export function unknownLine(line: number): Problem {
  return problem('unknown-line', `There is no line number ${line} in this step.`, 'The lab may have been edited.', 'Reload the page.');
}

export function busy(what: string): Problem {
  return problem('busy', 'One thing at a time.', `“${what}” is still going on.`, 'Wait for it, or cancel it.');
}

export function engineAway(reason: string): Problem {
  return problem('engine-down', 'There is no Docker engine to run this on.', reason, 'Start it (`npm run engine` provides one on Debian or Ubuntu); this page notices by itself.');
}

export function imageFailed(error: unknown): Problem {
  const why = error instanceof ImageBuildError ? [error.message, ...error.tail.slice(-5)].join('\n') : error instanceof Error ? error.message : String(error);
  return problem('image-failed', 'The image could not be built.', why, 'Look at the step of the Dockerfile that failed, then try again.');
}

export function badLine(line: string, found: CommandProblem): Problem {
  return problem('bad-command', `“${line}” cannot be run. ${found.what}`, found.why, found.todo);
}

export function noTask(): Problem {
  return problem('no-task', 'Nothing was changed.', 'This step has no task.', 'Go to the last step.');
}

export function setupFailed(line: string, output: string): Problem {
  return problem('setup-failed', 'The step’s starting state could not be brought about.', `“${line}” failed: ${output.trim()}`, 'Reset again.');
}

export function givenUp(): Problem {
  return problem('given-up', 'It was given up.', 'It was canceled, or the session ended.', 'Run it again when you like.');
}
