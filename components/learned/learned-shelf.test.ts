import { describe, expect, it } from 'vitest';
import type { Drawer } from './learned-shelf';
import { createLearnedShelf } from './learned-shelf';
import { NOTHING_LEARNED } from './learned';
import { createLearned } from './learned-store';
import { LARGEST_FILE, progressFile, readProgressFile } from './progress-file';

function drawerOf(content: Record<string, string>): Drawer & { readonly content: Record<string, string> } {
  return {
    content,
    names: () => Object.keys(content),
    read: (name) => content[name] ?? null,
    write(name, value) {
      if (value === null) delete content[name];
      else content[name] = value;
    },
  };
}

const ZOMBIES = { ...NOTHING_LEARNED, predicted: { orphan: 1 }, done: ['orphan'], draft: 'FROM debian' };
const OTHERS = { 'pid1lab-theme': 'dark', 'pid1lab.dock': '300' };

describe('progress, carried and cleared', () => {
  it('[LEARN5] goes through a file without loss', () => {
    const file = progressFile({ zombies: ZOMBIES }, new Date(0));
    expect(readProgressFile(file)).toEqual({ zombies: ZOMBIES });
    expect(JSON.parse(file)).toMatchObject({ format: 'pid1lab-progress', version: 1, savedAt: '1970-01-01T00:00:00.000Z' });
  });

  it.each([
    ['', 'not-json'],
    ['{"format":"pid1lab-prog', 'not-json'],
    ['{"labs":{}}', 'not-ours'],
    ['[]', 'not-ours'],
    ['{"format":"pid1lab-progress","version":2,"labs":[]}', 'newer'],
    ['{"format":"pid1lab-progress","version":1,"savedAt":"","labs":{"zombies":{"observed":{"a":99},"explained":[]}}}', 'damaged'],
    ['{"format":"pid1lab-progress","version":1,"savedAt":"","labs":{"../../x":{"observed":{},"explained":[]}}}', 'damaged'],
    [' '.repeat(LARGEST_FILE + 1), 'too-large'],
  ])('[LEARN5] a file that is none of ours is refused with the reason: %#', (text, why) => {
    expect(readProgressFile(text)).toBe(why);
  });

  it('[LEARN5] a file adds and takes nothing away; undo brings back what was', () => {
    const drawer = drawerOf({ ...OTHERS, 'pid1lab.learned.zombies': JSON.stringify({ ...ZOMBIES, predicted: { orphan: 2 } }) });
    const before = { ...drawer.content };
    const shelf = createLearnedShelf(drawer);
    const undo = shelf.add({ zombies: { ...ZOMBIES, explained: ['orphan'], done: ['defunct'] }, orphans: ZOMBIES });
    expect(shelf.read()).toEqual({ zombies: { ...ZOMBIES, predicted: { orphan: 2 }, explained: ['orphan'], done: ['orphan', 'defunct'] }, orphans: ZOMBIES });
    undo();
    expect(drawer.content).toEqual(before);
    expect(shelf.read()).toEqual({ zombies: { ...ZOMBIES, predicted: { orphan: 2 } } });
  });

  it('[LEARN6] clearing forgets answers and sessions and nothing else; undo brings them back', () => {
    const drawer = drawerOf({ ...OTHERS, 'pid1lab.learned.zombies': JSON.stringify(ZOMBIES), 'pid1lab.session.zombies': 'abc' });
    const before = { ...drawer.content };
    const shelf = createLearnedShelf(drawer);
    const undo = shelf.clear();
    expect(drawer.content).toEqual(OTHERS);
    expect(shelf.read()).toEqual({});
    undo();
    expect(drawer.content).toEqual(before);
  });

  it('[LEARN7] a file adds to what another page wrote, and an undo takes back only its own', () => {
    const drawer = drawerOf({});
    const shelf = createLearnedShelf(drawer);
    const page = createLearned({ read: () => drawer.read('pid1lab.learned.zombies'), write: (text) => drawer.write('pid1lab.learned.zombies', text) });
    expect(shelf.read()).toEqual({});
    page.predict('defunct', 3);
    const takeBack = shelf.add({ zombies: ZOMBIES });
    expect(shelf.read()['zombies']?.predicted).toEqual({ orphan: 1, defunct: 3 });
    page.observe('orphan', 0);
    takeBack();
    expect(shelf.read()).toEqual({ zombies: { ...NOTHING_LEARNED, predicted: { defunct: 3 }, observed: { orphan: 0 } } });

    drawer.write('pid1lab.session.zombies', 'old');
    const bringBack = shelf.clear();
    page.finish('share');
    drawer.write('pid1lab.session.zombies', 'new');
    bringBack();
    expect(shelf.read()).toEqual({ zombies: { ...NOTHING_LEARNED, predicted: { defunct: 3 }, observed: { orphan: 0 }, done: ['share'] } });
    expect(drawer.read('pid1lab.session.zombies')).toBe('new');
  });

  it('[LEARN5] the same object is read until something changes', () => {
    const shelf = createLearnedShelf(drawerOf({ 'pid1lab.learned.zombies': JSON.stringify(ZOMBIES) }));
    const first = shelf.read();
    expect(shelf.read()).toBe(first);
    shelf.look();
    expect(shelf.read()).not.toBe(first);
  });
});
