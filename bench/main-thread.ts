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
}

/** A frame that was begun after the call is through layout and paint. */
export function painted(page: Page): Promise<void> {
  return page.evaluate(() => new Promise<void>((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
}
