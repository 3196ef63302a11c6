/** In the place of next/link: a page of its own leads nowhere. */
import type { ReactNode } from 'react';

export default function Link({ children, className }: { readonly children: ReactNode; readonly className?: string }) {
  return <span className={className}>{children}</span>;
}
