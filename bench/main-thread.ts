/** What a page's main thread has spent on its tasks, from Chromium itself: a busy machine changes it less than the clock. */
import type { CDPSession, Page } from 'playwright-core';

export class MainThread {
  readonly #session: CDPSession;

  static async watch(page: Page): Promise<MainThread> {
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    return new MainThread(session);
  }

  private constructor(session: CDPSession) {
    this.#session = session;
  }

  /** Milliseconds of CPU so far. */
  async spent(): Promise<number> {
    const { metrics } = await this.#session.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000;
  }
  /** Milliseconds of CPU for what this brings about, until it is painted. */
  async cost(page: Page, act: () => Promise<void>): Promise<number> {
    const before = await this.spent();
    await act();
    await painted(page);
    return (await this.spent()) - before;
  }
}

/** A frame that was begun after the call is through layout and paint. */
function painted(page: Page): Promise<void> {
  return page.evaluate(() => new Promise<void>((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
}
