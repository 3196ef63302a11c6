/** lab.yaml to data, with the place of each part in the text. */
import { LineCounter, isAlias, isMap, isNode, isScalar, isSeq, parseDocument, visit } from 'yaml';
import type { Document, Node } from 'yaml';

export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface ParsedYaml {
  readonly value: unknown;
  /** Where a part stands; where it is missing, the nearest part around it. With `key`, where that key itself stands. */
  at(path: readonly PropertyKey[], key?: string): Position;
}

export interface YamlMistake extends Position {
  readonly what: string;
}

/** Aliases are refused: a lab does not need them, and nested ones can expand without end. */
export function parseYaml(text: string): ParsedYaml | YamlMistake[] {
  const lines = new LineCounter();
  let doc: Document.Parsed;
  let value: unknown;
  try {
    doc = parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: true });
    const mistakes: YamlMistake[] = [...doc.errors, ...doc.warnings].map((error) => ({ ...position(error.pos[0]), what: `not YAML: ${error.message}` }));
    visit(doc, {
      Alias(_key, node) {
        mistakes.push({ ...position(node.range?.[0] ?? 0), what: `the alias *${node.source} is not allowed; write the text out` });
      },
    });
    if (mistakes.length > 0) return mistakes;
    value = doc.toJS({ maxAliasCount: 0 });
  } catch (error) {
    // Very deep nesting overflows the parser's stack.
    return [{ line: 1, column: 1, what: `not readable as YAML: ${error instanceof Error ? error.message : String(error)}` }];
  }
  return {
    value,
    at(path, key) {
      let node: Node | null = isNode(doc.contents) ? doc.contents : null;
      let found = node?.range?.[0] ?? 0;
      for (const part of path) {
        if (isMap(node)) {
          const pair = node.items.find((item) => isScalar(item.key) && item.key.value === part);
          if (pair === undefined) break;
          if (isNode(pair.key)) found = pair.key.range?.[0] ?? found;
          node = isNode(pair.value) ? pair.value : null;
        } else if (isSeq(node)) {
          const item: unknown = typeof part === 'number' ? node.items[part] : undefined;
          node = isNode(item) && !isAlias(item) ? item : null;
        } else break;
        if (isScalar(node) || isSeq(node) || isMap(node)) found = node.range?.[0] ?? found;
        if (node === null) break;
      }
      if (key !== undefined && isMap(node)) {
        const pair = node.items.find((item) => isScalar(item.key) && item.key.value === key);
        if (isNode(pair?.key)) found = pair.key.range?.[0] ?? found;
      }
      return position(found);
    },
  };

  function position(offset: number): Position {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  }
}
