/** One more or one less of 2,000 processes that all have a row of their own: what the picture takes to show it. */
import type { Event, Fact } from '@/model/event';
import type { ProcKey } from '@/model/process';
import { procKey } from '@/model/process';
import type { Figure } from './figures';
import { spread } from './figures';
import { MainThread } from './main-thread';
import { onReplay } from './on-replay';

const ROWS = 2_000;
const STEPS = 200;

export function rows(): Promise<Figure[]> {
  return onReplay(crowd(), async (page) => {
    const axis = page.getByRole('slider', { name: 'The moment on screen' });
    await axis.focus();
    await page.keyboard.press('Home');
    for (let step = 0; step < 2; step++) await page.keyboard.press('ArrowRight');
    await page.getByRole('treeitem', { name: /more sleep/ }).click();
    await page.getByRole('treeitem').nth(12).waitFor();
    await axis.focus();
    const thread = await MainThread.watch(page);
    const samples: number[] = [];
    for (let step = 0; step < STEPS; step++) samples.push(await thread.cost(page, () => page.keyboard.press('ArrowRight')));
    return [{ what: `main thread for one fork or end among ${ROWS} open rows, with lifelines and playhead`, value: spread(samples), target: '≤ 16 ms' }];
  });
}

/** A container with 2,000 sleepers: the oldest leaves and a new one comes, again and again. */
function crowd(): Event[] {
  const container = 'c'.repeat(64);
  const shim = procKey(10, 1);
  const pid1 = procKey(100, 2);
  const sleeper = (n: number) => ({ role: 'member', comm: 'sleep', parent: pid1, container, nspid: [1000 + n, 2 + n], pidns: 7 }) as const;
  const facts: Fact[] = [
    { type: 'container-created', id: container, name: 'myredis', image: 'myredis:shell' },
    {
      type: 'snapshot', reason: 'start', processes: [
        { key: shim, role: 'engine', parent: null, comm: 'containerd-shim', container, state: 'S' },
        { key: pid1, role: 'member', parent: shim, comm: 'sh', container, nspid: [100, 1], pidns: 7, state: 'S' },
        ...Array.from({ length: ROWS }, (_, n) => ({ key: nth(n), ...sleeper(n), argv: ['sleep', String(n)], state: 'S' }) as const),
      ],
    },
    { type: 'container-started', id: container, pid: 100 },
  ];
  for (let n = 0; n < STEPS; n++) {
    facts.push({ type: 'exit', proc: nth(n), status: { code: 0 } }, { type: 'reap', proc: nth(n), by: pid1 }, { type: 'fork', proc: nth(ROWS + n), ...sleeper(ROWS + n) });
  }
  return facts.map((fact, index) => ({ ...fact, seq: index + 1, t: index }));
}

function nth(n: number): ProcKey {
  return procKey(1000 + n, 100 + n);
}
