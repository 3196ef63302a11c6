/** A lab of a few lines, for what every lab does. Its images have no packages, so they are built in a moment. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Docker from 'dockerode';
import { dockerOptions, engineAddress } from '@/server/docker/engine-address';

const YAML = `title: { en: Tiny, zh: 小 }
summary: { en: It is small., zh: 很小。 }
minutes: 1
images:
  "tiny:one": Dockerfile
steps:
  - id: start
    title: { en: Start, zh: 启动 }
    predict: { ask: { en: "?", zh: "?" }, options: [{ en: a, zh: a }, { en: b, zh: b }], answer: 0 }
    run:
      - docker run -d --name tiny tiny:one
      - docker exec tiny sleep 300
      - docker run --name quick tiny:one false
    expect:
      - id: up
        say: { en: It runs, zh: 在运行 }
        process: { container: tiny, nspid: 1, comm: sleep }
      - id: execed
        say: { en: It became sleep, zh: 变成了 sleep }
        execed: { who: { container: tiny, nspid: 1, comm: sleep } }
  - id: stop
    title: { en: Stop, zh: 停止 }
    setup: [docker run -d --name tiny tiny:one]
    predict: { ask: { en: "?", zh: "?" }, options: [{ en: a, zh: a }, { en: b, zh: b }], answer: 0 }
    run: [docker kill tiny]
    expect:
      - id: execed
        say: { en: It became sleep, zh: 变成了 sleep }
        execed: { who: { container: tiny, nspid: 1, comm: sleep } }
      - id: killed
        say: { en: It was killed, zh: 被杀 }
        container: { name: tiny, exitCode: 137 }
  - id: change
    title: { en: Change, zh: 修改 }
    modify: { ask: { en: "?", zh: "?" }, image: "tiny:mine", dockerfile: Dockerfile, solution: Dockerfile_solution }
    run: [docker run --name mine tiny:mine]
    expect:
      - id: three
        say: { en: Exit code 3, zh: 退出码 3 }
        container: { name: mine, exitCode: 3 }
`;
const PROSE = ['start', 'stop', 'change'].map((id) => `## ${id}\n\nDo.\n\n### explain\n\nSo.\n`).join('\n');

export class TinyLab {
  private constructor(readonly root: string) {}

  static async make(): Promise<TinyLab> {
    const lab = new TinyLab(await mkdtemp(join(tmpdir(), 'tiny-')));
    await mkdir(join(lab.root, 'labs/tiny'), { recursive: true });
    await lab.write('lab.yaml', YAML);
    await lab.write('en.md', PROSE);
    await lab.write('zh.md', PROSE);
    await lab.write('Dockerfile', 'FROM debian:bookworm-slim\nCMD ["sleep", "1000"]\n');
    await lab.write('Dockerfile_solution', 'FROM debian:bookworm-slim\nCMD exit 3\n');
    return lab;
  }

  write(name: string, text: string): Promise<void> {
    return writeFile(join(this.root, 'labs/tiny', name), text);
  }

  /** Replaces a piece of lab.yaml. */
  edit(from: string, to: string): Promise<void> {
    if (!YAML.includes(from)) throw new Error(`lab.yaml does not hold ${from}`);
    return this.write('lab.yaml', YAML.replace(from, to));
  }

  /** Removes whatever was built of such labs. */
  static async removeImages(): Promise<void> {
    const docker = new Docker(dockerOptions(engineAddress(process.env['DOCKER_HOST'])));
    for (const image of await docker.listImages({ filters: { label: ['pid1lab.image'] } })) {
      if (image.RepoTags?.every((tag) => tag.startsWith('pid1lab/tiny:')) === true) await docker.getImage(image.Id).remove({ force: true });
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.root, { recursive: true, force: true });
  }
}
