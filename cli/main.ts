/** The `pid1` command. Exit code 0 only where what was asked holds; 1 where not; 2 for a wrong command line; 130 after Ctrl-C. */
import { Command, CommanderError, Option } from 'commander';
import { pino } from 'pino';
import { LANGUAGES } from '@/protocol/lab';
import { clean } from './command-clean';
import { doctor } from './command-doctor';
import { newLab } from './command-lab-new';
import { recordLabs } from './command-lab-record';
import { lintLabs, showLabs } from './command-labs';
import { runLab } from './command-run';
import type { RunOptions } from './command-run';
import { Failure, failureText } from './failure';
import { printJson } from './printed';
import type { Setting } from './setting';

export async function main(args: readonly string[]): Promise<void> {
  const stop = new AbortController();
  const onSignal = (signal: NodeJS.Signals) => {
    if (stop.signal.aborted) process.exit(130); // asked twice: at once
    process.stderr.write(`\n${signal}: removing what this run made …\n`);
    stop.abort(new Error(signal));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  process.exitCode = await performed(args, stop.signal);
  // The engine's and the kernel's connections are closed by now; a stray timer must not hold the exit code back.
  process.exit();
}

async function performed(args: readonly string[], signal: AbortSignal): Promise<number> {
  let holds = true;
  const program = commands(async (action, logLevel) => {
    const log = pino({ level: logLevel }, pino.destination({ dest: 2, sync: true }));
    holds = await action({ root: process.env['PID1LAB_ROOT'] ?? process.cwd(), log, signal });
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return holds ? 0 : 1;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (signal.aborted) return 130;
    const problem = error instanceof Failure ? error.problem : { what: 'The command failed.', why: error instanceof Error ? (error.stack ?? error.message) : String(error), todo: 'Run it again with --log-level debug; if it happens again, please report it.' };
    process.stderr.write(`\n${failureText(problem)}`);
    if (args.includes('--json')) printJson({ ok: false, problem: { what: problem.what, why: problem.why, todo: problem.todo } });
    return 1;
  }
}

type Perform = (action: (setting: Setting) => Promise<boolean>, logLevel: string) => Promise<void>;

function commands(perform: Perform): Command {
  const program = new Command('pid1').description('PID 1 Lab on the command line.').exitOverride().showHelpAfterError();
  const act = (action: (setting: Setting) => Promise<boolean>) => perform(action, program.opts<{ logLevel: string }>().logLevel);
  program.addOption(new Option('--log-level <level>', 'how much is logged, on standard error').choices(['debug', 'info', 'warn', 'error', 'silent']).default('error'));
  const json = () => new Option('--json', 'one line of JSON for programs').default(false);
  const lang = () => new Option('--lang <language>', 'the language of titles and checks').choices([...LANGUAGES]).default('en');
  const engine = () => new Option('--engine <kind>', 'what the lab runs on').choices(['docker']).default('docker');
  const poll = () => new Option('--poll', 'read /proc instead of the kernel’s events: signals are not visible then').default(false);
  const reset = () => new Option('--reset', 'bring about each step’s starting state by a reset instead of going on from the step before').default(false);
  const step = () => new Option('--step <id>', 'only this step, from its starting state');

  program.command('doctor').description('what this machine has for the lab, and what to do about the rest').addOption(json())
    .action((options: { json: boolean }) => act((setting) => doctor(options, setting)));
  program.command('labs').description('the labs that there are').addOption(json()).addOption(lang()).option('--lint', 'what is wrong with their files', false)
    .action((options: { json: boolean; lint: boolean; lang: RunOptions['lang'] }) => act((setting) => (options.lint ? lintLabs(options, setting) : showLabs(options, setting))));
  program.command('run').description('performs every step of a lab and prints each check').argument('<slug>', 'the lab').addOption(engine()).addOption(json()).addOption(lang()).addOption(poll()).addOption(reset()).addOption(step())
    .action((slug: string, options: RunOptions) => act((setting) => runLab(slug, options, setting)));
  program.command('record').description('performs every step of a lab and writes the event log').argument('<slug>', 'the lab').requiredOption('-o, --output <file>', 'where the log goes').addOption(engine()).addOption(json()).addOption(lang()).addOption(poll()).addOption(reset()).addOption(step())
    .action((slug: string, options: RunOptions) => act((setting) => runLab(slug, options, setting)));
  program.command('lab-new').description('begins a lab: a folder that passes').argument('<slug>', 'its name').addOption(json())
    .action((slug: string, options: { json: boolean }) => act((setting) => newLab(slug, options, setting)));
  program.command('lab-record').description('performs labs and puts the recordings beside them; without a name, all of them').argument('[slugs...]', 'the labs').addOption(json()).option('--digest', 'only tell anew what the recordings amount to: after a change of the fold, without an engine', false)
    .action((slugs: readonly string[], options: { json: boolean; digest: boolean }) => act((setting) => recordLabs(slugs, options, setting)));
  program.command('clean').description('removes every container, image, network and volume of ours from the engine').addOption(json())
    .action((options: { json: boolean }) => act((setting) => clean(options, setting)));
  for (const command of program.commands) command.exitOverride();
  return program;
}
