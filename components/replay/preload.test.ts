import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');

/** What no recording needs: each with its reason. */
const NOT_IN_A_RECORDING: Readonly<Record<string, string>> = {
  'components/session/ClockCard': 'the clock of a session',
  'components/terminal/TerminalView': 'a terminal needs a server',
  'components/replay/WatchRecording': 'leads from a session to the recording',
};

function lazyImports(file: string): readonly string[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/import\('([^']+)'\)/g)].map(([, name]) => (name!.startsWith('@/') ? name!.slice(2) : relative(ROOT, resolve(dirname(file), name!))));
}

it('[REC9] whatever a lab’s screen fetches late is fetched beforehand where a recording is played', () => {
  const files = (readdirSync(join(ROOT, 'components'), { recursive: true }) as string[]).filter((name) => /\.tsx?$/.test(name) && !name.includes('.test.')).map((name) => join(ROOT, 'components', name));
  const wanted = new Set(files.filter((file) => !file.endsWith('preload.ts')).flatMap(lazyImports));
  const fetched = new Set(lazyImports(join(ROOT, 'components/replay/preload.ts')));
  expect([...wanted].filter((name) => !fetched.has(name) && NOT_IN_A_RECORDING[name] === undefined), 'add it to components/replay/preload.ts, or say here why no recording needs it').toEqual([]);
});
