import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contextHash, packContext, readContext } from './build-context';
import { baseImages } from './dockerfile-from';

describe('what an image is built from', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'context-'));
    writeFileSync(join(folder, 'Dockerfile_exec'), 'FROM debian:bookworm-slim\n');
    writeFileSync(join(folder, 'Dockerfile_shell'), 'FROM debian:bookworm-slim\nCMD x\n');
    writeFileSync(join(folder, 'lab.yaml'), 'title: x\n');
    writeFileSync(join(folder, 'en.md'), '# x\n');
    mkdirSync(join(folder, 'app'));
    writeFileSync(join(folder, 'app', 'run.sh'), '#!/bin/sh\n', { mode: 0o755 });
    symlinkSync('run.sh', join(folder, 'app', 'link'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const hash = async (files: Record<string, string> = {}, dockerfile = 'Dockerfile_exec', bases = ['sha256:1']) =>
    contextHash(await readContext({ folder, dockerfile, files }), dockerfile, bases);

  it('[ENG10] texts of the lab and its other Dockerfiles are no part of it', async () => {
    expect((await readContext({ folder, dockerfile: 'Dockerfile_exec' })).map(({ path }) => path)).toEqual(['Dockerfile_exec', 'app/link', 'app/run.sh']);
  });

  it('[ENG10] its hash changes with content, mode, Dockerfile and base, and with nothing else', async () => {
    const before = await hash();
    writeFileSync(join(folder, 'en.md'), '# y\n');
    expect(await hash()).toBe(before);
    const others = [await hash({ 'app/run.sh': '#!/bin/bash\n' }), await hash({ 'app/new': '' }), await hash({}, 'Dockerfile_shell'), await hash({}, 'Dockerfile_exec', ['sha256:2'])];
    expect(new Set([before, ...others]).size).toBe(5);
    expect(before).toMatch(/^[0-9a-f]{12}$/);
  });

  it('[ENG10] the same content is the same archive', async () => {
    const pack = async () => packContext(await readContext({ folder, dockerfile: 'Dockerfile_exec' }));
    expect((await pack()).equals(await pack())).toBe(true);
  });

  it('[ENG10] a Dockerfile that is not there, and a folder too large, are told in a sentence', async () => {
    await expect(readContext({ folder, dockerfile: 'Nope' })).rejects.toThrow(/There is no Nope in .* -f/);
    writeFileSync(join(folder, 'big'), Buffer.alloc(17 * 1024 * 1024));
    await expect(readContext({ folder, dockerfile: 'Dockerfile_exec' })).rejects.toThrow(/too large/);
  });

  it('[ENG11] the bases of a Dockerfile are those FROM outside it', () => {
    expect(baseImages('# FROM x\nfrom --platform=linux/amd64 debian:bookworm-slim AS Build\nRUN y\nFROM \\\n  alpine\nFROM build\nFROM scratch\nARG b\nFROM $b\n')).toEqual(['debian:bookworm-slim', 'alpine']);
  });
});
