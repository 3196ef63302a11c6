import { describe, expect, it } from 'vitest';
import { createDesk, tabOf } from './desk';

function desk(kept: string | null = null) {
  const memory = { text: kept, read: () => memory.text, write: (text: string) => void (memory.text = text) };
  let turn = 0;
  return { memory, ...createDesk({ first: 'psInside', works: true, memory, random: () => (turn += 0.01) }) };
}

describe('the desk', () => {
  it('[UI36] has the workbench always, and what was open comes back after a reload', () => {
    const before = desk();
    before.open({ type: 'shell', container: 'web' });
    before.remove('workbench');
    const after = desk(before.memory.text);
    after.recall();
    expect(after.state().terminals.map(({ target }) => target.type)).toEqual(['workbench', 'shell']);
    expect(after.state().shown).toBe('psInside');
    after.remove(after.state().terminals[1]!.key);
    expect(after.memory.text).toBe('[]');
  });

  it.each(['{', '{"a":1}', '[{"key":"../x","target":{"type":"workbench"}}]', '[{"key":"a","target":{"type":"shell","container":"$(x)"}}]'])('[UI36] a damaged memory counts as none: %s', (kept) => {
    const one = desk(kept);
    one.recall();
    expect(one.state().terminals.length).toBe(1);
  });

  it('[UI37] a line is put into the workbench; a kill on the machine becomes the lab’s own', () => {
    const one = desk();
    one.put('docker ps');
    expect(one.state()).toMatchObject({ line: 'docker ps', shown: tabOf('workbench') });
    one.put('kill -9 $(docker inspect -f x web)');
    expect(one.state().line).toBe('host kill -9 $(docker inspect -f x web)');
    one.taken();
    expect(one.state().line).toBeNull();
  });
});
