/** What the server costs: at rest with one session open, and while 5,000 processes come and go in its container. */
import type { Engine } from '@/server/docker/engine';
import { startLab } from '@/test/browser/lab-server';
import { WireClient } from '@/test/browser/wire-client';
import { eventually } from '@/test/eventually';
import type { Figure } from './figures';
import { costOf, cpuShare } from './process-cost';

/** For some ten seconds after a start or a run the process has something left to do, presumably V8: that is not rest yet. */
const SETTLE_SECONDS = 30;
const REST_SECONDS = 30;
const STILL_MS = 2_000;

export async function rest(engine: Engine): Promise<Figure[]> {
  await using server = await startLab(['--engine', engine.addressText]);
  await using client = await WireClient.open(server.url, 'shell-vs-exec');
  const step = 'two-trees';
  client.send({ type: 'enter-step', step });
  await eventually('the images', () => client.world.images.size > 0 && [...client.world.images.values()].every(({ state }) => state === 'ready'), 240);
  client.send({ type: 'predict', step, choice: 0 });
  client.send({ type: 'run', step, line: 0 });
  const container = await eventually('the container', () => [...client.world.containers.values()].find(({ state }) => state === 'running'), 60);

  await seconds(SETTLE_SECONDS);
  const before = costOf(server.pid);
  await seconds(REST_SECONDS);
  const after = costOf(server.pid);

  const exec = await engine.docker.getContainer(container.id).exec({ Cmd: ['sh', '-c', 'for i in $(seq 5000); do /bin/true; done'], AttachStdout: true });
  const stream = await exec.start({});
  stream.resume();
  await new Promise((resolve) => stream.once('end', resolve));
  const stormed = costOf(server.pid);
  const told = await standing(() => client.events.filter((event) => event.type === 'exec' && event.comm === 'true').length);

  return [
    { what: 'CPU at rest, one session', value: `${(cpuShare(before, after) * 100).toFixed(2)} % of a core`, target: '< 1 %' },
    { what: 'memory at rest (PSS, readers included)', value: `${Math.round(after.bytes / 2 ** 20)} MB`, target: '< 150 MB' },
    { what: 'CPU in the storm', value: `${(cpuShare(after, stormed) * 100).toFixed(0)} % of a core` },
    { what: 'memory after the storm', value: `${Math.round(stormed.bytes / 2 ** 20)} MB` },
    { what: 'of the storm’s 5,000, told to the browser', value: `${told}; lost ${client.world.anomalies.filter(({ rule }) => rule === 'OBS1').length} times` },
  ];
}

/** The count once it has stood still for a while: then nothing of the storm is on its way any more. */
async function standing(count: () => number): Promise<number> {
  let last = count();
  let since = Date.now();
  await eventually('the count stands still', () => {
    const now = count();
    if (now !== last) [last, since] = [now, Date.now()];
    return Date.now() - since >= STILL_MS;
  }, 60);
  return last;
}

/** The one place where time itself is what is measured. */
function seconds(count: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, count * 1000));
}
