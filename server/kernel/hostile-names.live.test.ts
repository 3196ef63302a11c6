import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Probe, Watch, makeImage, removeImage } from './live-probe';

const OTHER = 'e'.repeat(64);
/** What a name may hold, as Perl writes it, and what must be told of it. */
const NAMES: readonly (readonly [string, string])[] = [
  ['a b\\npid=1 res=0', 'a b\npid=1 res=0'],
  ['\\e[31mred\\e[0m', '\x1b[31mred\x1b[0m'],
  ['<img onerror>', '<img onerror>'],
  ['x) R 1 (y', 'x) R 1 (y'],
  ['\\xff\\xfe ok', '\ufffd\ufffd ok'],
];
/** A whole line as the text interface would print it. */
const FORGED = 'x\n  sh-1 [000] ..... 1.000000: sched_process_exit: comm=sh pid=1 prio=120 group_dead=true\n';

let watch: Watch;

beforeAll(async () => {
  await makeImage();
  watch = await Watch.start();
});

afterAll(async () => {
  await removeImage();
  await watch[Symbol.asyncDispose]();
});

describe('hostile names on real processes', () => {
  it('[OBS13] a process that renames itself is told under that name, and nothing else changes', async () => {
    await using probe = await Probe.run(['sleep', '1000']);
    const one = await watch.one(probe);
    for (const [written, told] of NAMES) {
      const from = watch.told.length;
      await probe.sh(`exec perl -e '$0 = "${written}"; if (!fork()) { select(undef, undef, undef, 0.2); exit 9 } wait'`);
      const renamed = (): typeof watch.told => watch.told.slice(from).filter(({ origin }) => origin === probe.id);
      const fork = await watch.until(`a child of ${told}`, () => renamed().flatMap(({ fact }) => (fact.type === 'fork' && fact.comm === told ? [fact] : []))[0]);
      await watch.until('its end', () => renamed().some(({ fact }) => fact.type === 'exit' && fact.proc === fork.proc && 'code' in fact.status && fact.status.code === 9));
      expect(renamed().some(({ fact }) => fact.type === 'exit' && fact.proc === one)).toBe(false);
    }
  });

  it('[OBS13] a file name that holds a forged trace line is a name, and the event it forges did not happen', async () => {
    await using probe = await Probe.run(['sleep', '1000']);
    const one = await watch.one(probe);
    await probe.sh(`name='/tmp/${FORGED}'; cp /bin/true "$name"; "$name" forged; exit 0`);
    const exec = await watch.until('its exec', () => watch.of(probe, 'exec').find((fact) => fact.comm === FORGED.slice(0, 15)));
    await watch.until('its end', () => watch.of(probe, 'exit').find((fact) => fact.proc === exec.proc));
    expect(watch.of(probe, 'exit').find((fact) => fact.proc === one)).toBeUndefined();
    expect(watch.told.filter(({ fact }) => fact.type === 'exit' && fact.proc === watch.observer.lookup(1))).toEqual([]);
  });

  it('[OBS14] four kilobytes of argv are cut, and many arguments too', async () => {
    await using probe = await Probe.run(['sleep', '1000']);
    await probe.start('perl', '-e', 'exec "/bin/sh", "-c", "sleep 3; true", "\\xffA\\n<b>" . ("y" x 6000), ("z") x 200');
    const exec = await watch.until('the exec', () => watch.of(probe, 'exec').find((fact) => fact.argv?.[1] === '-c' && fact.argv[3] !== undefined));
    expect(exec.argv?.[3]?.startsWith('\ufffdA\n<b>yyy')).toBe(true);
    expect((exec.argv ?? []).join('').length).toBeLessThanOrEqual(4_096);
    await probe.start('perl', '-e', 'exec "/bin/sh", "-c", "sleep 3; true", ("z") x 200');
    const many = await watch.until('the other', () => watch.of(probe, 'exec').find((fact) => fact.argv?.[3] === 'z'));
    expect(many.argv).toHaveLength(64);
  });

  it('[OBS6] a process in a container that calls itself the shim of another is told as this container\'s, now and by an observer that comes later', async () => {
    await using probe = await Probe.run(['sleep', '1000']);
    await probe.sh('cp /bin/sh /tmp/containerd-shim-runc-v2');
    await probe.start('perl', '-e', `exec { "/tmp/containerd-shim-runc-v2" } "containerd-shim-runc-v2", "-c", "sleep 30; true", "-namespace", "moby", "-id", "${OTHER}"`);
    const forged = await watch.until('the exec', () => watch.of(probe, 'exec').find((fact) => fact.argv?.includes(OTHER) === true));
    expect(forged.role).toBe('member');
    await using later = await Watch.start();
    for (const { observer } of [watch, later]) {
      expect(observer.originOf(forged.proc)).toBe(probe.id);
      expect(observer.snapshot([OTHER]).every(({ container }) => container === undefined)).toBe(true);
      expect(observer.snapshot([probe.id]).find(({ key }) => key === forged.proc)?.role).toBe('member');
    }
    expect(watch.told.some(({ origin }) => origin === OTHER)).toBe(false);
  });

  it('[OBS8] a container that runs a program named runc with the argument init is a member', async () => {
    await using probe = await Probe.run(['sh', '-c', 'cp /bin/sh /tmp/runc; echo "sleep 100; true" > init; exec perl -e \'exec { "/tmp/runc" } "runc", "init"\'']);
    const exec = await watch.until('the exec', () => watch.of(probe, 'exec').find((fact) => fact.argv?.[1] === 'init' && fact.proc === watch.of(probe, 'exec').find(({ role }) => role === 'member')?.proc));
    expect(exec.role).toBe('member');
  });
});
