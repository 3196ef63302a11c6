'use client';

import { useSyncExternalStore } from 'react';
import type { ProcKey } from '@/model/process';
import { useLab } from '@/components/lab/lab-context';

/** Whether this process is pointed at or selected, here or anywhere else. */
export function useLit(key: ProcKey | null): boolean {
  const { selection } = useLab();
  const read = (): boolean => key !== null && (selection.pointed() === key || selection.selected() === key);
  return useSyncExternalStore(selection.subscribe, read, never);
}

export function useSelected(): ProcKey | null {
  const { selection } = useLab();
  return useSyncExternalStore(selection.subscribe, selection.selected, nothing);
}

export function usePointed(): ProcKey | null {
  const { selection } = useLab();
  return useSyncExternalStore(selection.subscribe, selection.pointed, nothing);
}

const never = (): boolean => false;
const nothing = (): null => null;
