/**
 * Compiles the ICU messages of en.json and zh.json when the pages are built, so that no parser of them is
 * shipped (next.config.ts). Tests and tools read the same files as they are.
 */
import compile from 'icu-minify/compile';

export default function compileMessages(source) {
  return `export default ${JSON.stringify(compiled(JSON.parse(source)))};`;
}

function compiled(messages) {
  if (typeof messages === 'string') return compile(messages);
  return Object.fromEntries(Object.entries(messages).map(([key, message]) => [key, compiled(message)]));
}
