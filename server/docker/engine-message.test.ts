import { describe, expect, it } from 'vitest';
import { missedFacts, type Entry, type Listed } from './container-ledger';
import { messageName, messageSession, parseEngineMessage, plainFact } from './engine-message';

const ID = 'a'.repeat(64);

function message(Action: string, more: Record<string, string> = {}) {
  const line = JSON.stringify({ Type: 'container', Action, Actor: { ID, Attributes: { name: 'pid1lab-s-web', 'pid1lab.session': 's', ...more } }, timeNano: 1.7e18 });
  const parsed = parseEngineMessage(line);
  if (parsed === undefined) throw new Error(line);
  return parsed;
}

describe('the engine’s messages', () => {
  it('[ENG5] each becomes the fact it states', () => {
    expect(plainFact(message('kill', { signal: '15' }), false)).toEqual({ type: 'container-kill', id: ID, signal: 'SIGTERM' });
    expect(plainFact(message('kill', { signal: 'SIGHUP' }), false)).toMatchObject({ signal: 'SIGHUP' });
    expect(plainFact(message('die', { exitCode: '137' }), true)).toEqual({ type: 'container-died', id: ID, exitCode: 137, oomKilled: true });
    expect(plainFact(message('die'), false)).toMatchObject({ exitCode: null });
    expect(plainFact(message('rename', { name: 'pid1lab-s-db' }), false)).toEqual({ type: 'container-renamed', id: ID, name: 'db' });
    expect(plainFact(message('destroy'), false)?.type).toBe('container-removed');
    expect(plainFact(message('exec_start: sh -c "die"'), false)).toBeNull();
    for (const other of ['exec_create: x', 'exec_die', 'attach', 'top', 'resize', 'health_status: healthy', 'restart']) expect(plainFact(message(other), false), other).toBeUndefined();
    expect([messageSession(message('die')), messageName(message('die'))]).toEqual(['s', 'web']);
  });

  it('[ENG6] what is no message of a container is passed over', () => {
    for (const line of ['', '{', 'null', '[]', '{"Type":"network","Action":"connect","Actor":{"ID":"x"},"timeNano":1}', '{"Type":"container","Action":"die","Actor":{"ID":"../etc"},"timeNano":1}']) {
      expect(parseEngineMessage(line), line).toBeUndefined();
    }
  });

  const told: Entry = { session: 's', name: 'web', running: true, paused: false, startedAt: '1' };
  const now: Listed = { ...told, id: ID, exitCode: null, oomKilled: false };
  const types = (entry: Entry, listed: Listed | undefined) => missedFacts(ID, entry, listed, 7, 8).map(({ type }) => type);

  it('[ENG7] after the engine was away, the difference is told', () => {
    expect(types(told, now)).toEqual([]);
    expect(missedFacts(ID, told, { ...now, running: false, exitCode: 137 }, 0, undefined)).toEqual([{ type: 'container-died', id: ID, exitCode: 137, oomKilled: false }]);
    expect(types(told, undefined)).toEqual(['container-died', 'container-removed']);
    expect(types({ ...told, running: false }, undefined)).toEqual(['container-removed']);
    expect(types(told, { ...now, startedAt: '2' })).toEqual(['container-died', 'container-started']);
    expect(types({ ...told, running: false }, { ...now, startedAt: '2' })).toEqual(['container-started']);
    expect(types({ ...told, running: false }, { ...now, running: false, startedAt: '2' })).toEqual(['container-started', 'container-died']);
    expect(types(told, { ...now, name: 'db', paused: true })).toEqual(['container-renamed', 'container-paused']);
    expect(types({ ...told, paused: true }, { ...now, startedAt: '2' })).toEqual(['container-died', 'container-started']);
    expect(types({ ...told, running: false, startedAt: '' }, { ...now, running: false, startedAt: '' })).toEqual([]);
  });
});
