/** Types of engine.mjs, which runs before anything is built and so is plain JavaScript. */
export type Asked = { readonly version: string; readonly api: string } | { readonly error: string };
export function askEngine(host: string, timeout?: number): Promise<Asked>;
export function likelyCause(tail: readonly string[]): readonly [why: string, todo: string];
export function ensureEngine(): Promise<void>;
