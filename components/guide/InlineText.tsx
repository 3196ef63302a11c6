import { Fragment } from 'react';

/** A lab's short text: `code` and *emphasis*, nothing else. Never markup. */
export function InlineText({ children }: { readonly children: string }) {
  return (
    <>
      {children.split(/(`[^`]+`|\*[^*]+\*)/).map((piece, index) => {
        // Pieces of one fixed text have no identity but their place.
        if (piece.length > 2 && piece.startsWith('`')) return <code key={index}>{piece.slice(1, -1)}</code>;
        if (piece.length > 2 && piece.startsWith('*')) return <em key={index}>{piece.slice(1, -1)}</em>;
        return <Fragment key={index}>{piece}</Fragment>;
      })}
    </>
  );
}
