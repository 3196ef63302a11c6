'use client';

import { Broken } from '@/components/problem/Broken';

export default function Page({ error, reset }: { readonly error: Error & { digest?: string }; readonly reset: () => void }) {
  return <Broken what={error.digest ?? error.message} onRetry={reset} />;
}
