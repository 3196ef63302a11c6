/** A server of our own for one test file: started as a user starts it, on a free port, and ended with it. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

export interface LabServer {
  readonly url: string;
  readonly pid: number;
  /** Everything it said so far, stdout and stderr. */
  readonly said: () => string;
  /** Ends it with this signal and waits until it is gone. */
  readonly stop: (signal?: NodeJS.Signals) => Promise<void>;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}

/** Starts `npm start`'s script with these arguments and waits for the address that it prints last. */
export async function startLab(args: readonly string[] = [], env: Readonly<Record<string, string>> = {}): Promise<LabServer> {
  const child = spawn(process.execPath, ['scripts/start.mjs', '--port', '0', ...args], { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const url = await new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        const address = /^\s*(http:\/\/127\.0\.0\.1:\d+)\s*$/m.exec(said)?.[1];
        if (address !== undefined) resolve(address);
      });
    }
    child.once('exit', (code, signal) => reject(new Error(`the server ended (${code ?? signal}) before it listened:\n${said}`)));
  });
  return { url, pid: child.pid!, said: () => said, stop: (signal) => stop(child, signal), [Symbol.asyncDispose]: () => stop(child) };
}

async function stop(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  const late = setTimeout(() => child.kill('SIGKILL'), 20_000);
  await gone;
  clearTimeout(late);
}
