'use client';

import type { ReactNode } from 'react';
import { createContext, useContext } from 'react';
import type { LoginKind } from '@/protocol/access';

const LoginContext = createContext<LoginKind | null>(null);

/** What this server asks for at its door; null: nothing. */
export function LoginProvider({ kind, children }: { readonly kind: LoginKind | null; readonly children: ReactNode }) {
  return <LoginContext value={kind}>{children}</LoginContext>;
}

export function useLoginKind(): LoginKind | null {
  return useContext(LoginContext);
}
