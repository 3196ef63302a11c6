/** What the server that these pages are part of asks for at its door. */
import type { LoginKind } from '@/protocol/access';
import { LOGIN_KINDS } from '@/protocol/access';

/** Null: nothing. */
export function loginKind(): LoginKind | null {
  const set = process.env['PID1LAB_LOGIN'];
  return LOGIN_KINDS.find((kind) => kind === set) ?? null;
}
