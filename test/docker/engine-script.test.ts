import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { askEngine, likelyCause } from '../../scripts/engine.mjs';
import { ensurePackages, missingPackages } from '../../scripts/packages.mjs';

describe('npm run engine', () => {
  let folder: string;
  let server: Server | undefined;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'ask-'))));
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
    rmSync(folder, { recursive: true });
  });

  async function listen(answer: string | undefined): Promise<string> {
    server = createServer((_, response) => answer !== undefined && response.end(answer));
    await new Promise<void>((resolve) => server?.listen(join(folder, 'socket'), resolve));
    return `unix://${folder}/socket`;
  }

  it('[ENG60] an engine is what answers with a version; anything else is not', async () => {
    expect(await askEngine(await listen('{"Version":"20.10.24","ApiVersion":"1.41"}'))).toEqual({ version: '20.10.24', api: '1.41' });
  });

  it('[ENG60] a socket that is absent, silent or talks of something else is told apart', async () => {
    expect(await askEngine(`unix://${folder}/none`)).toEqual({ error: 'ENOENT' });
    expect(await askEngine('ssh://x')).toEqual({ error: 'EADDRESS' });
    expect(await askEngine(await listen('<html>'))).toEqual({ error: 'EANSWER' });
    server?.close();
    server = createServer(() => undefined);
    await new Promise<void>((resolve) => server?.listen(join(folder, 'silent'), resolve));
    expect(await askEngine(`unix://${folder}/silent`, 100)).toEqual({ error: 'ETIMEDOUT' });
  });

  it('[ENG61] the likely cause is read from the last lines of dockerd’s log', () => {
    const why = (line: string) => likelyCause([line])[0];
    expect(why('failed to start daemon: Devices cgroup isn\'t mounted')).toMatch(/cgroups are not mounted/);
    expect(why('failed to create NAT chain DOCKER: iptables failed')).toMatch(/iptables/);
    expect(why('failed to start daemon: error initializing graphdriver: driver not supported')).toMatch(/storage driver/);
    expect(why('pid file found, ensure docker is not running')).toMatch(/Another dockerd/);
    expect(why('something new')).toMatch(/lines above/);
  });

  it('[ENG62] packages whose file is there are not asked for', () => {
    expect(ensurePackages({ node: process.execPath })).toBe(true);
    expect(missingPackages(['no-such-package'])).toEqual(['no-such-package']);
  });
});
