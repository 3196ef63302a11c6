import { randomInt } from 'node:crypto';

const FIRST = ['brisk', 'calm', 'eager', 'gentle', 'keen', 'lucid', 'merry', 'nimble', 'patient', 'quiet', 'swift', 'witty'];
const SECOND = ['badger', 'crane', 'dolphin', 'finch', 'heron', 'lynx', 'marten', 'otter', 'panda', 'robin', 'seal', 'wren'];

/** A name like those that docker gives, not taken in this session. */
export function freeName(taken: ReadonlySet<string>): string {
  for (;;) {
    const name = `${FIRST[randomInt(FIRST.length)] ?? ''}_${SECOND[randomInt(SECOND.length)] ?? ''}`;
    if (!taken.has(name)) return name;
    if (taken.size > 100) return `${name}_${randomInt(1_000_000)}`;
  }
}

