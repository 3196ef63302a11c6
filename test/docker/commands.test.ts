import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, it } from 'vitest';
import type { Engine } from '@/server/docker/engine';
import { Images } from '@/server/docker/images';
import type { BuiltImage } from '@/server/docker/images';
import { eventually } from '../eventually';
import { LAB_BASE, Learner, connectEngine } from './learner';

describe('docker commands within a session', () => {
  let engine: Engine;
  let image: BuiltImage;
  let ann: Learner;

  beforeAll(async () => {
    engine = await connectEngine();
    image = await new Images(engine).build('tools', { dockerfile: 'Dockerfile', files: { Dockerfile: `${LAB_BASE}CMD ["sleep", "1000"]\n` } });
  });
  afterAll(async () => engine[Symbol.asyncDispose]());
  beforeEach(() => {
    ann = new Learner(engine);
    ann.images.add(image);
  });
  afterEach(async () => ann[Symbol.asyncDispose]());

  it('[ENG20] two learners have a container of the same name, and neither sees the other’s', async () => {
    await using bob = new Learner(engine);
    bob.images.add(image);
    const ids = [(await ann.does('docker run -d --name web tools')).trim(), (await bob.does('docker run -d --name web tools')).trim()];
    expect(ids[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(await ann.does('docker ps -q --no-trunc')).toBe(`${ids[0]}\n`);
    expect(await bob.does("docker inspect -f '{{.Id}} {{.Name}} {{.Config.Image}}' web")).toBe(`${ids[1]} /web tools:latest\n`);
    for (const line of [`docker stop ${ids[1]}`, `docker kill ${ids[1]?.slice(0, 12)}`, `docker exec ${ids[1]} true`, `docker logs ${ids[1]}`, `docker top ${ids[1]}`, `docker run --pid container:${ids[1]} tools`, `docker wait ${ids[1]}`]) {
      const { code, err } = await ann.type(line);
      expect([code, err], line).toEqual([line.includes('run') ? 125 : 1, expect.stringMatching(/^(docker: )?Error response from daemon: No such container: /)]);
    }
    expect((await ann.type(`docker inspect ${ids[1]}`)).err).toMatch(/No such object/);
    expect(await bob.does('docker ps -q')).not.toBe('');
    expect((await ann.type('docker run -d --name web tools')).err).toMatch(/container name "\/web" is already in use/);
  });

  it('[ENG21] run and exec give the codes that docker gives', async () => {
    expect(await ann.type('docker run --rm tools sh -c "echo out; echo err >&2; exit 3"')).toMatchObject({ code: 3, out: 'out\n', err: 'err\n' });
    expect(await ann.type('docker run --rm tools nosuch')).toMatchObject({ code: 127, err: expect.stringMatching(/^docker: Error response from daemon: .*executable file not found/) as unknown });
    expect((await ann.type('docker run --rm tools /etc')).code).toBe(126);
    expect(await ann.type('docker run nosuch')).toMatchObject({ code: 125, err: expect.stringMatching(/Unable to find image 'nosuch:latest' in this lab\. It has tools:latest/) as unknown });
    await ann.does('docker run -d --name web tools');
    expect((await ann.type('docker exec web sh -c "exit 7"')).code).toBe(7);
    expect((await ann.type('docker exec web nosuch')).code).toBeGreaterThanOrEqual(126);
    expect(await ann.does('docker exec -w /tmp -e A=b -u nobody web sh -c "id -un; pwd; env"')).toMatch(/^nobody\n\/tmp\n[^]*A=b/);
    expect(await ann.does('docker exec -t web tty')).toBe('/dev/pts/0\r\n');
    expect(await ann.does('docker exec web ps -ef')).toMatch(/root +1 +0 .* sleep 1000\n/);
    expect(await ann.does('docker top web -eo pid,args')).toMatch(/PID +COMMAND\n\d+ +sleep 1000\n/);
  });

  it('[ENG22] stop takes the grace period where PID 1 hears nothing, and kill takes none', async () => {
    await ann.does('docker run -d --name deaf tools');
    const stopped = await ann.type('docker stop -t 2 deaf');
    expect(stopped).toMatchObject({ code: 0, out: 'deaf\n' });
    expect(stopped.took).toBeGreaterThan(1_900);
    expect(await ann.does("docker inspect -f '{{.State.ExitCode}} {{.State.OOMKilled}}' deaf")).toBe('137 false\n');
    expect(await ann.does('docker stop deaf')).toBe('deaf\n');
    expect(await ann.type('docker kill deaf')).toMatchObject({ code: 1, err: expect.stringMatching(/is not running/) as unknown });
    expect(await ann.does('docker start deaf')).toBe('deaf\n');
    expect((await ann.type('docker kill deaf')).took).toBeLessThan(1_900);
    await ann.does('docker run -d --init --name heard tools');
    const ended = ann.does('docker wait heard');
    await ann.does('docker kill -s TERM heard');
    expect(await ended).toBe('143\n');
  });

  it('[ENG23] pause, rename, restart, ps and images say what docker says', async () => {
    await ann.does('docker run -d --name web tools');
    expect(await ann.does('docker pause web')).toBe('web\n');
    expect(await ann.does('docker ps')).toMatch(/^CONTAINER ID {3}IMAGE .*NAMES\n[0-9a-f]{12} {3}tools:latest .*\(Paused\) +web\n$/);
    await ann.does('docker unpause web');
    await ann.does('docker rename web db');
    expect(await ann.does('docker restart -t 0 db')).toBe('db\n');
    expect(await ann.does("docker ps --filter name=^/db$ --format 'table {{.Names}}\\t{{.Image}}'")).toBe('NAMES     IMAGE\ndb        tools:latest\n');
    expect(await ann.does('docker images')).toMatch(/tools +latest +[0-9a-f]{12} /);
    await eventually('the rename and the restart are told', () => ann.told('db').includes('renamed') && ann.told('db').filter((type) => type === 'started').length === 1);
    expect(await ann.does('docker events --since 1m --until 0s')).toMatch(/container rename [0-9a-f]{64} \(image=tools:latest, name=db, oldName=\/web\)/);
    expect((await ann.does('docker events --since 1m --until 0s')).match(/pid1lab/)).toBeNull();
    expect((await ann.does('docker inspect db tools')).match(/pid1lab[-/]/)).toBeNull();
  });

  it('[ENG24] a container that exits at once is told whole, and its output is not lost', async () => {
    expect(await ann.type('docker run --name brief tools true')).toMatchObject({ code: 0 });
    await eventually('its death is told', () => ann.told('brief').includes('died'));
    expect(ann.told('brief')).toEqual(['created', 'started', 'died']);
    for (let round = 0; round < 5; round += 1) expect(await ann.type('docker run --rm tools echo here')).toMatchObject({ code: 0, out: 'here\n' });
    expect(await ann.type('docker start -a brief')).toMatchObject({ code: 0 });
  });

  it('[ENG25] removing what is gone already is done; without -f it is said', async () => {
    const id = (await ann.does('docker run -d --name web tools')).trim();
    expect((await ann.type('docker rm web')).err).toMatch(/You cannot remove a running container/);
    const both = await Promise.all([ann.type('docker rm -f web'), ann.type('docker rm -f web')]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect(await ann.type('docker rm -f web')).toMatchObject({ code: 0, err: expect.stringMatching(/No such container: web/) as unknown });
    expect((await ann.type('docker rm web')).code).toBe(1);
    await ann.does('docker run -d --name web tools');
    expect(await ann.does(`docker ps -aq --no-trunc`)).not.toContain(id);
  });

  it('[ENG26] a container removed behind our back ends what waits for it, and is told', async () => {
    await ann.does('docker run -d --name web tools');
    const logs = ann.type('docker logs -f web');
    const shell = ann.type('docker exec web sleep 500');
    const found = await eventually('it is told', () => ann.facts.find(({ fact }) => fact.type === 'container-exec'));
    await engine.docker.getContainer(found.fact.id).remove({ force: true });
    expect((await logs).code).toBe(0);
    expect((await shell).code).not.toBe(0);
    await eventually('its removal is told', () => ann.told('web').includes('removed'));
    expect(ann.told('web').slice(-2)).toEqual(['died', 'removed']);
  });

  it('[ENG27] a command that is given up ends at once and touches nothing', async () => {
    const giveUp = new AbortController();
    const running = ann.type('docker run -it --name shell tools bash', giveUp.signal);
    await eventually('it runs', () => ann.told('shell').includes('started'));
    giveUp.abort();
    expect((await running).code).toBe(130);
    expect(await ann.does("docker inspect -f '{{.State.Running}}' shell")).toBe('true\n');
    for (const line of ['docker logs -f shell', 'docker wait shell', 'docker events', 'docker exec -i shell cat', 'docker stop shell']) {
      const { code, took } = await ann.type(line, AbortSignal.timeout(300));
      expect([code, took < 2_000], line).toEqual([130, true]);
    }
  });

  it('[ENG28] kill on the host reaches the session’s own processes and no others', async () => {
    await ann.does('docker run -d --name web tools sh -c "sleep 600; true"');
    const pid = Number(await ann.does("docker inspect -f '{{.State.Pid}}' web"));
    const child = await eventually('the shell has a child', async () => Number(/(\d+) +\d+ +sleep 600/.exec(await ann.does('docker top web -eo pid,ppid,args'))?.[1] ?? 0) || null);
    await using bob = new Learner(engine);
    for (const [who, line] of [[bob, `host kill -9 ${pid}`], [ann, 'kill -9 1'], [ann, `kill -9 ${process.pid}`], [ann, 'kill -9 4194303']] as const) {
      const { code, err } = await who.type(line);
      expect([code, err], line).toEqual([1, expect.stringMatching(/No such process among those of your containers/)]);
    }
    await ann.does(`host kill -TERM ${child}`);
    await eventually('the shell ends with its child', async () => (await ann.does("docker inspect -f '{{.State.ExitCode}} {{.State.Running}}' web")) === '0 false\n');
    expect((await ann.type("kill -9 $(docker inspect -f '{{.State.Pid}}' web)")).err).toMatch(/does not run/);
    await ann.does('docker start web');
    await ann.does("sudo kill -9 $(docker inspect -f '{{.State.Pid}}' web)");
    expect(await ann.does('docker wait web')).toBe('137\n');
  });

  it('[ENG29] the host’s PID namespace is entered by the lab’s own lines only, and nobody looks around from inside', async () => {
    expect(await ann.type('docker run -d --pid=host tools')).toMatchObject({ code: 125, err: expect.stringMatching(/everybody's processes/) as unknown });
    const lab = new Learner(engine, { allowHostPid: true, session: ann.session });
    lab.images.add(image);
    await lab.does('docker run -d --pid=host --name host tools');
    for (const line of ['docker exec host ps -ef', 'docker top host', 'docker run --rm --pid container:host tools ps -ef']) {
      const { code, out, err } = await ann.type(line);
      expect([code === 0, out, /shares the host's PID namespace/.test(err)], line).toEqual([false, '', true]);
    }
    expect(await ann.does('docker kill host')).toBe('host\n');
    await lab[Symbol.asyncDispose]();
  });

  it('[ENG30] memory is limited, and its end is told as such', async () => {
    const eater = `python3 -c "x = bytearray(200 * 1024 * 1024)"`;
    expect((await ann.type(`docker run --name eater --memory 32m tools ${eater}`)).code).toBe(137);
    const died = await eventually('its death is told', () => ann.facts.find(({ fact }) => fact.type === 'container-died'));
    expect(died.fact).toMatchObject({ exitCode: 137, oomKilled: true });
    expect(await ann.does("docker run --rm --pids-limit 20 tools sh -c 'for i in $(seq 40); do sleep 1 & done 2>/dev/null; echo end'").catch(String)).not.toMatch(/^end$/);
  });

  it('[ENG31] output beyond the cap is cut with a word, and the command still ends', async () => {
    const { code, out } = await ann.type(`docker run --rm tools sh -c "head -c 3000000 /dev/zero | tr '\\0' x"`);
    expect(code).toBe(0);
    expect(out.length).toBeLessThan(1_300_000);
    expect(out).toMatch(/more output is not shown …\n$/);
  });

  it('[ENG32] docker build makes an image of the session, and says at which step it fails', async () => {
    const builder = new Learner(engine, { session: ann.session, images: ann.images, buildContext: (folder, dockerfile) => (folder === '.' ? { dockerfile, files: { Dockerfile: 'FROM debian:bookworm-slim\nCMD ["echo", "mine"]\n', Bad: 'FROM debian:bookworm-slim\nRUN echo before && false\n', Worse: 'FROM debian:bookworm-slim\nRUNN x\n' } } : undefined) });
    expect(await builder.does('docker build -t mine .')).toMatch(/Step 1\/3 : FROM debian[^]*Successfully tagged mine:latest\n$|Nothing has changed[^]*Successfully tagged mine:latest\n$/);
    expect(await ann.does('docker run --rm mine')).toBe('mine\n');
    expect(await builder.type('docker build -t bad -f Bad .')).toMatchObject({ code: 1, err: expect.stringMatching(/failed at Step 2\/\d+ : RUN echo before && false: .*non-zero code: 1/) as unknown });
    expect((await builder.type('docker build -t worse -f Worse .')).err).toMatch(/parse error.*RUNN/);
    expect((await builder.type('docker build -t x -f Nope .')).err).toMatch(/There is no Nope/);
    expect((await builder.type('docker build -t x elsewhere')).err).toMatch(/no folder elsewhere/);
    expect((await builder.type('docker build .')).err).toMatch(/-t NAME/);
    expect(builder.images.names()).not.toContain('bad:latest');
    await builder[Symbol.asyncDispose]();
  });
});
