/** Moving the playhead through a log of 50,000 events in the page itself: trees, lifelines, guide and dock drawn. */
import type { Page } from 'playwright-core';
import type { Figure } from './figures';
import { spread } from './figures';
import { EVENTS, longLog } from './long-log';
import { MainThread } from './main-thread';
import { onReplay } from './on-replay';
import { sameNumbers } from './same-numbers';

const MOVES = 300;

export function drag(): Promise<Figure[]> {
  return onReplay(longLog(), async (page) => {
    await page.getByRole('treeitem', { name: /sleep/ }).first().waitFor();
    const thread = await MainThread.watch(page);
    const axis = page.getByRole('slider', { name: 'The moment on screen' });
    const random = sameNumbers();
    const dragged = await moves(page, thread, axisBox(await axis.boundingBox()), (index) => index / MOVES);
    const jumps = await moves(page, thread, axisBox(await axis.boundingBox()), () => random());
    return [
      { what: `main thread for one move, dragged through the window of a log of ${EVENTS} events`, value: spread(dragged), target: '< 16 ms' },
      { what: 'main thread for one move, anywhere in the window', value: spread(jumps), target: '< 16 ms' },
    ];
  });
}

interface Box {
  readonly left: number;
  readonly width: number;
  readonly y: number;
}

/** The stretch of the axis beside the names. */
function axisBox(box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number } | null): Box {
  if (box === null) throw new Error('the axis is not on screen');
  return { left: box.x + 230, width: box.width - 280, y: box.y + box.height / 2 };
}

/** What each move of the pointer costs the page, until it is painted. */
async function moves(page: Page, thread: MainThread, { left, width, y }: Box, place: (index: number) => number): Promise<number[]> {
  const samples: number[] = [];
  await page.mouse.move(left, y);
  await page.mouse.down();
  for (let index = 0; index < MOVES; index++) {
    samples.push(await thread.cost(page, () => page.mouse.move(left + width * place(index), y)));
  }
  await page.mouse.up();
  return samples;
}
