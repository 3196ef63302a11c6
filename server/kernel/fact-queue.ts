/** Facts on their way out, in order. A fact that still needs a moment's evidence holds a slot, and those behind it wait. */
import type { KernelFact } from './kernel-fact';

export interface Slot {
  readonly at: number;
  /** Fills the slot; later calls are ignored. */
  fill(facts: readonly KernelFact[]): void;
}

interface Item {
  facts: readonly KernelFact[] | null;
}

export class FactQueue {
  readonly #items: Item[] = [];
  #lastAt = -Infinity;

  push(fact: KernelFact): void {
    this.#items.push({ facts: [fact] });
  }

  open(at: number): Slot {
    const item: Item = { facts: null };
    this.#items.push(item);
    return {
      at,
      fill(facts) {
        item.facts ??= facts;
      },
    };
  }

  /** Everything up to the first slot that is still open. */
  drain(): KernelFact[] {
    let count = 0;
    while (count < this.#items.length && this.#items[count]?.facts !== null) count++;
    return this.#items.splice(0, count).flatMap((item) => (item.facts ?? []).map((fact) => this.#inOrder(fact)));
  }

  /** A late event leaves with the time of the one before it: time never runs backwards for a listener. */
  #inOrder(fact: KernelFact): KernelFact {
    if (fact.at < this.#lastAt) return { ...fact, at: this.#lastAt };
    this.#lastAt = fact.at;
    return fact;
  }
}
