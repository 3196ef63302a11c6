/** `pid1 run` and `pid1 record`: a lab from end to end, its checks printed as they tick. */
import { access, constants } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Event } from '@/model/event';
import type { Language } from '@/protocol/lab';
import type { LabStep } from '@/protocol/lab-data';
import type { Setting } from './setting';
import { Failure, failureText } from './failure';
import { LabSession } from './lab-session';
import type { LabReport, StepReport } from './perform-lab';
import { performLab } from './perform-lab';
import { cannotWrite, recordingOf, writeRecording } from './recording-file';
import { print, printJson, printable, styleFor } from './printed';
import { seenText } from './seen-text';

/** Characters of a failed line's output that are shown. */
const MAX_OUTPUT = 1000;

export interface RunOptions {
  readonly json: boolean;
  readonly poll: boolean;
  readonly lang: Language;
  readonly reset: boolean;
  readonly step?: string;
  /** Where the event log goes. */
  readonly output?: string;
}

/** Performs the lab; true when every check held. */
export async function runLab(slug: string, options: RunOptions, { root, log, signal }: Setting): Promise<boolean> {
  // Before the lab takes its minutes, not after.
  if (options.output !== undefined) await access(dirname(resolve(options.output)), constants.W_OK).catch((error: unknown) => cannotWrite(options.output, error));
  const session = await LabSession.open({ slug, root, log, poll: options.poll });
  let report: LabReport;
  try {
    const { steps } = session.lab;
    if (options.step !== undefined && !steps.some(({ id }) => id === options.step)) {
      throw new Failure({ what: `The lab ${slug} has no step “${options.step}”.`, why: 'Its steps are told by their ids.', todo: `Choose one of ${steps.map(({ id }) => id).join(', ')}.` });
    }
    const told = options.json ? {} : tellPeople(session, options.lang);
    report = await performLab(session, { signal, resetEach: options.reset, only: options.step, ...told });
    if (options.output !== undefined) await writeRecording(options.output, recordingOf(session, root));
  } finally {
    await session[Symbol.asyncDispose]();
  }
  if (options.json) printJson(report);
  else tellEnd(report, options.output);
  return report.ok;
}

/** Prints what happens as it happens. */
export function tellPeople({ lab, session, engine, observer }: LabSession, lang: Language) {
  const style = styleFor(process.stdout);
  const info = engine.info;
  print(`${style.bold(lab.title[lang])} ${style.dim(`(${lab.slug})`)}`);
  print(style.dim(`${info?.kind ?? ''} ${info?.version ?? ''}, ${observer.capability.mode === 'kernel' ? 'events from the kernel' : `polling, signals are not visible: ${observer.capability.reason ?? ''}`}`));
  session.subscribe((events) => events.forEach(tellEvent));
  let output = '';

  function tellEvent(event: Event): void {
    if (event.type === 'command-waiting') print(style.dim(`  … ${printable(event.line)} waits for its turn, ${event.ahead} before it`));
    if (event.type === 'command-started') {
      print(style.dim(`  $ ${printable(event.line)}`));
      output = '';
    }
    if (event.type === 'command-output') output = (output + event.text).slice(-MAX_OUTPUT);
    // What a failed line printed tells why the checks after it fail.
    if (event.type === 'command-ended' && event.exitCode !== 0) for (const line of output.trim().split('\n').slice(-5)) print(style.dim(`    ${printable(line)}`));
    if (event.type === 'image' && event.state === 'building' && event.progress !== '') print(style.dim(`  ${event.image}: ${printable(event.progress)}`));
    if (event.type === 'image' && event.state === 'failed') print(style.red(`  ${event.image}: ${printable(event.progress)}`));
  }

  function said(step: string, id: string): string {
    return lab.steps.find((one) => one.id === step)?.expect.find((check) => check.id === id)?.say[lang] ?? id;
  }

  return {
    onStep: (step: LabStep, index: number) => print(`\n${style.bold(`${index + 1}/${lab.steps.length} ${step.title[lang]}`)} ${style.dim(`(${step.id})`)}`),
    onCheck: (step: string, result: { readonly id: string; readonly ok: boolean; readonly seen: Parameters<typeof seenText>[0] }) => {
      if (result.ok) print(`  ${style.green('✓')} ${said(step, result.id)}  ${style.dim(seenText(result.seen))}`);
      else print(`  ${style.dim('–')} no longer: ${said(step, result.id)}`);
    },
    onStepEnd: (report: StepReport) => {
      for (const check of report.checks) {
        if (check.ok) continue;
        if (!check.observable) print(`  ${style.dim('○')} ${said(report.id, check.id)}  ${style.dim('not observable here')}`);
        else print(`  ${style.red('✗')} ${said(report.id, check.id)}  ${style.dim(seenText(check.seen) || 'not seen')}`);
      }
      if (report.problem !== undefined) print(style.red(failureText(report.problem)));
    },
  };
}

function tellEnd({ ok, steps }: LabReport, output: string | undefined): void {
  const style = styleFor(process.stdout);
  const failed = steps.filter((step) => !step.ok).map((step) => step.id);
  print(`\n${ok ? style.green('Every check held.') : style.red(`Not every check held: ${failed.join(', ')}.`)}${output === undefined ? '' : ` The log is in ${output}.`}`);
}
