/** Types of packages.mjs. */
export function hasApt(): boolean;
export function isRoot(): boolean;
export function missingPackages(names: readonly string[]): readonly string[];
export function ensurePackages(files: Readonly<Record<string, string>>): boolean;
export function installPackages(names: readonly string[]): Promise<string | undefined>;
