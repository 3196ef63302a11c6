/** Kernel event → server, and how many of 5,000 short-lived processes in one container are seen. */
import type { KernelFact } from '@/server/kernel/kernel-observer';
import { KernelObserver } from '@/server/kernel/kernel-observer';
import { monotonic } from '@/server/monotonic';
import type { Engine } from '@/server/docker/engine';
import { pino } from 'pino';
import type { Figure } from './figures';
import { spread } from './figures';
import { benchContainer } from './bench-container';
import { eventually } from '@/test/eventually';

const STORM = 5_000;

export async function storm(engine: Engine): Promise<Figure[]> {
  await using container = await benchContainer(engine);
  await using observer = await KernelObserver.start({ log: pino({ level: 'silent' }), enginePid: () => engine.info?.pid });
  const facts: KernelFact[] = [];
  const late: number[] = [];
  observer.onFacts((batch) => {
    const now = monotonic();
    for (const fact of batch) {
      if (fact.origin !== container.id) continue;
      facts.push(fact);
      late.push(now - fact.at);
    }
  });

  // A calm hundred first, one at a time: what a learner's commands look like.
  await container.exec(['sh', '-c', 'for i in $(seq 100); do /bin/true; sleep 0.01; done']);
  const calm = late.splice(0);
  facts.length = 0;

  const lost = observer.stats().lost;
  const began = monotonic();
  await container.exec(['sh', '-c', `for i in $(seq ${STORM}); do /bin/true; done`]);
  const took = monotonic() - began;
  const seen = () => count(facts, 'fork', (fact) => fact.fact.type === 'fork' && fact.fact.role === 'member');
  await eventually('the storm is over', () => count(facts, 'reap') >= STORM || undefined, 10).catch(() => undefined);

  return [
    { what: 'kernel event → server, calm', value: spread(calm) },
    { what: 'kernel event → server, storm', value: spread(late) },
    { what: `short-lived processes seen of ${STORM}`, value: `forks ${share(Math.min(STORM, seen()))}, execs ${share(Math.min(STORM, count(facts, 'exec', isTrue)))}, exits ${share(Math.min(STORM, count(facts, 'exit')))}, reaps ${share(Math.min(STORM, count(facts, 'reap')))}; lost ${observer.stats().lost - lost}`, target: '100 %, or the loss is stated' },
    { what: 'of them with argv / with NSpid', value: `${share(count(facts, 'exec', (fact) => isTrue(fact) && fact.fact.type === 'exec' && fact.fact.argv !== null))} / ${share(withInnerPid(facts))}` },
    { what: 'the storm took', value: `${(took / 1000).toFixed(1)} s (${Math.round((STORM / took) * 1000)} processes a second)` },
  ];
}

function isTrue({ fact }: KernelFact): boolean {
  return fact.type === 'exec' && fact.comm === 'true';
}

function withInnerPid(facts: readonly KernelFact[]): number {
  const keys = new Set<string>();
  for (const { fact } of facts) {
    if (fact.type === 'fork' && fact.nspid !== undefined) keys.add(fact.proc);
    if (fact.type === 'observed' && fact.facts.nspid !== undefined) keys.add(fact.proc);
  }
  return Math.min(STORM, keys.size);
}

function count(facts: readonly KernelFact[], type: KernelFact['fact']['type'], also: (fact: KernelFact) => boolean = () => true): number {
  return facts.filter((fact) => fact.fact.type === type && also(fact)).length;
}

function share(seen: number): string {
  return `${((seen / STORM) * 100).toFixed(2)} %`;
}
