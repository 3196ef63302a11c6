'use client';

import { useEffect } from 'react';
import { useSourceState } from '@/components/lab/lab-context';
import { loginFor } from './next-page';

/** Leads a page whose connection was turned out to the login, and from there back to where it was. */
export function LoginRequired() {
  const state = useSourceState();
  const required = state.type === 'refused' && state.problem.code === 'log-in';
  useEffect(() => {
    if (required) window.location.assign(loginFor(window.location));
  }, [required]);
  return null;
}
