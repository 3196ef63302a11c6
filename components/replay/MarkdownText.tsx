import Markdown from 'react-markdown';
import remarkGfm from 'remark-gfm';

const TABLES = [remarkGfm];

/** A recording's own prose. It is as hostile as the rest of the file: HTML stays text, and links lead only to the web. */
export function MarkdownText({ children }: { readonly children: string }) {
  return (
    <Markdown remarkPlugins={TABLES} disallowedElements={['img']}>
      {children}
    </Markdown>
  );
}
