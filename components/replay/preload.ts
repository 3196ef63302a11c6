/**
 * Fetches what a lab's screen would fetch when it is first needed: a recording plays to its end, every panel
 * opened, when the server that the page came from is gone.
 */
export async function preload(): Promise<void> {
  await Promise.allSettled([
    import('@/components/lifelines/Lifelines'),
    import('@/components/process-trees/ProcessDetails'),
    import('@/components/process-trees/tree-motion'),
    import('@/components/viewport/gestures'),
    import('@/components/engine-badge/EngineCard'),
    import('@/components/problem/ProblemToasts'),
    import('@/components/share/ShareMenu'),
    import('@/components/view/KeyHelp'),
    import('@/components/language/en.json'),
    import('@/components/language/zh.json'),
    import('./MarkdownText'),
  ]);
}
